namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>
/// When calls of one token may leave, by what Egnyte's answers said of its limits; it aims at 97 % of the allowance. Not for several
/// threads at once, but for <see cref="Done"/>. All times are timestamps.
/// </summary>
internal sealed class TokenRate
{
    /// <summary>A look-up waits so long at most: the write that follows it must find its turn in time too.</summary>
    public const int SecondsForALookUp = 25;

    /// <summary>Who comes back when told to is rarely sent away again, though turns may come late just then.</summary>
    private const int SecondsForALookUpWhereUncertain = 35;

    // Beyond this, pacing would cost more than the rare throttle.
    private const int LargestPaced = 500;

    private const double Aim = 0.97;

    // So many calls a second are spread over it where some wait; more would be at the mercy of timers.
    private const int LargestSpread = 10;

    // A throttle that comes although the pace is kept: slower at once, faster again bit by bit.
    private const double Slower = 0.8;
    private const double Slowest = 0.3;
    private const double Faster = 0.02;

    // The way to Egnyte is not always as long, so that two calls may come nearer to each other than they left: how much room they need is learnt.
    private const double MoreRoom = 0.03;
    private const double LessRoom = 0.0001;
    private const double MostRoom = 0.25;

    /// <summary>How far it looks back for calls of others, and how long a throttle may be theirs.</summary>
    private const int SecondsBack = 5;

    /// <summary>Seconds after which an attempt is given up.</summary>
    private const int LongestAttempt = 20;

    /// <summary>A promise is kept more often if it leaves room, and more of it where others take part.</summary>
    private const double Promised = 0.97;
    private const double PromisedWhereShared = 0.87;

    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly CallWindow _window;
    private readonly CallCounts _counts;

    private TokenShare? _share;
    private long _lastSent = long.MinValue / 2;
    private double _factor = 1;
    private double _room;
    private long _heldUntil = long.MinValue / 2;
    private long _throttledAt = long.MinValue / 2;

    private int _inFlight;
    private int _unanswered;
    private int _admitted;

    /// <param name="time">The clock.</param>
    /// <param name="callsPerSecond">Calls a second until Egnyte says so itself.</param>
    /// <param name="random">So that processes which share a token do not all do the same.</param>
    public TokenRate(TimeProvider time, int callsPerSecond, Random random)
    {
        (_time, _random) = (time, random);
        Allotted = callsPerSecond;
        _counts = new CallCounts(_time.Ticks(SecondsBack)) { MostOvertaken = MostOvertaken(callsPerSecond) };
        _window = new CallWindow(Math.Min(callsPerSecond, LargestPaced), WindowLength());
    }

    /// <summary>Calls a second that Egnyte allows.</summary>
    public int Allotted { get; private set; }

    /// <summary>Whether others, such as replicas, use the token too.</summary>
    public bool IsShared => _share is not null;

    /// <summary>How long a look-up waits at most; more where turns may come later than foreseen, since others take some, or the way to Egnyte is not always as long.</summary>
    public long LongestLookUp => _time.Ticks(IsShared || _room > 0 ? SecondsForALookUpWhereUncertain : SecondsForALookUp);

    /// <summary>Whether so much is allowed that nobody takes turns.</summary>
    public bool IsUnlimited => Allotted > LargestPaced;

    /// <summary>Calls a second that all who use the token make together, while they have work.</summary>
    public double OfAll => Allotted * (IsShared ? TokenShare.Aim : (Aim - _room) * _factor);

    /// <summary>
    /// Whether to take no more than a part for the moment although nobody else was seen: whoever else there is must be let in to be seen.
    /// </summary>
    public bool IsListening { get; set; }

    /// <summary>Calls a second that this process can count on.</summary>
    public double Own => OfAll * (_share is { } share ? PromisedWhereShared * share.Part : Promised);

    /// <summary>When the turn of whoever has so many before them comes.</summary>
    /// <param name="before">How many are served before it.</param>
    /// <param name="areSpread">Whether calls wait, so that they shall leave one after the other, and not two at a time.</param>
    /// <param name="isUrgent">Whether it need not keep to the places that were found between the calls of others.</param>
    public long NextAt(int before, bool areSpread = true, bool isUrgent = false) =>
        IsUnlimited ? _heldUntil
        : _share is not { } share ? Math.Max(_window.TurnOf(before, _heldUntil), areSpread ? _lastSent + Spread : long.MinValue)
        : Math.Max(_heldUntil, isUrgent && before == 0 ? share.NextUrgent : share.TurnOf(_time.GetTimestamp(), before));

