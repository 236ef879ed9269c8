using System.Diagnostics.Metrics;
using Egnyte.ScimProxy.Tenants;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>
/// The additional address of <c>ScimProxy:Management:Url</c>: a listener of its own, so that what it answers is told by the port a
/// connection came in on and by nothing that a client writes.
/// </summary>
internal sealed class ManagementHost(
    IOptions<ScimProxyOptions> options, Readiness readiness, Drain drain, TenantDirectory tenants, IServiceProvider services) : IHostedService, IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>Where it listens; null without a setting.</summary>
    public string? Address => _app?.Urls.FirstOrDefault();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Management.Url is not { Length: > 0 } url)
        {
            return;
        }

        // It reads no files; the default is the working directory, which may be gone.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseUrls(url);
        builder.Services.AddRoutingCore();
        builder.Services.AddHealthChecks().AddCheck("ready", readiness);

        // Its own meters would have the names of the proxy's: Prometheus rejects a series that comes twice.
        builder.Services.AddSingleton<IMeterFactory, ManagementMeters>();

        // Its own would take the signals away from the drain of the process.
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        _app = builder.Build();
        _app.Use(drain.InvokeAsync);
        _app.MapHealth();
        _app.MapTenantsHealth(tenants);
        _app.MapStatusPage(tenants, readiness);
        _app.MapMetrics(services.GetRequiredService<MeterProvider>());
        await _app.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    private sealed class ManagementMeters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new($"Management.{options.Name}");

        public void Dispose()
        {
        }
    }

    private sealed class NoSignals : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
