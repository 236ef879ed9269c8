using Egnyte.ScimProxy.Simulator.Gateway;

namespace Egnyte.ScimProxy.Simulator;

/// <summary>What a test or a demo may change while the simulator runs; the control API offers the same by HTTP.</summary>
public sealed class SimulatorControls
{
    private readonly SimulatorOptions _options;
    private readonly TokenMeters _meters;
    private readonly Faults _faults;

    internal SimulatorControls(SimulatorOptions options, TokenMeters meters, Faults faults) =>
        (_options, _meters, _faults) = (options, meters, faults);

    /// <summary>Calls a second that one token may make; at least 1.</summary>
    public int CallsPerSecond { get => _meters.CallsPerSecond; set => _meters.CallsPerSecond = value; }

    /// <summary>Calls a day that one token may make; 0 refuses every call.</summary>
    public int CallsPerDay { get => _meters.CallsPerDay; set => _meters.CallsPerDay = value; }

    /// <summary>Calls made today: of the busiest token when read, of every token when set.</summary>
    public int CallsUsedToday { get => _meters.UsedToday; set => _meters.UsedToday = value; }

    /// <summary>How long every call is held before it takes effect.</summary>
    public TimeSpan Latency { get => _faults.Latency; set => _faults.Latency = value; }

    /// <summary>Calls still to fail because of <see cref="FailNext"/>.</summary>
    public int FailuresLeft => _faults.FailuresLeft;

    /// <summary>How much longer every call answers 503; zero when Egnyte is up.</summary>
    public TimeSpan DownRemaining => _faults.DownRemaining;

    /// <summary>How much longer every call answers that it is over the pace; zero when it is not so.</summary>
    public TimeSpan ThrottleRemaining => _faults.ThrottleRemaining;

    /// <summary>Makes the next calls fail before they take effect, whatever they ask; it replaces what an earlier call of this left.</summary>
    /// <param name="count">How many calls; 0 ends it.</param>
    /// <param name="status">The status, for the kinds <see cref="FailureKind.Error"/> and <see cref="FailureKind.Html"/>.</param>
    /// <param name="kind">What the answer looks like.</param>
    /// <param name="body">The body to send instead of the usual one.</param>
    /// <param name="retryAfter">A Retry-After header of so many seconds instead of the usual one.</param>
    public void FailNext(int count, int status = 500, FailureKind kind = FailureKind.Error, string? body = null, int? retryAfter = null) =>
        _faults.FailNext(count, new Fault(kind, status, body, retryAfter));

    /// <summary>Answers every call with 503 for so long; zero ends it.</summary>
    public void DownFor(TimeSpan duration) => _faults.DownFor(duration);

    /// <summary>Answers every call with the gateway's over-QPS for so long; zero ends it.</summary>
    public void ThrottleFor(TimeSpan duration) => _faults.ThrottleFor(duration);

    /// <summary>Ends failures, outage and throttle, and puts the latency back to what the options say. Pace, quota and people stay.</summary>
    public void Clear()
    {
        _faults.Clear();
        Latency = _options.Latency;
    }

    internal void Reset()
    {
        Clear();
        CallsPerSecond = _options.CallsPerSecond;
        CallsPerDay = _options.CallsPerDay;
        _meters.Reset();
    }
}
