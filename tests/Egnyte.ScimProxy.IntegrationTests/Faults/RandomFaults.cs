using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>Makes every third call fail, one way or another; the same ways for the same seed.</summary>
internal sealed class RandomFaults : IDisposable
{
    /// <summary>A fault hits one of the next three calls. During the client's last retry, no call fails.</summary>
    private const int Spread = 3;

    /// <summary>Left out: the daily quota, and false answers of Egnyte that a resource exists or is missing, which the proxy cannot detect.</summary>
    private static readonly Fault[] Faults =
    [
        .. KnownFaults.All.Where(fault =>
            fault.AtEgnyte is not null
                && fault.Meaning is FaultMeaning.Transient or FaultMeaning.Throttled or FaultMeaning.Refused or FaultMeaning.NotPermitted),
    ];

    private readonly EgnyteSimulator _simulator;
    private readonly RequestClock _clock;
    private readonly Random _random;

    /// <summary>A page of groups is read by several calls at once.</summary>
    private readonly Lock _lock = new();
    private Fault? _armed;

    public RandomFaults(EgnyteSimulator simulator, RequestClock clock, Random random)
    {
        (_simulator, _clock, _random) = (simulator, clock, random);
        simulator.Calls.Recorded += Break;
    }

    /// <summary>The calls, as a reader of a failure wants them.</summary>
    public List<string> Told { get; } = [];

    public int Struck { get; private set; }

    public int Calls { get; private set; }

    public void Begin()
    {
        lock (_lock)
        {
            Arm();
        }
    }

    public void End()
    {
        lock (_lock)
        {
            _armed = null;
            _simulator.Controls.Clear();
        }
    }

    public void Dispose() => _simulator.Calls.Recorded -= Break;

    private void Arm()
    {
        _armed = Faults[_random.Next(Faults.Length)];
        _simulator.Controls.FailNext(new SimulatedFault { Count = 0 });
        _simulator.Controls.FailNth(1 + _random.Next(Spread), _armed.AtEgnyte!);
    }

    private void Break(SimulatedCall call)
    {
        Fault? armed;
        lock (_lock)
        {
            Calls++;
            armed = _armed;
            if (armed is null || _simulator.Controls.FailuresLeft > 0)
            {
                Told.Add($"{call.Route} {call.Status}");
                return;
            }

            Struck++;
            Told.Add($"{call.Route} {call.Status} ({armed})");
            Arm();
        }

        if (armed.IsSlow(call))
        {
            _clock.GiveUp(call);
        }
    }
}
