using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Hosting.Startup;
using Egnyte.ScimProxy.Telemetry;
using Egnyte.ScimProxy.Tenants;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Egnyte.ScimProxy.Hosting.Telemetry;

/// <summary>
/// Traces, metrics and the log by OTLP where the standard variable OTEL_EXPORTER_OTLP_ENDPOINT names a collector; metrics for Prometheus where there is a
/// management address. Otherwise nothing is measured or sent.
/// </summary>
internal static class TelemetryExport
{
    private const string ManagementUrl = $"{ScimProxyOptions.Section}:{nameof(ScimProxyOptions.Management)}:Url";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ScimProxyMetrics>().AddSingleton<TenantGauges>().AddSingleton<ProcessGauges>();
        var hasCollector = builder.Configuration[CollectorSettings.Endpoint] is { Length: > 0 };
        var isScraped = builder.Configuration[ManagementUrl] is { Length: > 0 };
        if (!hasCollector && !isScraped)
        {
            return;
        }

        var telemetry = builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(ScimProxyMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http")
            .AddRuntimeInstrumentation());
        if (isScraped)
        {
            telemetry.WithMetrics(static metrics => metrics.AddPrometheusExporter());
        }

        if (hasCollector)
        {
            builder.Services.Configure<OpenTelemetryLoggerOptions>(static log => log.IncludeScopes = true); // the request id
            telemetry.ConfigureResource(resource => AddName(resource, builder.Configuration))
                .WithTracing(static traces => traces.AddSource(RequestSpans.SourceName, EgnyteConnection.ActivitySource))
                .UseOtlpExporter();
        }
    }

    /// <summary>Measures from now on, where anything listens.</summary>
    public static void StartTelemetry(this WebApplication app)
    {
        _ = app.Services.GetRequiredService<TenantGauges>();
        _ = app.Services.GetRequiredService<ProcessGauges>();
        var metrics = app.Services.GetRequiredService<ScimProxyMetrics>();
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            foreach (var tenant in app.Services.GetRequiredService<TenantDirectory>().All)
            {
                metrics.BeginAtZero(tenant.Name);
            }
        });
    }

    // What the standard variables say wins: a service that is added here would replace it.
    private static void AddName(ResourceBuilder resource, ConfigurationManager configuration)
    {
        if (configuration["OTEL_SERVICE_NAME"] is not { Length: > 0 }
            && configuration["OTEL_RESOURCE_ATTRIBUTES"]?.Contains("service.name=", StringComparison.Ordinal) is not true)
        {
            resource.AddService("egnyte-scim-proxy", serviceVersion: StartupBanner.Version);
        }
    }
}
