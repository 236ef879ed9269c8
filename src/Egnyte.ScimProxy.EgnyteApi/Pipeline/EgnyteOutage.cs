namespace Egnyte.ScimProxy.EgnyteApi.Pipeline;

/// <summary>
/// How long a domain has been unavailable. The Retry-After is twice that time, because Okta's ten attempts must outlast four hours even where
/// a throttle used some of them. Many clients get their Retry-After in batches, one after the other, so that they do not all retry at once.
/// </summary>
internal sealed class EgnyteOutage(TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3600);

    private const int BatchSize = 16;

    /// <summary>What a batch needs at two calls per second, with a look-up and a write each.</summary>
    private static readonly TimeSpan BatchTime = TimeSpan.FromSeconds(16);

    /// <summary>Retries within this time count as one batch.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();

    private Beginning? _beginning;

    private long _batchAt;

    private int _batch;

    private long _lastFailure = time.GetTimestamp();

    public DateTimeOffset? Since => _beginning?.At;

    public void End()
    {
        if (_beginning is not null)
        {
            _beginning = null;
        }
    }

    /// <summary>
    /// Gives an Unavailable its RetryAfter, and notes that the outage goes on, or begins where there is no such domain; leaves other failures
    /// alone.
    /// </summary>
    public EgnyteApiException Stamp(EgnyteApiException failure)
    {
        if (failure.Kind == EgnyteFailure.NoSuchDomain)
        {
            // An administrator must act, so there is no Retry-After; but health shows the outage.
            Interlocked.CompareExchange(ref _beginning, Now(), null);
        }
        else if (failure.Kind == EgnyteFailure.Unavailable)
        {
            var now = Now();
            if (time.GetElapsedTime(_lastFailure, now.Timestamp) > 2 * Longest)
            {
                // There was no call for longer than Okta's longest wait: the failure before it says nothing about the time between.
                _beginning = null;
            }

            // A 4xx neither begins an outage nor goes on with one.
            var before = failure.IsClientError ? _beginning : Interlocked.CompareExchange(ref _beginning, now, null);
            if (!failure.IsClientError)
            {
                _lastFailure = now.Timestamp;
            }

            var age = time.GetElapsedTime((before ?? now).Timestamp, now.Timestamp);
            var wait = Spread(Bounded(2 * age), now.Timestamp, isNew: before is null && !failure.IsClientError);
            var asked = Bounded(failure.RetryAfter ?? TimeSpan.Zero);
            failure.RetryAfter = asked > wait ? asked : wait;
        }

        return failure;
    }

    private Beginning Now() => new(time.GetTimestamp(), time.GetUtcNow());

    private static TimeSpan Bounded(TimeSpan wait) => TimeSpan.FromTicks(Math.Clamp(wait.Ticks, Shortest.Ticks, Longest.Ticks));

    private TimeSpan Spread(TimeSpan wait, long now, bool isNew)
    {
        lock (_lock)
        {
            var earliest = now + time.Ticks(wait);
            if (isNew || earliest - _batchAt > time.Ticks(AtOnce))
            {
                (_batchAt, _batch) = (earliest, 0);
            }
            else if (_batch == BatchSize)
            {
                (_batchAt, _batch) = (_batchAt + time.Ticks(BatchTime), 0);
            }

            _batch++;
            var at = time.GetElapsedTime(now, _batchAt);
            return at < wait ? wait : at < Longest ? at : Longest;
        }
    }

    private sealed record Beginning(long Timestamp, DateTimeOffset At);
}
