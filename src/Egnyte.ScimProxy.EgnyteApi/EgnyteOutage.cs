namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>How long a domain has been failing, so that the wait grows with the outage.</summary>
internal sealed class EgnyteOutage(TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3600);

    private Beginning? _beginning;

    private long _lastFailure = time.GetTimestamp();

    public DateTimeOffset? Since => _beginning?.At;

    public void End()
    {
        if (_beginning is not null)
        {
            _beginning = null;
        }
    }

    /// <summary>Gives an Unavailable its RetryAfter, and notes that the outage goes on; leaves other failures alone.</summary>
    public EgnyteApiException Stamp(EgnyteApiException failure)
    {
        if (failure.Kind == EgnyteFailure.Unavailable)
        {
            var now = new Beginning(time.GetTimestamp(), time.GetUtcNow());
            if (time.GetElapsedTime(_lastFailure, now.Timestamp) > 2 * Longest)
            {
                // Nobody asked for longer than Okta doubles a wait: what failed then says nothing of what lay between.
                _beginning = null;
            }

            _lastFailure = now.Timestamp;
            var beginning = Interlocked.CompareExchange(ref _beginning, now, null) ?? now;
            var age = time.GetElapsedTime(beginning.Timestamp, now.Timestamp);
            var asked = failure.RetryAfter ?? TimeSpan.Zero;
            failure.RetryAfter = TimeSpan.FromTicks(Math.Clamp(Math.Max(age.Ticks, asked.Ticks), Shortest.Ticks, Longest.Ticks));
        }

        return failure;
    }

    private sealed record Beginning(long Timestamp, DateTimeOffset At);
}
