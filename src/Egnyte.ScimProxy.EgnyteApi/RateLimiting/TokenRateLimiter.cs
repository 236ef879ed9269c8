namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>The turns of one token: who may send now, who waits for how long, and who is told at once to come back, and when.</summary>
internal sealed class TokenRateLimiter
{
    /// <summary>So long after calls begin to wait it is known whether the token is shared, and when whoever is refused shall come back.</summary>
    private const int SecondsToKnow = 8;

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly PriorityCallQueue _queue = new();
    private readonly CallPacer _rate;
    private readonly RetryAfterSchedule _leavers;
    private readonly RetryAfterSchedule _others;
    private readonly ITimer _timer;

    private long _judgedFrom;
    private bool _isRollout;

    /// <param name="options">What is assumed of a token until Egnyte tells better.</param>
    public TokenRateLimiter(EgnyteConnectionOptions options)
    {
        _time = options.Time;
        Quota = new DailyQuota(_time, options.CallsPerDay, options.WriteReserve);
        _rate = new CallPacer(_time, options.CallsPerSecond, Random.Shared);
        (_leavers, _others) = (new RetryAfterSchedule(_time, Quota), new RetryAfterSchedule(_time, Quota));
        LastUsed = _time.GetTimestamp();

        // The timer outlives the request that brings the token, and must not keep that request's context.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = _time.CreateTimer(_ => { lock (_lock) { Settle(); } }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public DailyQuota Quota { get; }

    public long LastUsed { get; private set; }

    public int Allotted => _rate.Allotted;

    public bool IsShared => _rate.IsShared;

    /// <summary>How many calls of a priority wait, whichever line they are in.</summary>
    public int Waiting(EgnytePriority priority)
    {
        lock (_lock) { return _queue.All.Count(turn => turn.Exchange.Call.Priority == priority); }
    }

    /// <summary>Waits for a turn, or answers at once that it will not come in time.</summary>
    public async ValueTask<Rejection?> TakeAsync(QueuedCall turn, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = LastUsed = turn.WaitsSince = _time.GetTimestamp();
            if (!MayCallToday(turn.Exchange))
            {
                return OfTheDay(turn);
            }

            if (_queue.Count == 0)
            {
                if (now <= turn.Exchange.LatestStart && _rate.NextAt(0, areSpread: false) <= now)
                {
                    Give(turn, now);
                    return null;
                }

                (_judgedFrom, _isRollout) = (now + _time.Ticks(SecondsToKnow), false);
            }

            _queue.Add(turn);
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

    /// <summary>Learns from a response.</summary>
    /// <param name="sentAt">When its call was sent, as a timestamp.</param>
    /// <param name="counts">Egnyte's counts in it.</param>
    /// <param name="throttledFor">Egnyte's Retry-After where it throttled the call.</param>
    public void Answered(long sentAt, TokenCounts counts, TimeSpan? throttledFor)
    {
        lock (_lock)
        {
            _rate.Answered(sentAt, counts, throttledFor);
            Settle();
        }
    }

    /// <summary>The day is over for this token: nobody waits for that.</summary>
    public void RefuseAll() => EndAll(turn => OfTheDay(turn));

    /// <summary>Lets everybody go, to be refused by the open breaker.</summary>
    public void Release() => EndAll(_ => null);

    /// <summary>How long so many further calls will take.</summary>
    public TimeSpan TimeFor(EgnytePriority priority, int calls)
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            var last = _rate.NextAt(_queue.Before(priority, _queue.LineOf(priority).Count) + Math.Max(0, calls - 1));
            return _time.GetElapsedTime(now, Math.Max(now, last));
        }
    }

    private void EndAll(Func<QueuedCall, Rejection?> answer)
    {
        lock (_lock)
        {
            foreach (var turn in _queue.All.ToList())
            {
                _queue.Remove(turn);
                turn.TrySetResult(answer(turn));
            }
        }
    }

