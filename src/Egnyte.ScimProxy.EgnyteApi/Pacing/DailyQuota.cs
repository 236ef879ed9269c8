namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>What a token may still call today: by Egnyte's own count, or by ours against an assumed allowance where Egnyte tells none.</summary>
internal sealed class DailyQuota(TimeProvider time, int assumed, int reservePercent)
{
    /// <summary>While Egnyte refuses everything, how often it is asked whether the quota was raised or renewed.</summary>
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromMinutes(5);

    /// <summary>Where lists have used up their part of the day and nothing was heard of it for so long, one of them asks whether that is still so.</summary>
    private static readonly TimeSpan ListsAskEvery = TimeSpan.FromHours(1);

    /// <summary>Clocks differ, and answers are on their way: so long into a day, a count that is no lower than the day before's is still of that.</summary>
    private static readonly TimeSpan Twilight = TimeSpan.FromMinutes(2);

    /// <summary>Answers overtake each other: a count that is lower by more than that was set back.</summary>
    private const int MostOvertaken = 64;

    // Percentages left of the day at which an operator is warned: while writes still have their reserve, and shortly before the end.
    private static readonly int[] Marks = [20, 5];

    private readonly Lock _lock = new();

    private int _allotted;
    private int _used;
    private int _usedTheDayBefore = int.MaxValue;
    private long _day;
    private int _marked;
    private long _learnedAt;
    private long _exhaustedAt;
    private long _exhaustedUntil = long.MinValue;
    private long _nextProbe;

    /// <summary>Whether Egnyte itself has told how many calls there are.</summary>
    public bool IsTold => Volatile.Read(ref _allotted) > 0;

    public int Allotted => IsTold ? _allotted : assumed;

    /// <summary>How often Egnyte's count turned out to be much lower than it was, in the middle of a day.</summary>
    public int Corrections { get; private set; }

    /// <summary>Calls that are left of the day, never less than none.</summary>
    public int Left
    {
        get
        {
            lock (_lock)
            {
                Turn();
                return IsExhausted ? 0 : Math.Max(0, Allotted - _used);
            }
        }
    }

    /// <summary>Calls that lists may still make: the rest is kept for writes.</summary>
    public int LeftForLists => Math.Max(0, Left - Reserve);

    public int Reserve => (int)((long)Allotted * reservePercent / 100);

    /// <summary>When the day's quota returns: as Egnyte said when it refused everything, else at 00:00 UTC (GO2).</summary>
    public TimeSpan UntilReturn => ExhaustedFor ?? TimeSpan.FromDays(1) - time.GetUtcNow().TimeOfDay;

    /// <summary>Whether Egnyte refuses everything for the rest of the day.</summary>
    public bool IsExhausted => Volatile.Read(ref _exhaustedUntil) is not long.MinValue and var until && time.GetTimestamp() < until;

    /// <summary>How long Egnyte will refuse everything, as it said; null while it does not.</summary>
    public TimeSpan? ExhaustedFor
    {
        get
        {
            lock (_lock)
            {
                var left = time.GetElapsedTime(time.GetTimestamp(), _exhaustedUntil);
                return _exhaustedUntil != long.MinValue && left > TimeSpan.Zero ? left : null;
            }
        }
    }

    /// <summary>Takes Egnyte's count; answers the percentage whose mark was passed for the first time today, or null.</summary>
    public int? Learn(int allotted, int used)
    {
        lock (_lock)
        {
            Turn();
            _allotted = allotted;
            if (used >= _usedTheDayBefore && time.GetUtcNow().TimeOfDay < Twilight)
            {
                return null;
            }

            Corrections += used < _used - MostOvertaken ? 1 : 0;
            (_used, _learnedAt) = (used, time.GetTimestamp());
            return PassedMark();
        }
    }

    /// <summary>Counts a call whose answer told no count.</summary>
    public int? Count()
    {
        lock (_lock)
        {
            Turn();
            _used++;
            _learnedAt = time.GetTimestamp();
            return PassedMark();
        }
    }

    /// <summary>Egnyte says that the day's calls are used up, for so long.</summary>
    public void Exhaust(TimeSpan wait)
    {
        lock (_lock)
        {
            var now = _exhaustedAt = time.GetTimestamp();
            _exhaustedUntil = now + time.Ticks(wait);
            _nextProbe = now + time.Ticks(ProbeEvery);
        }
    }

    /// <summary>Egnyte has taken a call; true when it had refused everything when that was sent.</summary>
    public bool Renew(long sentAt)
    {
        if (Volatile.Read(ref _exhaustedUntil) == long.MinValue)
        {
            return false;
        }

        lock (_lock)
        {
            if (_exhaustedUntil == long.MinValue || sentAt < _exhaustedAt)
            {
                return false;
            }

            _exhaustedUntil = long.MinValue;
            return true;
        }
    }

    /// <summary>Whether a list may be read: something is left for it, or it is long ago that somebody heard how much.</summary>
    public bool MayList()
    {
        if (LeftForLists > 0)
        {
            return true;
        }

        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (time.GetElapsedTime(_learnedAt, now) < ListsAskEvery)
            {
                return false;
            }

            _learnedAt = now;
            return true;
        }
    }

    /// <summary>Whether a call may ask, although everything is refused; the next may only minutes later.</summary>
    public bool TryProbe()
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (now < _nextProbe)
            {
                return false;
            }

            _nextProbe = now + time.Ticks(ProbeEvery);
            return true;
        }
    }

    private void Turn()
    {
        var day = time.GetUtcNow().Ticks / TimeSpan.TicksPerDay;
        if (day != _day)
        {
            _usedTheDayBefore = day == _day + 1 ? _used : int.MaxValue;
            (_day, _used, _marked) = (day, 0, 0);
        }
    }

    private int? PassedMark()
    {
        if (_marked == Marks.Length || (long)(Allotted - _used) * 100 > (long)Allotted * Marks[_marked])
        {
            return null;
        }

        // Both at once, where a replica finds a day almost used up: the more pressing is told.
        while (_marked < Marks.Length && (long)(Allotted - _used) * 100 <= (long)Allotted * Marks[_marked])
        {
            _marked++;
        }

        return Marks[_marked - 1];
    }
}