    /// <summary>How many calls may be counted while one is on its way: answers overtake each other.</summary>
    public static int MostOvertaken(int allotted) => Math.Min(allotted, LargestPaced) * LongestAttempt;

    /// <summary>Takes a turn.</summary>
    /// <returns>When the call leaves: now.</returns>
    public long Take(long now)
    {
        Interlocked.Increment(ref _inFlight);
        _window.Take(_lastSent = now);
        _share?.Sent(now);
        return now;
    }

    /// <summary>A call is over.</summary>
    /// <param name="isAnswered">Whether Egnyte's answer came; a call without one may have been counted too.</param>
    public void Done(bool isAnswered)
    {
        Interlocked.Decrement(ref _inFlight);
        if (!isAnswered)
        {
            Interlocked.Increment(ref _unanswered);
        }
    }

    /// <summary>Egnyte's own limit.</summary>
    public void Allot(int allotted)
    {
        Allotted = allotted;
        _share?.Allot(allotted);
        _counts.MostOvertaken = MostOvertaken(allotted);
        _window.Resize(Math.Min(allotted, LargestPaced));
        _window.Length = WindowLength();
    }

    /// <summary>Learns from an answer that was not a throttle.</summary>
    /// <param name="used">Egnyte's count of the day's calls, where it told one.</param>
    public void Admitted(int? used)
    {
        _admitted++;
        _factor = Math.Min(1, _factor + Faster);
        _room = Math.Max(0, _room - LessRoom);
        _window.Length = WindowLength();
        if (used is not { } count || IsUnlimited)
        {
            return;
        }

        var now = _time.GetTimestamp();
        if (_share is null)
        {
            LookForOthers(now, count);
            return;
        }

        _share.Admitted(now, count, OwnCounted);
        _share = _share.IsOver ? null : _share;
    }

    /// <summary>Lets nothing leave before Egnyte wants it, and then more slowly.</summary>
    /// <param name="wait">How long Egnyte wants to be left alone.</param>
    /// <param name="sentAt">When the call had left.</param>
    /// <param name="used">Egnyte's count of the day's calls, where it told one.</param>
    public void Throttled(TimeSpan wait, long sentAt, int? used)
    {
        var now = _throttledAt = _time.GetTimestamp();
        if (now >= _heldUntil)
        {
            _factor = Math.Max(Slowest, _factor * Slower);
            _room = IsShared ? _room : Math.Min(MostRoom, _room + MoreRoom);
        }

        _heldUntil = Math.Max(_heldUntil, now + _time.Ticks(wait.TotalSeconds));
        _window.Length = WindowLength();
        if (_share is null && used is { } count && !IsUnlimited)
        {
            LookForOthers(now, count);
        }

        _share?.Throttled(now, sentAt, _heldUntil, used, OwnCounted);
    }

    /// <summary>
    /// At least so many calls were not ours, however many of ours are on their way. With a throttle a single one is enough, and so is the
    /// throttle alone for whoever was never let in; without others it is no proof of them.
    /// </summary>
    private void LookForOthers(long now, int used)
    {
        _counts.Add(now, used, OwnCounted);
        var others = _counts.OfAll - _counts.Own - Math.Max(0, Volatile.Read(ref _inFlight) - 1);
        var isThrottled = now - _throttledAt <= _time.Ticks(SecondsBack);
        if (others > (IsListening ? 0 : Math.Max(1, _counts.Own / 4)) || (isThrottled && (others > 0 || _admitted == 0)))
        {
            _share = new TokenShare(now, _time.TimestampFrequency, Allotted, _random);
            _counts.Clear();

            // What was throttled until now was so because of them.
            _room = 0;
        }
    }

    /// <summary>How many calls of this process Egnyte has counted, at most.</summary>
    private int OwnCounted => _admitted + Volatile.Read(ref _unanswered);

    private long Spread =>
        IsListening ? TokenShare.StepOf(Allotted, _time.TimestampFrequency)
        : Allotted <= LargestSpread ? _window.Length / Allotted
        : 0;

    private long WindowLength() => _time.Ticks(Math.Min(Allotted, LargestPaced) / ((Aim - _room) * Allotted * _factor));
}
