namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>
/// This process's part of a token that others use too, replicas most likely, of whom it knows nothing but what Egnyte's answers show. It
/// takes a third of the allowance, which is what each of three has a right to; a half, then the whole, when Egnyte's count has shown for a
/// while that so much is left over; and a third again as soon as it is throttled. Its calls are spread evenly, and a throttled one moves
/// them all to a little later, until nobody is in anybody's way: processes with equal parts settle so after a few throttles, without a
/// common clock. Not for several threads at once. All times are timestamps.
/// </summary>
/// <remarks>
/// Others who are shut out show in nothing that Egnyte tells, so no more than a third is taken where it may be theirs. More than three at
/// once stay in each other's way: all are served, and about a quarter of their calls are throttled.
/// </remarks>
internal sealed class TokenShare
{
    /// <summary>What all together aim at: in the rest they find their places.</summary>
    public const double Aim = 0.9;

    /// <summary>In how many parts a token is cut where nobody knows how many use it.</summary>
    private const int MostParts = 3;

    private const int SecondsBack = 16;

    /// <summary>A rate over less of the time that is looked back at says too little.</summary>
    private const double LeastOfIt = 0.6;

    private const int LeastPatience = 45;

    private const int MostPatience = 320;

    /// <summary>Whoever gets less than so much of its part is shut out by others.</summary>
    private const double ShutOut = 0.5;

    /// <summary>
    /// Whoever is shut out tries as soon as Egnyte permits, and so at another place each time: even one who takes 97 % leaves a gap of
    /// 31 ms between two calls, and that is found within half a minute.
    /// </summary>
    private const double MostTried = 0.025;

    private const double LeastAside = 0.05;

    private const double MostAside = 0.3;

    private readonly CallCounts _counts;
    private readonly Random _random;
    private readonly long _second;

    private int _allotted;
    private int _parts = MostParts;
    private long _since;
    private long _patience;
    private long _lastSent = long.MinValue / 2;
    private long _next;

    /// <param name="now">Now.</param>
    /// <param name="frequency">Timestamps a second.</param>
    /// <param name="allotted">Calls a second that Egnyte allows.</param>
    /// <param name="random">Where to move: processes must not all move alike.</param>
    public TokenShare(long now, long frequency, int allotted, Random random)
    {
        (_since, _next, _second, _allotted, _random) = (now, now, frequency, allotted, random);
        _patience = LeastPatience * frequency;
        _counts = new CallCounts(SecondsBack * frequency) { MostOvertaken = TokenRate.MostOvertaken(allotted) };
    }

    /// <summary>This process's part of the allowance.</summary>
    public double Part => 1.0 / _parts;

    /// <summary>Whether the whole is this process's, and nobody else has been seen of late.</summary>
    public bool IsOver => _parts == 1 && IsLongEnough && _counts.OfAll <= _counts.Own;

    private bool IsLongEnough => _counts.Length >= LeastOfIt * SecondsBack * _second;

    /// <summary>The time between two calls.</summary>
    private long Step => (long)(_parts * _second / (Aim * _allotted));

    /// <summary>The time between two calls of whoever takes the smallest part.</summary>
    public static long StepOf(int allotted, long frequency) => (long)(MostParts * frequency / (Aim * allotted));

    /// <summary>
    /// When the turn of whoever has so many before them comes. Also where nobody waited for a while, calls keep to the places that were
    /// found to be free.
    /// </summary>
    public long TurnOf(long now, int before)
    {
        var passed = now > _next + Late ? (now - _next - Late + Step - 1) / Step : 0;
        return _next + ((passed + before) * Step);
    }

    /// <summary>When a call may leave that cannot wait for its place.</summary>
    public long NextUrgent => Math.Min(_next, _lastSent + Step);

    /// <summary>So late a call has still its place: timers are not exact.</summary>
    private long Late => Math.Max(Step / 8, _second / 64);

    public void Allot(int allotted)
    {
        _allotted = allotted;
        _counts.MostOvertaken = TokenRate.MostOvertaken(allotted);
    }

    /// <summary>A call leaves.</summary>
    public void Sent(long now)
    {
        _lastSent = now;
        _next = (now < _next ? now : TurnOf(now, 0)) + Step;
    }

    /// <summary>Egnyte took a call.</summary>
    public void Admitted(long now, int used, int own)
    {
        _counts.Add(now, used, own);
        if (_parts > 1 && now - _since > _patience && IsLongEnough && LeftOver >= 0.5 / _parts)
        {
            _parts--;
            _since = now;
        }
    }

    /// <summary>Egnyte throttled a call.</summary>
    /// <param name="now">Now.</param>
    /// <param name="sentAt">When it had left.</param>
    /// <param name="until">Before when nothing may leave.</param>
    /// <param name="used">Egnyte's count, where the answer told one.</param>
    /// <param name="own">How many calls of this process Egnyte has taken.</param>
    public void Throttled(long now, long sentAt, long until, int? used, int own)
    {
        if (used is { } count)
        {
            _counts.Add(now, count, own);
        }

        if (_parts < MostParts)
        {
            // More was taken than was left: the next try is further off.
            _patience = Math.Min(2 * _patience, MostPatience * _second);
            _parts = MostParts;
        }

        _since = now;
        _next = IsShutOut ? until + Aside(0, MostTried) : Math.Max(Math.Max(_next, until), sentAt + Step + Aside(LeastAside, MostAside));
    }

    /// <summary>What of the allowance nobody used.</summary>
    private double LeftOver => 1 - (_counts.OfAll * _second / (_counts.Length * Aim * _allotted));

    private bool IsShutOut => _counts.Length > 2 * Step && _counts.Own * Step < ShutOut * _counts.Length;

    private long Aside(double least, double most) => (long)((least + (_random.NextDouble() * (most - least))) * _second);
}
