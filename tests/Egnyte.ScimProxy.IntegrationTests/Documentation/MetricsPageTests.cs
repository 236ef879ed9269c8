using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Telemetry;
using Egnyte.ScimProxy.Tests.Documentation;
using Microsoft.Extensions.DependencyInjection;

namespace Egnyte.ScimProxy.IntegrationTests.Documentation;

/// <summary>deploy/metrics.md and the meters.</summary>
public sealed partial class MetricsPageTests
{
    [Fact]
    public async Task Page_HasARowForEachMetric_AndNoOther()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var factory = egnyte.Proxy.Services.GetRequiredService<IMeterFactory>();
        var names = new List<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Meter.Name == ScimProxyMetrics.MeterName)
            {
                names.Add($"{instrument.Name} {instrument.Unit}");
            }
        };
        listener.Start();

        var rows = MetricRow().Matches(Pages.Read("deploy/metrics.md")).Select(row => $"{row.Groups["name"].Value} {row.Groups["unit"].Value}");

        Assert.Equal(names.Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| `(?<name>scim_proxy\.[a-z_.]+)` \| `(?<unit>[^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex MetricRow();
}
