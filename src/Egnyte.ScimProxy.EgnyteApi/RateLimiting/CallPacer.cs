namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>
/// When calls of one token may be sent, by what Egnyte's responses show. A replica takes the whole rate while it sees no other client of
/// the token, and a third of it after it has seen one. A throttled call proves no other client: after it the replica takes half the rate
/// until a few responses have shown whether there is one. The calls lie on a grid of equal steps; a throttled one moves the grid a little,
/// until the grids of all replicas interleave. Not thread-safe. All times are timestamps.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="callsPerSecond">Calls per second until Egnyte states its limit.</param>
/// <param name="random">Replicas must not all move their grids alike.</param>
internal sealed class CallPacer(TimeProvider time, int callsPerSecond, Random random)
{
    // Above 500 calls/s the step of 2 ms is shorter than a timer is exact: delaying calls then costs more than the rare throttle.
    private const int LargestLimited = 500;

    // Parts of the rate when another client was seen. A replica whose calls are all throttled cannot be seen. Two or three replicas are usual.
    private const int MostParts = 3;

    // Parts of the rate while a replica samples for other clients: half shows one as well as a third does, and costs a lone replica less.
    private const int PartsWhileSampling = 2;

    // What all replicas together use of the limit. The rest is the room in which their grids interleave: more throttles, less is slower
    // (SharedTokenTests hold both).
    private const double SharedAim = 0.9;

    // A lone replica sends one second's calls in 1.06 s: calls that are 50 ms late or early still fit into Egnyte's second.
    private const double LeastSlack = 0.06;

    // A network with larger delays needs more. Each throttle adds 20 ms per second, the usual difference between two delays, and 1,000 calls
    // without one, a whole daily quota, remove it. At 0.3 a replica keeps three quarters of the rate.
    private const double SlackOfThrottle = 0.02;
    private const double SlackPerCall = SlackOfThrottle / 1000;
    private const double MostSlack = 0.3;

    // Samples of Egnyte's count that must show unused calls before a replica takes a larger part. Other replicas
    // may only be idle: five samples are 10 s at 2 calls/s, longer than a client needs between two requests.
    private const int CalmSamples = 5;

    // A throttled call moves the grid by so many seconds: more than a network's usual delays, less than the step of a third of 2 calls/s.
    private const double LeastMove = 0.05;
    private const double MostMove = 0.3;

    // The share of the rate on which a Retry-After relies: a client that retries at that time is then rarely rejected again.
    // The rest is for late responses, and for throttles where the token is shared.
    private const double Promised = 0.97;
    private const double PromisedWhereShared = 0.87;

    private const long Never = long.MinValue / 2; // twice as far in the past as any time that is compared with it

    private readonly List<long> _sent = [];
    private readonly TokenUsage _usage = new(time);

    private int _parts = 1;
    private double _slack = LeastSlack;
    private int _calmSamples;
    private long _next = Never;
    private long _heldUntil = Never;

    /// <summary>Calls per second that Egnyte allows.</summary>
    public int Allotted { get; private set; } = callsPerSecond;

    /// <summary>Whether another client of the token, such as a replica, was seen.</summary>
    public bool IsShared { get; private set; }

    /// <summary>Whether the limit is so high that calls are not delayed.</summary>
    public bool IsUnlimited => Allotted > LargestLimited;

    /// <summary>Calls per second that all clients of the token make together while they have work.</summary>
    public double OfAll => Allotted * (IsShared ? SharedAim : 1 / (1 + _slack));

    /// <summary>Calls per second that this process can count on.</summary>
    public double Own => OfAll * (IsShared ? PromisedWhereShared / _parts : Promised);

    private int Rate => Math.Min(Allotted, LargestLimited);

    private long WindowLength => time.Ticks(1 + _slack);

    /// <summary>The time between two calls.</summary>
    private long Step => _parts == 1 ? WindowLength / Rate : time.Ticks(_parts / (SharedAim * Rate));

    /// <summary>A call that is at most so late still takes its slot on the grid: timers are not exact.</summary>
    private long Late => Math.Max(Step / 8, time.TimestampFrequency / 64);

