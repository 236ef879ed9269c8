using System.Globalization;
using System.Runtime.InteropServices;
using Egnyte.ScimProxy.Telemetry;
using Microsoft.Extensions.Options;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>
/// Stops the process without losing a request. The first signal ends readiness; after the configured delay new connections are refused;
/// requests in flight run to their end. The second signal ends the process at once.
/// </summary>
internal sealed partial class Drain : IHostLifetime, IDisposable
{
    /// <summary>A request has 50 s; five more for its body to arrive and its response to leave.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(55);

    private const int Hangup = 1;

    private static readonly PosixSignal[] Signals = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP];

    private readonly IHostApplicationLifetime _lifetime;
    private readonly IOptions<ScimProxyOptions> _options;
    private readonly TimeProvider _time;
    private readonly ILogger<Drain> _logger;
    private readonly CancellationTokenSource _begun = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Func<object, Task> _closeConnection;
    private int _signals;
    private long _begunAt;

    public Drain(IHostApplicationLifetime lifetime, IOptions<ScimProxyOptions> options, TimeProvider time, ILogger<Drain> logger)
    {
        (_lifetime, _options, _time, _logger) = (lifetime, options, time, logger);
        _closeConnection = CloseConnectionAsync;

        // A stop without a signal drains too, without the delay.
        lifetime.ApplicationStopping.Register(_begun.Cancel);
        _begun.Token.Register(() => Interlocked.Exchange(ref _begunAt, time.GetTimestamp()));
    }

    /// <summary>Cancelled when the drain begins.</summary>
    public CancellationToken Begun => _begun.Token;

    /// <summary>How long it has been going on; zero before.</summary>
    public TimeSpan Elapsed => Interlocked.Read(ref _begunAt) is var begun and not 0 ? _time.GetElapsedTime(begun) : TimeSpan.Zero;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in Signals.Where(signal => signal is not PosixSignal.SIGHUP || !IsHangupIgnored()))
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Stop));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Middleware: tells the client of a kept connection to open another one, at another replica.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        // Set when the response starts: a request that is older than the signal may be answered after it.
        context.Response.OnStarting(_closeConnection, context);
        return next(context);
    }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _begun.Dispose();
    }

    private Task CloseConnectionAsync(object state)
    {
        // HTTP/2 has no such header (RFC 9113 §8.2.2): there Kestrel sends GOAWAY when it stops.
        if (_begun.IsCancellationRequested && (HttpContext)state is { Request.Protocol: "HTTP/1.1" or "HTTP/1.0" } context)
        {
            context.Response.Headers.Connection = "close";
        }

        return Task.CompletedTask;
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signals) > 1)
        {
            // Not by the signal's default action: the kernel ignores that for process 1 of a container.
            Environment.Exit(128 + Number(context.Signal));
        }

        var delay = int.Parse(_options.Value.ShutdownDelay, CultureInfo.InvariantCulture);
        Log.Draining(_logger, context.Signal, delay, Limit.TotalSeconds);
        _begun.Cancel();
        _ = StopAfterAsync(TimeSpan.FromSeconds(delay));
    }

    private async Task StopAfterAsync(TimeSpan delay)
    {
        await Task.Delay(delay, _time);
        _lifetime.StopApplication();
    }

    // Started by nohup, the process is to outlive its terminal. The mask of ignored signals has the first of them in its last bit.
    private static bool IsHangupIgnored()
    {
        const string Field = "SigIgn:";
        return OperatingSystem.IsLinux()
            && File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal)) is { } mask
            && ulong.TryParse(mask.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var ignored)
            && (ignored & (1UL << (Hangup - 1))) != 0;
    }

    private static int Number(PosixSignal signal) => signal switch { PosixSignal.SIGHUP => Hangup, PosixSignal.SIGINT => 2, PosixSignal.SIGQUIT => 3, _ => 15 };

    private static partial class Log
    {
        [LoggerMessage(
            EventIds.Draining,
            LogLevel.Information,
            "Received {Signal}. The proxy refuses new connections in {Delay} s; requests in flight have {Limit} s to end. A second signal ends "
            + "the process at once.")]
        public static partial void Draining(ILogger logger, PosixSignal signal, int delay, double limit);
    }
}
