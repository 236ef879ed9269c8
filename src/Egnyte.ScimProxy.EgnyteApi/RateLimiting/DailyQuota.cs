namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>The calls that a token has left today: by Egnyte's count, or by the proxy's count of an assumed quota where Egnyte states none.</summary>
internal sealed class DailyQuota(TimeProvider time, int assumed, int reservePercent)
{
    /// <summary>While Egnyte refuses all calls, how often one call probes whether the quota was raised or renewed: 288 calls a day at most.</summary>
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromMinutes(5);

    /// <summary>So long after the start of a day a count can be that of the day before: clocks differ by seconds, and responses take up to 20 s.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    /// <summary>
    /// So long after the start of a day calls are expected to be allowed: Egnyte's clock differs, and it may have said so in whole seconds, rounded up.
    /// Where the first calls of a day were rejected, an Okta that doubles its waits would retry a day later (scim-clients.md §5).
    /// </summary>
    private static readonly TimeSpan ReturnMargin = TimeSpan.FromSeconds(5);

    /// <summary>Responses overtake each other. A count that is lower by more than the calls that can be in flight was reset.</summary>
    private const int MostOvertaken = 64;

    // Percentages left of the quota at which an operator is warned: when only the reserve for writes is left, and shortly before the end.
    private static readonly int[] Marks = [20, 5];

    private readonly Lock _lock = new();

    private int _allotted;
    private int _used;
    private long _day;
    private int _marked;
    private long _exhaustedAt;
    private long _exhaustedUntil = long.MinValue;
    private long _nextProbe;

    /// <summary>Whether Egnyte has stated the quota.</summary>
    public bool IsStated => Volatile.Read(ref _allotted) > 0;

    public int Allotted => IsStated ? _allotted : assumed;

    /// <summary>How often the quota was raised or reset during a day.</summary>
    public int Raises { get; private set; }

    /// <summary>Calls that are left today, at least 0.</summary>
    public int Left
    {
        get
        {
            lock (_lock)
            {
                BeginDay();
                return IsExhausted ? 0 : Math.Max(0, Allotted - _used);
            }
        }
    }

    /// <summary>Calls that lists may use; the others are kept for writes.</summary>
    public int LeftForLists => Math.Max(0, Left - (int)((long)Allotted * reservePercent / 100));

    /// <summary>The time until the quota is renewed: as Egnyte said when it was exhausted, otherwise until shortly after 00:00 UTC (GO2).</summary>
    public TimeSpan UntilReturn => ExhaustedFor ?? TimeSpan.FromDays(1) - time.GetUtcNow().TimeOfDay + ReturnMargin;

    /// <summary>Whether Egnyte refuses all calls for the rest of the day.</summary>
    public bool IsExhausted => ExhaustedFor is not null;

    /// <summary>How long Egnyte will refuse all calls, as it said; null while it does not.</summary>
    public TimeSpan? ExhaustedFor
    {
        get
        {
            var until = Volatile.Read(ref _exhaustedUntil);
            var now = time.GetTimestamp();
            return now < until ? time.GetElapsedTime(now, until) : null;
        }
    }

    /// <summary>Counts a call by its response.</summary>
    /// <returns>The percentage of <see cref="Marks"/> that was reached for the first time today, or null.</returns>
    public int? Count(TokenCounts counts)
    {
        lock (_lock)
        {
            BeginDay();
            if (counts is { AllottedToday: > 0 and { } allotted, Today: { } used })
            {
                Raises += (IsStated && allotted > _allotted) || used < _used - MostOvertaken ? 1 : 0;
                _allotted = allotted;
                _used = time.GetUtcNow().TimeOfDay < ClockTolerance ? Math.Min(used, _used + 1) : used;
            }
            else if (!IsStated)
            {
                _used++;
            }

            // Where two marks are reached at once, as in a replica that starts late in the day, the lower one is reported.
            var left = (long)(Allotted - _used) * 100;
            var passed = Marks.Count(mark => left <= (long)Allotted * mark);
            var isNew = passed > _marked;
            _marked = Math.Max(_marked, passed);
            return isNew ? Marks[passed - 1] : null;
        }
    }

    /// <summary>Egnyte reported that the quota is exhausted for so long.</summary>
    public void Exhaust(TimeSpan wait)
    {
        lock (_lock)
        {
            _exhaustedAt = time.GetTimestamp();
            Volatile.Write(ref _exhaustedUntil, _exhaustedAt + time.Ticks(wait));
            _nextProbe = _exhaustedAt + time.Ticks(ProbeEvery);
        }
    }

    /// <summary>Egnyte accepted a call.</summary>
    /// <returns>Whether the quota was exhausted when the call was sent.</returns>
    public bool Renew(long sentAt)
    {
        lock (_lock)
        {
            if (_exhaustedUntil == long.MinValue || sentAt < _exhaustedAt)
            {
                return false;
            }

            Raises += IsExhausted ? 1 : 0;
            Volatile.Write(ref _exhaustedUntil, long.MinValue);
            return true;
        }
    }

    /// <summary>Whether this call may probe although the quota is exhausted; the next probe is allowed minutes later.</summary>
    public bool TryProbe()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var mayAsk = now >= _nextProbe;
            _nextProbe = mayAsk ? now + time.Ticks(ProbeEvery) : _nextProbe;
            return mayAsk;
        }
    }

    private void BeginDay()
    {
        var day = time.GetUtcNow().Ticks / TimeSpan.TicksPerDay;
        if (day != _day)
        {
            (_day, _used, _marked) = (day, 0, 0);
        }
    }
}