    /// <summary>When a call with so many calls before it may be sent.</summary>
    /// <param name="before">How many are sent before it.</param>
    /// <param name="areSpread">Whether calls are queued: they are then sent one after the other, not all calls of a second at once.</param>
    public long NextAt(int before, bool areSpread = true) =>
        IsUnlimited ? _heldUntil
        : IsShared ? Math.Max(_heldUntil, SlotAfter(before))
        : Math.Max(
            Math.Max(_heldUntil, SentBack(Rate - (before % Rate)) + WindowLength) + (before / Rate * WindowLength),
            areSpread || _parts > 1 ? _next : _heldUntil);

    /// <summary>A call is sent now.</summary>
    public void Take(long now)
    {
        _next = Step + (now < _next ? now : SlotAfter(0));
        _usage.Sent();
        _sent.Add(now);
        if (_sent.Count > LargestLimited)
        {
            _sent.RemoveAt(0);
        }
    }

    /// <summary>A call has ended.</summary>
    /// <param name="isAnswered">Whether Egnyte's response arrived.</param>
    public void Done(bool isAnswered) => _usage.Done(isAnswered);

    /// <summary>Uses half the rate until a sample has shown whether another client uses the token, even one whose calls are all throttled.</summary>
    /// <returns>False until a response has stated Egnyte's counts: without them nothing can be sampled.</returns>
    public bool TrySampleOthers()
    {
        if (_parts == 1 && _usage.AreCountsStated)
        {
            Divide(PartsWhileSampling, isShared: false);
        }

        return _usage.AreCountsStated;
    }

    /// <summary>Learns from a response, before <see cref="Done"/> is called for its call.</summary>
    /// <param name="sentAt">When the call was sent.</param>
    /// <param name="counts">Egnyte's counts in the response.</param>
    /// <param name="throttledFor">Egnyte's Retry-After where it throttled the call: no call is sent before it has passed.</param>
    public void Answered(long sentAt, TokenCounts counts, TimeSpan? throttledFor)
    {
        Allotted = counts.Allotted ?? Allotted;
        var now = time.GetTimestamp();
        var isFirst = now >= _heldUntil; // calls that were under way when another was throttled are throttled for the same reason
        _heldUntil = throttledFor is { } wait ? Math.Max(_heldUntil, now + time.Ticks(wait)) : _heldUntil;
        _slack = throttledFor is null ? Math.Max(LeastSlack, _slack - SlackPerCall) : _slack;
        Sample(sentAt, counts);
        if (throttledFor is not null && IsShared)
        {
            Divide(MostParts, isShared: true);
            _next = Math.Max(Math.Max(_next, _heldUntil), sentAt + Step) + time.Ticks(LeastMove + (random.NextDouble() * (MostMove - LeastMove)));
        }
        else if (throttledFor is not null && isFirst)
        {
            _slack = Math.Min(MostSlack, _slack + SlackOfThrottle);
            Divide(PartsWhileSampling, isShared: false);
            _next = Math.Max(_next, _heldUntil);
        }
    }

    private void Sample(long sentAt, TokenCounts counts)
    {
        if (IsUnlimited)
        {
            return;
        }

        var sawOthers = _usage.Answered(sentAt, counts, isAlone: _parts == 1);
        if (_usage.SeesOthers && !IsShared)
        {
            _slack = LeastSlack; // earlier throttles came from the other clients, not from the network
            Divide(MostParts, isShared: true);
        }
        else if (sawOthers is false && _parts > 1)
        {
            Divide(1, isShared: false);
        }
        else if (sawOthers is true)
        {
            // Half a part unused is enough to try the next larger part: after a throttle, other replicas reduce their rate as this one does.
            _calmSamples = 1 - (_usage.CallsPerSecond / (SharedAim * Rate)) >= 0.5 / _parts ? _calmSamples + 1 : 0;
            if (_calmSamples == CalmSamples)
            {
                Divide(_parts - 1, isShared: _parts > 2);
            }
        }
    }

    private void Divide(int parts, bool isShared)
    {
        _calmSamples = 0;
        if (_parts != parts || IsShared != isShared)
        {
            (_parts, IsShared) = (parts, isShared);
            _next = Math.Max(_next, SentBack(1) + Step);
            _usage.RestartSample();
        }
    }

    /// <summary>When the call that many calls back was sent; 1 is the latest.</summary>
    private long SentBack(int calls) => _sent.Count < calls ? Never : _sent[^calls];

    private long SlotAfter(int before)
    {
        var now = time.GetTimestamp();
        var late = now - _next - Late;
        return late <= 0 ? _next + (before * Step)
            : IsShared ? _next + ((before + ((late + Step - 1) / Step)) * Step)
            : now;
    }
}
