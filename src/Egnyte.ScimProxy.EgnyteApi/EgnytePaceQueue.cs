namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>The turns of one token: first come, first served, at most so many in any second.</summary>
internal sealed class EgnytePaceQueue(TimeProvider time)
{
    // CB throttling.md: two calls a second, until Egnyte says otherwise.
    private const int DefaultAllotment = 2;

    // Beyond this, pacing would cost more than the rare throttle.
    private const int LargestPaced = 500;

    private const long Never = long.MinValue / 2;

    // Egnyte counts when a call arrives, we when it leaves: a little more than its second, or the fastest of them is throttled.
    private readonly long _window = time.TimestampFrequency * 103 / 100;

    private readonly Lock _lock = new();

    private readonly LinkedList<EgnyteTurn> _waiting = new();

    private long[] _sends = [Never, Never];

    private int _oldest;

    private long _heldUntil = Never;

    private volatile int _allotted = DefaultAllotment;

    private volatile bool _isFree;

    private ITimer? _timer;

    public long LastUsed { get; private set; } = time.GetTimestamp();

    public bool IsAtRest
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count == 0 && TurnOf(0) <= time.GetTimestamp();
            }
        }
    }

    /// <summary>Takes a turn if there is one now and nobody waits.</summary>
    public bool TryTake()
    {
        if (_isFree)
        {
            return true;
        }

        lock (_lock)
        {
            var now = LastUsed = time.GetTimestamp();
            if (_waiting.Count > 0 || TurnOf(0) > now)
            {
                return false;
            }

            Take(now);
            _isFree = _allotted > LargestPaced;
            return true;
        }
    }

    /// <summary>Waits for a turn; answers at once with the time until it comes when that is after the deadline.</summary>
    public async Task<TimeSpan?> WaitAsync(long deadline, CancellationToken cancellationToken)
    {
        EgnyteTurn turn;
        lock (_lock)
        {
            var now = time.GetTimestamp();
            var turnAt = TurnOf(_waiting.Count);
            if (turnAt > deadline)
            {
                return time.GetElapsedTime(now, turnAt);
            }

            turn = new EgnyteTurn(deadline);
            turn.Place = _waiting.AddLast(turn);
            Settle();
        }

        await using var cancellation = cancellationToken.Register(() => GiveUp(turn, cancellationToken));
        return await turn.Task;
    }

    public void Allot(int allotted)
    {
        if (_allotted == allotted)
        {
            return;
        }

        lock (_lock)
        {
            var size = Math.Min(allotted, LargestPaced);
            if (size != _sends.Length)
            {
                // The most recent sends still count.
                var kept = Enumerable.Range(0, _sends.Length).Select(i => _sends[(_oldest + i) % _sends.Length]).TakeLast(size).ToArray();
                _sends = [.. Enumerable.Repeat(Never, size - kept.Length), .. kept];
                _oldest = 0;
            }

            _allotted = allotted;
            _isFree = false;
            RefuseTheLate();
            Settle();
        }
    }

    public void Hold(TimeSpan wait)
    {
        lock (_lock)
        {
            _heldUntil = Math.Max(_heldUntil, time.GetTimestamp() + Ticks(wait));
            _isFree = false;
            RefuseTheLate();
            Settle();
        }
    }

    public void Release()
    {
        lock (_lock)
        {
            while (_waiting.First is { } first)
            {
                _waiting.RemoveFirst();
                first.Value.TrySetResult(null);
            }
        }
    }

    private void Take(long now)
    {
        _sends[_oldest] = now;
        _oldest = (_oldest + 1) % _sends.Length;
    }

    /// <summary>When the turn of whoever has so many before them comes.</summary>
    private long TurnOf(int before)
    {
        if (_allotted > LargestPaced)
        {
            return _heldUntil;
        }

        var slot = _sends[(_oldest + (before % _sends.Length)) % _sends.Length];
        return Math.Max(_heldUntil, slot + _window) + (before / _sends.Length * _window);
    }

    private void RefuseTheLate()
    {
        var before = 0;
        for (var place = _waiting.First; place is not null;)
        {
            var next = place.Next;
            var turnAt = TurnOf(before);
            if (turnAt > place.Value.Deadline)
            {
                _waiting.Remove(place);
                place.Value.TrySetResult(time.GetElapsedTime(time.GetTimestamp(), turnAt));
            }
            else
            {
                before++;
            }

            place = next;
        }
    }

    /// <summary>Gives the turns that are due, and sets the timer for the next.</summary>
    private void Settle()
    {
        var now = time.GetTimestamp();
        while (_waiting.First is { } first && TurnOf(0) <= now)
        {
            _waiting.RemoveFirst();
            Take(now);
            first.Value.TrySetResult(null);
        }

        if (_waiting.Count > 0)
        {
            // Timers cut fractions of a millisecond: rounded up, or it would fire too early.
            var due = TimeSpan.FromMilliseconds(Math.Ceiling(time.GetElapsedTime(now, TurnOf(0)).TotalMilliseconds));
            _timer ??= time.CreateTimer(static queue => ((EgnytePaceQueue)queue!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnTimer()
    {
        lock (_lock)
        {
            Settle();
        }
    }

    private void GiveUp(EgnyteTurn turn, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (turn.Place?.List is not null)
            {
                _waiting.Remove(turn.Place);
            }
        }

        turn.TrySetCanceled(cancellationToken);
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
