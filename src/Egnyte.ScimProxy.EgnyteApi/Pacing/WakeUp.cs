namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>Calls somebody at one moment at a time, which may be set anew. Not for several threads at once.</summary>
/// <param name="time">The clock.</param>
/// <param name="wake">What is called.</param>
internal sealed class WakeUp(TimeProvider time, Action wake)
{
    private ITimer? _timer;

    /// <summary>Sets the moment; both are timestamps.</summary>
    public void Set(long now, long due)
    {
        _timer ??= Create();

        // Timers cut fractions of a millisecond: rounded up, or it would fire too early.
        _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(time.GetElapsedTime(now, due).TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    // It outlives the request that happens to set it first, and shall not keep that request's context.
    private ITimer Create()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return time.CreateTimer(static wake => ((Action)wake!)(), wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Create();
        }
    }
}
