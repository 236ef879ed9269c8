using Egnyte.ScimProxy.Simulator.Dialect;
using Egnyte.ScimProxy.Simulator.Gateway;

namespace Egnyte.ScimProxy.Simulator;

/// <summary>What a test or a demo may change while the simulator runs; the control API offers the same by HTTP.</summary>
public sealed class SimulatorControls
{
    private readonly SimulatorOptions _options;
    private readonly TokenMeters _meters;
    private readonly Faults _faults;
    private readonly Latency _latency;
    private readonly CurrentDialect _dialect;
    private readonly IReadOnlyList<string> _routes;

    internal SimulatorControls(
        SimulatorOptions options, TokenMeters meters, Faults faults, Latency latency, CurrentDialect dialect, IReadOnlyList<string> routes) =>
        (_options, _meters, _faults, _latency, _dialect, _routes) = (options, meters, faults, latency, dialect, routes);

    /// <summary>Calls a second that one token may make; at least 1.</summary>
    public int CallsPerSecond { get => _meters.CallsPerSecond; set => _meters.CallsPerSecond = value; }

    /// <summary>Calls a day that one token may make; 0 refuses every call.</summary>
    public int CallsPerDay { get => _meters.CallsPerDay; set => _meters.CallsPerDay = value; }

    /// <summary>Calls made today: of the busiest token when read, of every token when set.</summary>
    public int CallsUsedToday { get => _meters.UsedToday; set => _meters.UsedToday = value; }

    /// <summary>How Egnyte behaves where sources disagree, for calls that arrive from now on.</summary>
    public SimulatorDialect Dialect { get => _dialect.Value; set => _dialect.Value = value; }

    /// <summary>How long every call is held before it takes effect.</summary>
    public TimeSpan Latency { get => _latency.Fixed; set => _latency.Fixed = value; }

    /// <summary>How much longer a call may be held, by chance.</summary>
    public TimeSpan Jitter { get => _latency.Jitter; set => _latency.Jitter = value; }

    /// <summary>Where the chance of <see cref="Jitter"/> begins; set, even to what it is, it begins again.</summary>
    public int JitterSeed { get => _latency.Seed; set => _latency.Seed = value; }

    /// <summary>Calls still to fail because of <c>FailNext</c> and <c>FailNth</c>.</summary>
    public int FailuresLeft => _faults.FailuresLeft;

    /// <summary>How much longer every call answers 503; zero when Egnyte is up.</summary>
    public TimeSpan DownRemaining => _faults.DownRemaining;

    /// <summary>How much longer every call answers that it is over the rate limit; zero when it is not so.</summary>
    public TimeSpan ThrottleRemaining => _faults.ThrottleRemaining;

    /// <summary>Makes the next calls fail before they take effect, whatever they ask; it replaces every failure that is still to come.</summary>
    /// <param name="count">How many calls; 0 ends it.</param>
    /// <param name="status">The status, for the kinds <see cref="FailureKind.Error"/> and <see cref="FailureKind.Html"/>.</param>
    /// <param name="kind">What the answer looks like.</param>
    /// <param name="body">The body to send instead of the usual one.</param>
    /// <param name="retryAfter">A Retry-After header of so many seconds instead of the usual one.</param>
    public void FailNext(int count, int status = 500, FailureKind kind = FailureKind.Error, string? body = null, int? retryAfter = null) =>
        FailNext(new SimulatedFault { Count = count, Status = status, Kind = kind, Body = body, RetryAfter = retryAfter });

    /// <summary>Makes the next calls that match fail; it replaces every failure that is still to come.</summary>
    /// <exception cref="ArgumentException">The fault makes no sense, or no route matches; the message says so.</exception>
    public void FailNext(SimulatedFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        fault.RefuseNonsense(_routes);
        _faults.FailNext(fault);
    }

    /// <summary>
    /// Makes the n-th call from now that matches fail, and those after it while the fault's count lasts, beside every failure that is still to
    /// come.
    /// </summary>
    /// <param name="n">1 for the next. A call counts when it comes to where the fault strikes: one refused by the gateway never comes to an effect.</param>
    /// <param name="fault">How it fails, and which calls match.</param>
    /// <exception cref="ArgumentException">The fault makes no sense, or no route matches; the message says so.</exception>
    public void FailNth(int n, SimulatedFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        fault.RefuseNonsense(_routes);
        _faults.FailNth(n, fault);
    }

    /// <summary>Answers every call with 503 for so long; zero ends it.</summary>
    public void DownFor(TimeSpan duration) => _faults.DownFor(duration);

    /// <summary>Answers every call with the gateway's over-QPS for so long; zero ends it.</summary>
    public void ThrottleFor(TimeSpan duration) => _faults.ThrottleFor(duration);

    /// <summary>
    /// Ends failures, outage and throttle, and puts the latency back to what the options say. Calls that hang are reset, what drips
    /// comes at once. Rate limit, quota, dialect and users stay.
    /// </summary>
    public void Clear()
    {
        _faults.Clear();
        _latency.Reset();
    }

    internal void Reset()
    {
        Clear();
        CallsPerSecond = _options.CallsPerSecond;
        CallsPerDay = _options.CallsPerDay;
        Dialect = _options.Dialect;
        _meters.Reset();
    }
}
