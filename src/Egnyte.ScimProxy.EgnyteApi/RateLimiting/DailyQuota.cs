namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>What a token may still call today: by Egnyte's own count, or by ours against an assumed allowance where Egnyte tells none.</summary>
internal sealed class DailyQuota(TimeProvider time, int assumed, int reservePercent)
{
    /// <summary>While Egnyte refuses everything, how often it is asked whether the quota was raised or renewed.</summary>
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromMinutes(5);

    /// <summary>Clocks differ, and answers are on their way: so long into a day, a count may still be that of the day before.</summary>
    private static readonly TimeSpan Twilight = TimeSpan.FromMinutes(2);

    /// <summary>Answers overtake each other: a count that is lower by more than that was set back.</summary>
    private const int MostOvertaken = 64;

    // Percentages left of the day at which an operator is warned: while writes still have their reserve, and shortly before the end.
    private static readonly int[] Marks = [20, 5];

    private readonly Lock _lock = new();

    private int _allotted;
    private int _used;
    private long _day;
    private int _marked;
    private long _exhaustedAt;
    private long _exhaustedUntil = long.MinValue;
    private long _nextProbe;

    /// <summary>Whether Egnyte itself has told how many calls there are.</summary>
    public bool IsTold => Volatile.Read(ref _allotted) > 0;

    public int Allotted => IsTold ? _allotted : assumed;

    /// <summary>How often there turned out to be more calls, in the middle of a day, than was thought.</summary>
    public int Raises { get; private set; }

    /// <summary>Calls that are left of the day, never less than none.</summary>
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

    /// <summary>Calls that lists may still make: the rest is kept for writes.</summary>
    public int LeftForLists => Math.Max(0, Left - (int)((long)Allotted * reservePercent / 100));

    /// <summary>When the day's quota returns: as Egnyte said when it refused everything, else at 00:00 UTC (GO2).</summary>
    public TimeSpan UntilReturn => ExhaustedFor ?? TimeSpan.FromDays(1) - time.GetUtcNow().TimeOfDay;

    /// <summary>Whether Egnyte refuses everything for the rest of the day.</summary>
    public bool IsExhausted => ExhaustedFor is not null;

    /// <summary>How long Egnyte will refuse everything, as it said; null while it does not.</summary>
    public TimeSpan? ExhaustedFor
    {
        get
        {
            var until = Volatile.Read(ref _exhaustedUntil);
            var now = time.GetTimestamp();
            return now < until ? time.GetElapsedTime(now, until) : null;
        }
    }

    /// <summary>Counts a call, as its response says or by itself; answers the percentage whose mark was passed for the first time today, or null.</summary>
    public int? Count(TokenCounts counts)
    {
        lock (_lock)
        {
            BeginDay();
            if (counts is { AllottedToday: > 0 and { } allotted, Today: { } used })
            {
                Raises += (IsTold && allotted > _allotted) || used < _used - MostOvertaken ? 1 : 0;
                _allotted = allotted;
                _used = time.GetUtcNow().TimeOfDay < Twilight ? Math.Min(used, _used + 1) : used;
            }
            else if (!IsTold)
            {
                _used++;
            }

            // Of two marks at once, where a replica finds a day almost used up, the more pressing is told.
            var left = (long)(Allotted - _used) * 100;
            var passed = Marks.Count(mark => left <= (long)Allotted * mark);
            var isNew = passed > _marked;
            _marked = Math.Max(_marked, passed);
            return isNew ? Marks[passed - 1] : null;
        }
    }

    /// <summary>Egnyte says that the day's calls are used up, for so long.</summary>
    public void Exhaust(TimeSpan wait)
    {
        lock (_lock)
        {
            _exhaustedAt = time.GetTimestamp();
            Volatile.Write(ref _exhaustedUntil, _exhaustedAt + time.Ticks(wait));
            _nextProbe = _exhaustedAt + time.Ticks(ProbeEvery);
        }
    }

    /// <summary>Egnyte has taken a call; true when it had refused everything when that was sent.</summary>
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

    /// <summary>Whether a call may ask, although everything is refused; the next may only minutes later.</summary>
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
