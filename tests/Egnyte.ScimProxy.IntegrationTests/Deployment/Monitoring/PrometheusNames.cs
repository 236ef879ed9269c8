using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Egnyte.ScimProxy.IntegrationTests.Deployment.Monitoring;

/// <summary>What Prometheus calls the metrics, by OpenTelemetry's rules for it.</summary>
internal static partial class PrometheusNames
{
    /// <summary>The platform's that the dashboard shows, and what Prometheus adds itself.</summary>
    private static readonly string[] Foreign =
    [
        "up", "http_server_request_duration_seconds_bucket", "http_client_request_duration_seconds_bucket", "dotnet_process_memory_working_set_bytes",
        "dotnet_process_cpu_time_seconds_total",
    ];

    /// <summary>Every name that a query may use.</summary>
    public static async Task<HashSet<string>> AllAsync()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var factory = egnyte.Proxy.Services.GetRequiredService<IMeterFactory>();
        var names = new HashSet<string>(Foreign);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Meter.Name == ScimProxyMetrics.MeterName)
            {
                names.UnionWith(Of(instrument));
            }
        };
        listener.Start();
        return names;
    }

    /// <summary>The names of metrics in a query: what stands before no bracket and is no word of its language, tag or tag's value.</summary>
    public static IEnumerable<string> In(string query) =>
        Metric().Matches(Grouping().Replace(Tags().Replace(query, " "), " "))
            .Select(match => match.Value)
            .Except(["and", "or", "unless", "on", "offset", "by"]);

    private static IEnumerable<string> Of(Instrument instrument)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", "{call}/s" => "_per_second", _ => "" };
        var name = $"{instrument.Name.Replace('.', '_')}{unit}";
        return instrument.GetType().GetGenericTypeDefinition() switch
        {
            var type when type == typeof(Counter<>) => [$"{name}_total"],
            var type when type == typeof(Histogram<>) => [$"{name}_bucket", $"{name}_sum", $"{name}_count"],
            _ => [name],
        };
    }

    [GeneratedRegex(@"\{[^}]*\}|\[[^\]]*\]")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\b(by|on)\s*\([^)]*\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"\b[a-z][a-z_]+\b(?!\s*\()")]
    private static partial Regex Metric();
}
