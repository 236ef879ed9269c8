using Egnyte.ScimProxy.Telemetry;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>
/// Ready once it listens and its path is warm, until it begins to stop. Egnyte's state plays no part: an outage there would take every
/// replica out of the balancer, which would then answer HTML to an identity provider that expects SCIM.
/// </summary>
internal sealed partial class Readiness : IHealthCheck
{
    private volatile bool _isReady;

    public Readiness(IHostApplicationLifetime lifetime, Drain drain, WarmUp warmUp, ILogger<Readiness> logger)
    {
        lifetime.ApplicationStarted.Register(() =>
        {
            warmUp.Run();
            _isReady = !drain.Begun.IsCancellationRequested;
            Log.Ready(logger);
        });
        drain.Begun.Register(() => _isReady = false);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_isReady ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("starting or stopping"));

    private static partial class Log
    {
        [LoggerMessage(EventIds.Ready, LogLevel.Debug, "Ready.")]
        public static partial void Ready(ILogger logger);
    }
}
