using Egnyte.ScimProxy.Hosting.Startup;
using Egnyte.ScimProxy.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;

namespace Egnyte.ScimProxy.Hosting.Telemetry;

/// <summary>
/// Metrics and the log by OTLP where the standard variable OTEL_EXPORTER_OTLP_ENDPOINT names a collector; otherwise nothing is measured or
/// sent.
/// </summary>
internal static class TelemetryExport
{
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ScimProxyMetrics>().AddSingleton<TenantGauges>();
        if (builder.Configuration[CollectorSettings.Endpoint] is { Length: > 0 })
        {
            builder.Services.Configure<OpenTelemetryLoggerOptions>(static log => log.IncludeScopes = true); // the request id
            builder.Services.AddOpenTelemetry()
                .WithMetrics(metrics => metrics
                    .AddMeter(ScimProxyMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http")
                    .AddRuntimeInstrumentation())
                .UseOtlpExporter();
        }
    }
}
