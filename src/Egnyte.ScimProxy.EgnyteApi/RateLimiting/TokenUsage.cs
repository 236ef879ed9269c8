namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>
/// Detects other clients of a token by Egnyte's two counts: the calls of the current second and those of the day. Own calls are never taken
/// for those of another client: it is unknown whether Egnyte counts a throttled or an unanswered call, so each is treated as counted. A
/// sample is a number of responses that are evaluated together. Not thread-safe. All times are timestamps.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class TokenUsage(TimeProvider time)
{
    // Few enough to return to the full rate within 20 s at 2 calls/s; a replica with a third of the rate sees two calls of each other replica in that time.
    private const int ResponsesPerSample = 4;

    // Without counts only throttles show another client, and each return to the full rate causes one: 24 calls make that one call in 25.
    private const int ResponsesPerSampleWithoutCounts = 24;

    // Responses overtake each other by at most so many seconds, the time of an attempt. A count that has not risen for longer belongs to
    // another day, or says nothing about when other clients called.
    private const int LongestAttempt = 20;

    // When the own calls of the last two seconds ended. They cover the second before any call that was answered within one.
    private readonly Queue<long> _ended = new();

    private int _inFlight;
    private int _own;
    private int _used;
    private long _raisedAt = long.MinValue / 2;

    private int _responses;
    private bool _sawOthers;
    private (long At, int Used, int Own)? _begin;

    /// <summary>Whether the latest response showed another client.</summary>
    public bool SeesOthers { get; private set; }

    /// <summary>Calls per second of all clients in the last sample; infinite where Egnyte states no count.</summary>
    public double CallsPerSecond { get; private set; }

    /// <summary>Whether the latest response stated the count of the day.</summary>
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

    public void RestartSample() => _begin = null;

    /// <summary>Learns from a response, before <see cref="Done"/> is called for its call.</summary>
    /// <param name="sentAt">When its call was sent.</param>
    /// <param name="counts">Egnyte's counts in it.</param>
    /// <param name="isAlone">Whether this process uses the whole rate.</param>
    /// <returns>Null while the sample is incomplete; at its end, whether it showed another client.</returns>
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
            (_begin, _responses, _sawOthers) = ((now, _used, _own), 0, SeesOthers);
            return null;
        }

        // Few calls of another client, up to a quarter of the own ones, do not slow this one down.
        var own = _own - begin.Own + Math.Max(0, _inFlight - 1);
        SeesOthers |= _used - begin.Used - own > (isAlone ? Math.Max(1, own / 4) : 0);
        _sawOthers |= SeesOthers;
        if (++_responses < _inFlight + (AreCountsStated ? ResponsesPerSample : ResponsesPerSampleWithoutCounts))
        {
            return null;
        }

        CallsPerSecond = !AreCountsStated ? double.PositiveInfinity : (_used - begin.Used) * (double)time.TimestampFrequency / (now - begin.At);
        var sawOthers = _sawOthers;
        (_begin, _responses, _sawOthers) = ((now, _used, _own), 0, false);
        return sawOthers;
    }

    /// <summary>
    /// Whether the count of a second holds calls of other clients. Own calls in it are those in flight, and those that were answered less
    /// than a second before this one was sent, because they may have arrived just before their answer.
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
