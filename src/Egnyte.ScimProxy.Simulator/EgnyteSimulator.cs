using System.Runtime.InteropServices;
using Egnyte.ScimProxy.Simulator.Control;
using Egnyte.ScimProxy.Simulator.Dialect;
using Egnyte.ScimProxy.Simulator.Gateway;
using Egnyte.ScimProxy.Simulator.Groups;
using Egnyte.ScimProxy.Simulator.Tokens;
using Egnyte.ScimProxy.Simulator.Users;
using Microsoft.AspNetCore.Builder;

namespace Egnyte.ScimProxy.Simulator;

/// <summary>An in-memory Egnyte Public API on Kestrel, with a control API on a port of its own.</summary>
public sealed class EgnyteSimulator : IAsyncDisposable
{
    private readonly WebApplication _imitated;
    private readonly WebApplication _control;

    private EgnyteSimulator(SimulatorOptions options)
    {
        var meters = new TokenMeters(options);
        var faults = new Faults(options.Time);
        var latency = new Latency(options);
        var dialect = new CurrentDialect(options.Dialect);
        Domain = new SimulatedDomain(options.Time, options.SeedPeople);
        Calls = new CallLog(options.RecordCalls);
        _imitated = SimulatorHost.Create(options.Url);
        _control = SimulatorHost.Create(options.ControlUrl);

        var api = new PublicApi(
            new UserEndpoints(Domain.Users, Domain.Groups, options.Time),
            new GroupEndpoints(Domain.Users, Domain.Groups),
            new TokenEndpoints(Domain.Users, options));
        Controls = new SimulatorControls(options, meters, faults, latency, dialect, api.RouteNames);
        var exchange = new Exchange(
            api, new Gate(meters, faults), latency, faults, dialect, Domain.Sync, Calls, options.Time, _imitated.Lifetime.ApplicationStopping);
        _imitated.Run(exchange.InvokeAsync);
        _control.Run(new ControlApi(this).InvokeAsync);
    }

    /// <summary>Where the imitated Egnyte API answers: what a proxy is given as Egnyte's base address.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Where the control API answers.</summary>
    public Uri ControlAddress { get; private set; } = null!;

    /// <summary>The users and groups.</summary>
    public SimulatedDomain Domain { get; }

    /// <summary>What was asked of the imitated API.</summary>
    public CallLog Calls { get; }

    /// <summary>Rate limit, quota, dialect, latency and failures.</summary>
    public SimulatorControls Controls { get; }

    /// <summary>Starts both listeners; they answer when the task is done.</summary>
    public static async Task<EgnyteSimulator> StartAsync(SimulatorOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var simulator = new EgnyteSimulator(options);
        try
        {
            await simulator._imitated.StartAsync(cancellationToken);
            await simulator._control.StartAsync(cancellationToken);
        }
        catch
        {
            await simulator.DisposeAsync();
            throw;
        }

        simulator.Address = new Uri(simulator._imitated.Urls.First());
        simulator.ControlAddress = new Uri(simulator._control.Urls.First());
        return simulator;
    }

    /// <summary>Ends when the process is told to stop (Ctrl+C, SIGTERM), the token is cancelled, or the simulator is disposed.</summary>
    public async Task WaitForShutdownAsync(CancellationToken cancellationToken = default)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await using var cancelled = cancellationToken.Register(() => stopped.TrySetResult());
        await using var disposed = _imitated.Lifetime.ApplicationStopping.Register(() => stopped.TrySetResult());
        await stopped.Task;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopped.TrySetResult();
        }
    }

    /// <summary>Resets users, controls and log to what they were at the start.</summary>
    public void Reset()
    {
        Domain.Reset();
        Controls.Reset();
        Calls.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _imitated.StopAsync(CancellationToken.None);
        await _control.StopAsync(CancellationToken.None);
        await _imitated.DisposeAsync();
        await _control.DisposeAsync();
    }
}