    // Any call may be the one that asks whether the quota is back: of an exhausted one nothing is left for lists, as we know it.
    // An attempt that is made again was let through before.
    private bool MayCallToday(CallState exchange) =>
        exchange.Faults + exchange.Throttles > 0
        || (Quota.IsExhausted ? Quota.TryProbe() : exchange.Call.Priority != EgnytePriority.List || Quota.LeftForLists > 0);

    // A list comes back with the day: a part of the calls is kept from it, so that it has no place among the others.
    private Rejection OfTheDay(QueuedCall turn)
    {
        var wait = turn.Line != EgnytePriority.List ? ReturnOf(turn, _time.GetTimestamp() + _time.Ticks(Quota.UntilReturn))
            : Quota.UntilReturn > RetryAfterSchedule.LeastWhileTheDayDoesNotSuffice ? Quota.UntilReturn
            : RetryAfterSchedule.LeastWhileTheDayDoesNotSuffice;
        return new Rejection(EgnyteFailure.QuotaExhausted, wait, IsKeptForWrites: Quota.Left > 0);
    }

    // Leavers have a schedule of their own, since they go before the others. A client that looks up writes next.
    private TimeSpan ReturnOf(QueuedCall turn, long free) =>
        (turn.Line == EgnytePriority.Deactivation ? _leavers : _others).Next(
            turn.Mark, free, calls: turn.Exchange.IsLookUp ? 2 : 1, _queue.Count + _queue.LookUps, _rate);

    private void RefuseTheLate(long now)
    {
        foreach (var priority in Enum.GetValues<EgnytePriority>())
        {
            var (ahead, lookUps) = (0, 0);
            foreach (var turn in _queue.LineOf(priority).ToList())
            {
                var before = _queue.Before(priority, ahead);
                var turnAt = Math.Max(now, _rate.NextAt(before));
                var isTooLate = turn.IsTooLate(turnAt);
                if (isTooLate && (now >= _judgedFrom || turn.Exchange.LatestStart < _judgedFrom))
                {
                    _queue.Remove(turn);

                    // Polite, whatever the queue: who is refused is told when their turn really comes. A write follows each look-up before it.
                    var calls = before + (turn.Exchange.IsLookUp ? lookUps : 0);
                    var free = Math.Max(now, _rate.NextAt(0)) + _time.Ticks(calls / _rate.Own);
                    turn.TrySetResult(new Rejection(EgnyteFailure.Throttled, ReturnOf(turn, free)));
                    continue;
                }

                if (!_isRollout && turnAt > turn.Exchange.LatestStart)
                {
                    // Other replicas may take part: their calls decide when the refused ones may return.
                    _isRollout = true;
                    _rate.LookForOthers();
                }

                turn.IsLetIn = !isTooLate && now >= _judgedFrom;
                ahead++;
                lookUps += turn.Exchange.IsLookUp ? 1 : 0;
            }
        }
    }

    /// <summary>Refuses whose turn comes too late, gives the turns that are due, and comes again for the next.</summary>
    private void Settle()
    {
        if (_queue.Count == 0)
        {
            return;
        }

        var now = _time.GetTimestamp();
        RefuseTheLate(now);
        while (_queue.Next is { } next)
        {
            var turnAt = _rate.NextAt(0);
            if (turnAt > now)
            {
                // Timers cut fractions of a millisecond: rounded up, or it would fire too early.
                var due = _time.GetElapsedTime(now, now < _judgedFrom ? Math.Min(turnAt, _judgedFrom) : turnAt);
                _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(due.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
                return;
            }

            _queue.Serve(next);
            Give(next, now);
        }
    }

    private void Give(QueuedCall turn, long now)
    {
        _rate.Take(now);
        turn.IsTaken = true;
        turn.TrySetResult(null);
    }

    private void GiveUp(QueuedCall turn, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _queue.Remove(turn);
        }

        turn.TrySetCanceled(cancellationToken);
    }
}
