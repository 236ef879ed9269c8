namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>
/// Whether other clients use a token, by Egnyte's two counts: the calls of the current second, and those of the day. Own calls never prove
/// another client, whatever became of them: it is unknown whether Egnyte counts a throttled or an unanswered call, so each is taken for a
/// counted one. A look is a number of responses that are judged together. Not thread-safe. All times are timestamps.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class TokenUsage(TimeProvider time)
{
    // Few enough to return to the full rate within 20 s at 2 calls/s; a replica with a third of the rate sees two calls of each other one meanwhile.
    private const int AnswersOfALook = 4;

    // Without counts only throttles show another client, and each return to the full rate provokes one.
    private const int AnswersOfALookWithoutCounts = 24;

    // Responses overtake each other by so many seconds at most, the time of an attempt. A count that did not rise for longer belongs to
    // another day, or it is unknown when others called.
    private const int LongestAttempt = 20;

    // When the own calls of the last two seconds ended: those of the second before any call that was answered in one.
    private readonly Queue<long> _ended = new();

    private int _inFlight;
    private int _own;
    private int _used;
    private long _raisedAt = long.MinValue / 2;

    private int _answers;
    private bool _sawOthers;
    private (long At, int Used, int Own)? _begin;

    /// <summary>Whether the latest response showed another client.</summary>
    public bool SeesOthers { get; private set; }

    /// <summary>Calls per second of all clients in the look that has ended; infinite where Egnyte states no count.</summary>
    public double CallsPerSecond { get; private set; }

    /// <summary>Whether the latest response held a count of the day.</summary>
    public bool AreCountsStated { get; private set; }

    public void Sent() => _inFlight++;

    public void Done(bool isAnswered)
    {
        _inFlight--;
        if (!isAnswered)
        {
            // Egnyte may have counted it until now.
            _own++;
            Ended(time.GetTimestamp());
        }
    }

    public void LookAnew() => _begin = null;

    /// <summary>Takes a response whose call is not done yet.</summary>
    /// <param name="sentAt">When its call was sent.</param>
    /// <param name="counts">Egnyte's counts in it.</param>
    /// <param name="isAlone">Whether this process uses the whole rate.</param>
    /// <returns>Null while the look goes on; at its end, whether it showed another client.</returns>
    public bool? Answered(long sentAt, TokenCounts counts, bool isAlone)
    {
        var now = time.GetTimestamp();
        _own++;
        AreCountsStated = counts.Today is not null;
        if (counts.Today is { } today)
        {
            if (now - _raisedAt > time.Ticks(LongestAttempt))
            {
                (_used, _begin) = (0, null);
            }

            (_used, _raisedAt) = today > _used ? (today, now) : (_used, _raisedAt);
        }

        SeesOthers = counts.ThisSecond is { } thisSecond && IsMoreThanOwn(thisSecond, sentAt);
        Ended(now);
        if (_begin is not { } begin)
        {
            (_begin, _answers, _sawOthers) = ((now, _used, _own), 0, SeesOthers);
            return null;
        }

        // A few calls of another client slow nothing down.
        var own = _own - begin.Own + Math.Max(0, _inFlight - 1);
        SeesOthers |= _used - begin.Used - own > (isAlone ? Math.Max(1, own / 4) : 0);
        _sawOthers |= SeesOthers;
        if (++_answers < _inFlight + (AreCountsStated ? AnswersOfALook : AnswersOfALookWithoutCounts))
        {
            return null;
        }

        CallsPerSecond = !AreCountsStated ? double.PositiveInfinity : (_used - begin.Used) * (double)time.TimestampFrequency / (now - begin.At);
        var sawOthers = _sawOthers;
        (_begin, _answers, _sawOthers) = ((now, _used, _own), 0, false);
        return sawOthers;
    }

    /// <summary>
    /// Whether a second holds calls of others: own calls in it are those that are under way, and those that were answered less than a
    /// second before this one was sent, since they may have arrived as late as that.
    /// </summary>
    private bool IsMoreThanOwn(int inTheSecond, long sentAt)
    {
        var second = sentAt - time.TimestampFrequency;
        return time.GetElapsedTime(sentAt) < TimeSpan.FromSeconds(1) && inTheSecond > _inFlight + _ended.Count(at => at > second);
    }

    private void Ended(long now)
    {
        _ended.Enqueue(now);
        while (_ended.Peek() <= now - (2 * time.TimestampFrequency))
        {
            _ended.Dequeue();
        }
    }
}
