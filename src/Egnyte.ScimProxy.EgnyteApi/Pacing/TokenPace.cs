namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>The turns of one token: who may send now, who waits for how long, and who is told at once to come back, and when.</summary>
internal sealed class TokenPace
{
    /// <summary>So long after calls begin to wait it is known whether the token is shared, and when whoever is refused shall come back.</summary>
    private const int SecondsToKnow = 8;

    /// <summary>A queue of so many seconds is a rollout: many of its calls cannot be sent before their requests end.</summary>
    private const int SecondsOfARollout = 40;

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly TurnQueue _queue = new();
    private readonly CallPacer _rate;
    private readonly Refusals _refusals;
    private readonly WakeUp _wakeUp;

    private long _judgedFrom;
    private bool _areJudged;

    public TokenPace(TimeProvider time, PaceSettings settings)
    {
        _time = time;
        Quota = new DailyQuota(time, settings.CallsPerDay, settings.WriteReserve);
        _rate = new CallPacer(time, settings.CallsPerSecond, Random.Shared);
        _refusals = new Refusals(time, Quota, _rate);
        _wakeUp = new WakeUp(time, OnWakeUp);
        LastUsed = time.GetTimestamp();
    }

    public DailyQuota Quota { get; }

    public long LastUsed { get; private set; }

    public int Allotted => _rate.Allotted;

    public bool IsShared => _rate.IsShared;

    /// <summary>The line of a read of one person (<see cref="TurnQueue.HasRoomAmongLeavers"/>).</summary>
    public EgnytePriority LineOfAPerson()
    {
        lock (_lock) { return _queue.HasRoomAmongLeavers ? EgnytePriority.Deactivation : EgnytePriority.Ordinary; }
    }

    public int Waiting(EgnytePriority priority)
    {
        lock (_lock) { return _queue.WaitingOf(priority); }
    }

    /// <summary>Takes a turn if there is one now and nobody waits.</summary>
    /// <param name="priority">The class of the call.</param>
    /// <param name="deadline">When the call must have left.</param>
    public bool TryTake(EgnytePriority priority, long deadline)
    {
        lock (_lock)
        {
            var now = LastUsed = _time.GetTimestamp();
            if (now > deadline || _queue.Count > 0 || _rate.NextAt(0, areSpread: false, isUrgent: priority == EgnytePriority.Deactivation) > now)
            {
                return false;
            }

            _rate.Take(now);
            return true;
        }
    }

    /// <summary>Waits for a turn, or answers at once that it will not come in time.</summary>
    public async Task<Refusal?> WaitAsync(Turn turn, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = LastUsed = _time.GetTimestamp();
            var turnAt = _rate.NextAt(_queue.Before(turn.Priority, turn.ArrivedAt), areSpread: _queue.Count > 0, isUrgent: turn.Leaves);
            if (_queue.Count == 0)
            {
                (_judgedFrom, _areJudged) = (now + _time.Ticks(SecondsToKnow), false);
            }

            turn.WaitsSince = now;
            var isTooLate = IsTooLate(turn, turnAt);
            turn.IsLetIn = now >= _judgedFrom && !isTooLate;
            if (isTooLate && (now >= _judgedFrom || turn.Deadline < _judgedFrom))
            {
                return Refuse(turn, CallsBefore(turn, _queue.Before(turn.Priority, turn.ArrivedAt), _queue.LookUps));
            }

            _queue.Add(turn);
            if (!_areJudged && _queue.Count == SecondsOfARollout * _rate.Allotted)
            {
                // Other replicas may take part: their calls decide when the rejected ones may return.
                _rate.LookForOthers();
            }

            if (_queue.HasBehind(turn.Priority))
            {
                // Whoever was let in may be too late now.
                RefuseTheLate();
            }

            Settle();
        }

