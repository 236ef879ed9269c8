namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>One attempt that waits: its result is null when its turn has come, else why and how long it shall not.</summary>
internal sealed class QueuedCall(CallState exchange, HttpRequestMessage request)
    : TaskCompletionSource<Rejection?>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public CallState Exchange => exchange;

    /// <summary>Which call it is, however often it is tried.</summary>
    public UInt128 Mark => RequestFingerprint.Of(request);

    /// <summary>Whether it deactivates somebody.</summary>
    public bool Leaves => exchange.Call.Priority == EgnytePriority.Deactivation;

    /// <summary>Where it waits.</summary>
    public EgnytePriority Line { get; set; } = exchange.Call.Priority;

    /// <summary>When it began to wait, as a timestamp.</summary>
    public long WaitsSince { get; set; }

    /// <summary>Whether its turn came soon enough when it was looked at: then it waits for it, even if it comes somewhat later.</summary>
    public bool IsLetIn { get; set; }

    /// <summary>Whether its turn came; where it was let go without one, nothing is sent.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Whether a turn would come too late. A look-up has two thirds of its time: the write that follows it waits behind those of other look-ups.</summary>
    public bool IsTooLate(long turnAt) =>
        turnAt > (exchange.IsLookUp && !IsLetIn ? WaitsSince + ((exchange.LatestStart - WaitsSince) * 2 / 3) : exchange.LatestStart);
}
