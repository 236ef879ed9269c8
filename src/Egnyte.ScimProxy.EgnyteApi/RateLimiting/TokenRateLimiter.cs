namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>The rate limit of one token: a call is sent now, waits in the queue, or is rejected at once with a Retry-After.</summary>
internal sealed class TokenRateLimiter
{
    /// <summary>
    /// After so many seconds, two samples at half of 2 calls/s, the pacer knows whether the token is shared and a Retry-After is right. Where
    /// calls are queued for twice that time, it is worth sampling.
    /// </summary>
    private const int SecondsToDecide = 8;

    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly PriorityCallQueue _queue = new();
    private readonly CallPacer _pacer;
    private readonly RetryAfterSchedule _deactivations;
    private readonly RetryAfterSchedule _others;
    private readonly ITimer _timer;

    private long _decidesFrom;
    private bool _hasSampled;

    /// <param name="options">The limits until Egnyte states its own.</param>
    public TokenRateLimiter(EgnyteConnectionOptions options)
    {
        _time = options.Time;
        Quota = new DailyQuota(_time, options.CallsPerDay, options.WriteReserve);
        _pacer = new CallPacer(_time, options.CallsPerSecond, Random.Shared);
        (_deactivations, _others) = (new RetryAfterSchedule(_time, Quota), new RetryAfterSchedule(_time, Quota));
        LastUsed = _time.GetTimestamp();

        // The timer outlives the request that brings the token, and must not keep that request's context.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = _time.CreateTimer(_ => { lock (_lock) { SendDue(); } }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public DailyQuota Quota { get; }

    public long LastUsed { get; private set; }

    public int Allotted => _pacer.Allotted;

    public bool IsShared => _pacer.IsShared;

    /// <summary>The queued calls of a priority, in whichever queue they are.</summary>
    public int Queued(EgnytePriority priority)
    {
        lock (_lock) { return _queue.All.Count(queuedCall => queuedCall.State.Call.Priority == priority); }
    }

    /// <summary>Waits until the call may be sent.</summary>
    /// <returns>Null when it may be sent, or when <see cref="Release"/> let it go; otherwise why it is rejected.</returns>
    public async ValueTask<Rejection?> WaitAsync(QueuedCall queuedCall, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = LastUsed = queuedCall.QueuedAt = _time.GetTimestamp();
            if (!MayCallToday(queuedCall.State))
            {
                return QuotaRejection(queuedCall);
            }

            if (_queue.Count == 0)
            {
                if (now <= queuedCall.State.LatestStart && _pacer.NextAt(0, areSpread: false) <= now)
                {
                    Send(queuedCall, now);
                    return null;
                }

                (_decidesFrom, _hasSampled) = (now + _time.Ticks(SecondsToDecide), false);
            }

            _queue.Add(queuedCall);
            SendDue();
        }

        await using var cancellation = cancellationToken.Register(() => Cancel(queuedCall, cancellationToken));
        return await queuedCall.Task;
    }

    /// <summary>A call that was sent has ended.</summary>
    /// <param name="isAnswered">Whether Egnyte's response arrived.</param>
    public void Done(bool isAnswered)
    {
        lock (_lock)
        {
            _pacer.Done(isAnswered);
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
            _pacer.Answered(sentAt, counts, throttledFor);
            SendDue();
        }
    }

    /// <summary>Egnyte refuses calls for the rest of the day: no call waits for that.</summary>
    public void RejectAll() => EndAll(queuedCall => QuotaRejection(queuedCall));

    /// <summary>Ends the wait of all queued calls without sending them: the open circuit breaker rejects them.</summary>
    public void Release() => EndAll(_ => null);