        await using var cancellation = cancellationToken.Register(() => GiveUp(turn, cancellationToken));
        return await turn.Task;
    }

    /// <summary>A call that took a turn is over.</summary>
    /// <param name="isAnswered">Whether Egnyte's answer came.</param>
    public void Done(bool isAnswered)
    {
        lock (_lock)
        {
            _rate.Done(isAnswered);
        }
    }

    /// <summary>Egnyte's own limit.</summary>
    public void Allot(int allotted)
    {
        if (_rate.Allotted == allotted)
        {
            return;
        }

        lock (_lock)
        {
            _rate.Allot(allotted);
            RefuseTheLate();
            Settle();
        }
    }

    /// <summary>Learns from an answer that was not a throttle.</summary>
    /// <param name="sentAt">When its call was sent, as a timestamp.</param>
    /// <param name="counts">Egnyte's counts in it.</param>
    public void Admitted(long sentAt, TokenCounts counts)
    {
        lock (_lock)
        {
            // A turn may come earlier now than the timer is set for, or later than was thought.
            var wasShared = IsShared;
            _rate.Admitted(sentAt, counts);
            if (IsShared && !wasShared)
            {
                RefuseTheLate();
            }

            Settle();
        }
    }

    /// <summary>Sends nothing more before Egnyte wants it, and then more slowly.</summary>
    public void Throttled(TimeSpan wait, long sentAt, TokenCounts counts)
    {
        lock (_lock)
        {
            _rate.Throttled(wait, sentAt, counts);
            RefuseTheLate();
            Settle();
        }
    }

    /// <summary>The day is over for this token: nobody waits for that.</summary>
    public void RefuseAll() => EndAll(turn => _refusals.OfTheDay(turn.Priority, turn.IsLookUp, turn.Mark));

    /// <summary>Egnyte has taken a call; true when it had refused everything when that was sent.</summary>
    public bool Renew(long sentAt)
    {
        var isBeforeItsTime = Quota.IsExhausted;
        if (!Quota.Renew(sentAt))
        {
            return false;
        }

        if (isBeforeItsTime)
        {
            lock (_lock)
            {
                _refusals.Clear();
            }
        }

        return true;
    }

    /// <summary>Lets everybody go, to be refused by the open breaker.</summary>
    public void Release() => EndAll(_ => null);

    /// <summary>How long so many further calls will take.</summary>
    public TimeSpan TimeFor(EgnytePriority priority, int calls)
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            var last = _rate.NextAt(_queue.Before(priority, _queue.CountOf(priority)) + Math.Max(0, calls - 1));
            return _time.GetElapsedTime(now, Math.Max(now, last));
        }
    }

    /// <summary>The answer to a call that the day's quota, or what it keeps for writes, does not allow.</summary>
    public Refusal RefuseForTheDay(EgnytePriority priority, bool isLookUp, UInt128 mark)
    {
        lock (_lock)
        {
            return _refusals.OfTheDay(priority, isLookUp, mark);
        }
    }

    private void EndAll(Func<Turn, Refusal?> answer)
    {
        lock (_lock)
        {
            foreach (var turn in _queue.All())
            {
                _queue.Remove(turn);
                turn.TrySetResult(answer(turn));
            }
        }
    }

    private Refusal Refuse(Turn turn, int before) => _refusals.OfThePace(turn, before, _queue.Count + _queue.LookUps);

    // Each look-up before it will be followed by a write.
    private static int CallsBefore(Turn turn, int before, int lookUps) => before + (turn.IsLookUp ? lookUps : 0);

    private bool IsTooLate(Turn turn, long turnAt) =>
        turnAt > turn.Deadline || (turn.IsLookUp && !turn.IsLetIn && turnAt - turn.WaitsSince > _rate.LongestLookUp);

    private void RefuseTheLate()
    {
        var now = _time.GetTimestamp();
        if (now < _judgedFrom)
        {
            return;
        }

        _areJudged = true;
        foreach (var priority in Enum.GetValues<EgnytePriority>())
        {
            var (ahead, lookUps) = (0, 0);
            foreach (var turn in _queue.All().Where(turn => turn.Priority == priority))
            {
                if (IsTooLate(turn, _rate.NextAt(_queue.Before(priority, ahead), isUrgent: turn.Leaves)))
                {
                    _queue.Remove(turn);
                    turn.TrySetResult(Refuse(turn, CallsBefore(turn, _queue.Before(priority, ahead), lookUps)));
                }
                else
                {
                    turn.IsLetIn = true;
                    ahead++;
                    lookUps += turn.IsLookUp ? 1 : 0;
                }
            }
        }
    }

    /// <summary>Gives the turns that are due, and comes again for the next.</summary>
    private void Settle()
    {
        while (_queue.Next is { } next)
        {
            var now = _time.GetTimestamp();
            if (!_areJudged && now >= _judgedFrom)
            {
                RefuseTheLate();
                continue;
            }

            var turnAt = _rate.NextAt(0, isUrgent: next.Leaves);
            if (turnAt > now)
            {
                _wakeUp.Set(now, _areJudged ? turnAt : Math.Min(turnAt, _judgedFrom));
                return;
            }

            if (now > next.Deadline)
            {
                // Others went before it after it was let in.
                _queue.Remove(next);
                next.TrySetResult(Refuse(next, CallsBefore(next, 0, _queue.LookUps)));
                continue;
            }

            _queue.Serve(next);
            next.IsTaken = true;
            _rate.Take(now);
            next.TrySetResult(null);
        }
    }

    private void OnWakeUp()
    {
        lock (_lock)
        {
            Settle();
        }
    }

    private void GiveUp(Turn turn, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _queue.Remove(turn);
        }

        turn.TrySetCanceled(cancellationToken);
    }
}
