namespace Egnyte.ScimProxy.EgnyteApi.Pipeline;

/// <summary>
/// How long a domain has been failing, so that the wait grows with the outage: twice its age, since ten waits must outlast four hours even
/// where a throttle took some of them. A crowd is sent away in parties, one after the other, or all of it would come back at once.
/// </summary>
internal sealed class EgnyteOutage(TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3600);

    private const int PartySize = 16;

    /// <summary>What a party needs at two calls a second, each of them a look-up and a write.</summary>
    private static readonly TimeSpan PartyTime = TimeSpan.FromSeconds(16);

    /// <summary>Who comes within this time comes at once.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();

    private Beginning? _beginning;

    private long _partyAt;

    private int _party;

    private long _lastFailure = time.GetTimestamp();

    public DateTimeOffset? Since => _beginning?.At;

    public void End()
    {
        if (_beginning is not null)
        {
            _beginning = null;
        }
    }

    /// <summary>Gives an Unavailable its RetryAfter, and notes that the outage goes on, or begins where there is no such domain; leaves other failures alone.</summary>
    public EgnyteApiException Stamp(EgnyteApiException failure)
    {
        if (failure.Kind == EgnyteFailure.NoSuchDomain)
        {
            // Somebody must act, and nobody is told to come back; but nothing works, and that shows.
            Interlocked.CompareExchange(ref _beginning, Now(), null);
        }
        else if (failure.Kind == EgnyteFailure.Unavailable)
        {
            var now = Now();
            if (time.GetElapsedTime(_lastFailure, now.Timestamp) > 2 * Longest)
            {
                // Nobody asked for longer than Okta doubles a wait: what failed then says nothing of what lay between.
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
            if (isNew || earliest - _partyAt > time.Ticks(AtOnce))
            {
                (_partyAt, _party) = (earliest, 0);
            }
            else if (_party == PartySize)
            {
                (_partyAt, _party) = (_partyAt + time.Ticks(PartyTime), 0);
            }

            _party++;
            var at = time.GetElapsedTime(now, _partyAt);
            return at < wait ? wait : at < Longest ? at : Longest;
        }
    }

    private sealed record Beginning(long Timestamp, DateTimeOffset At);
}