    /// <summary>How long so many further calls of a priority will take.</summary>
    public TimeSpan TimeFor(EgnytePriority priority, int calls)
    {
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            var last = _pacer.NextAt(_queue.Before(priority, _queue.QueueOf(priority).Count) + Math.Max(0, calls - 1));
            return _time.GetElapsedTime(now, Math.Max(now, last));
        }
    }

    private void EndAll(Func<QueuedCall, Rejection?> answer)
    {
        lock (_lock)
        {
            foreach (var queuedCall in _queue.All.ToList())
            {
                _queue.Remove(queuedCall);
                queuedCall.TrySetResult(answer(queuedCall));
            }
        }
    }

    // While the quota is exhausted, a call of any priority may probe whether it is back. A retry was allowed at its first attempt.
    private bool MayCallToday(CallState callState) =>
        callState.Faults + callState.Throttles > 0
        || (Quota.IsExhausted ? Quota.TryProbe() : callState.Call.Priority != EgnytePriority.List || Quota.LeftForLists > 0);

    // A list reserves no slot: it may not use the calls that are kept for writes, so it is retried when the quota returns.
    private Rejection QuotaRejection(QueuedCall queuedCall)
    {
        var wait = queuedCall.Queue != EgnytePriority.List ? RetryAfterOf(queuedCall, _time.GetTimestamp() + _time.Ticks(Quota.UntilReturn))
            : Quota.UntilReturn > RetryAfterSchedule.LeastWhileQuotaIsShort ? Quota.UntilReturn
            : RetryAfterSchedule.LeastWhileQuotaIsShort;
        return new Rejection(EgnyteFailure.QuotaExhausted, wait, IsKeptForWrites: Quota.Left > 0);
    }

    // Deactivations have their own schedule, because they are sent before other calls. A look-up is followed by a write.
    private TimeSpan RetryAfterOf(QueuedCall queuedCall, long earliest) =>
        (queuedCall.Queue == EgnytePriority.Deactivation ? _deactivations : _others).Next(
            queuedCall.Fingerprint, earliest, calls: queuedCall.State.IsLookUp ? 2 : 1, _queue.Count + _queue.LookUps, _pacer);

    private void RejectLate(long now)
    {
        foreach (var priority in Enum.GetValues<EgnytePriority>())
        {
            var (ahead, lookUps) = (0, 0);
            foreach (var queuedCall in _queue.QueueOf(priority).ToList())
            {
                var before = _queue.Before(priority, ahead);
                var sendAt = Math.Max(now, _pacer.NextAt(before));
                var isTooLate = queuedCall.IsTooLate(sendAt);
                if (isTooLate && (now >= _decidesFrom || queuedCall.State.LatestStart < _decidesFrom))
                {
                    _queue.Remove(queuedCall);

                    // The Retry-After reserves the slot in which the call can really be sent. Each look-up before it is followed by a write.
                    var calls = before + (queuedCall.State.IsLookUp ? lookUps : 0);
                    var earliest = Math.Max(now, _pacer.NextAt(0)) + _time.Ticks(calls / _pacer.Own);
                    queuedCall.TrySetResult(new Rejection(EgnyteFailure.Throttled, RetryAfterOf(queuedCall, earliest)));
                    continue;
                }

                // A list is often read just in time: it is slowed only where it ends too late anyway.
                var isLong = priority == EgnytePriority.List ? sendAt > queuedCall.State.LatestStart : sendAt > _decidesFrom + _time.Ticks(SecondsToDecide);
                if (isLong && !_hasSampled)
                {
                    // Other replicas may serve the same rollout, and all their calls may be throttled until this one leaves them room.
                    _hasSampled = _pacer.TrySampleOthers();
                }

                queuedCall.IsAccepted = !isTooLate && now >= _decidesFrom;
                ahead++;
                lookUps += queuedCall.State.IsLookUp ? 1 : 0;
            }
        }
    }

    /// <summary>Rejects the calls that cannot be sent in time, sends those that are due, and sets the timer for the next.</summary>
    private void SendDue()
    {
        if (_queue.Count == 0)
        {
            return;
        }

        var now = _time.GetTimestamp();
        RejectLate(now);
        while (_queue.Next is { } next)
        {
            var sendAt = _pacer.NextAt(0);
            if (sendAt > now)
            {
                // Timers cut fractions of a millisecond. Rounded down, the timer would fire too early.
                var due = _time.GetElapsedTime(now, now < _decidesFrom ? Math.Min(sendAt, _decidesFrom) : sendAt);
                _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(due.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
                return;
            }

            _queue.Serve(next);
            Send(next, now);
        }
    }

    private void Send(QueuedCall queuedCall, long now)
    {
        _pacer.Take(now);
        queuedCall.IsSent = true;
        queuedCall.TrySetResult(null);
    }

    private void Cancel(QueuedCall queuedCall, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _queue.Remove(queuedCall);
        }

        queuedCall.TrySetCanceled(cancellationToken);
    }
}
