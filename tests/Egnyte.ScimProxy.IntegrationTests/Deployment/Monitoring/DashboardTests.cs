using System.Text.Json.Nodes;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Deployment.Monitoring;

/// <summary>Grafana's dashboard as data: there is no Grafana on the machines that run these tests.</summary>
public sealed class DashboardTests
{
    private const int Columns = 24;

    private static readonly JsonNode Dashboard = JsonNode.Parse(Pages.Read("deploy/grafana/dashboards/egnyte-scim-proxy.json"))!;

    private static IEnumerable<JsonNode> All => Dashboard["panels"]!.AsArray().Select(panel => panel!);

    private static IEnumerable<JsonNode> Panels => All.Where(panel => (string?)panel["type"] != "row");

    [Fact]
    public async Task EachQuery_NamesMetricsThatExist()
    {
        var known = await PrometheusNames.AllAsync();

        Assert.All(Panels, panel => Assert.All(Expressions(panel), expression =>
        {
            Assert.NotEmpty(PrometheusNames.In(expression));
            Assert.Empty(PrometheusNames.In(expression).Except(known));
        }));
    }

    /// <summary>A panel that shows one tenant's numbers for another would mislead: each metric with that tag is filtered by the chosen ones.</summary>
    [Fact]
    public void EachQuery_OfATenantsMetric_IsOfTheChosenTenants() => Assert.All(Panels.SelectMany(Expressions), expression =>
    {
        var hasTenant = !PrometheusNames.In(expression).All(name =>
            name is "up" or "scim_proxy_build_info" or "scim_proxy_drain_duration_seconds" or "scim_proxy_certificate_expiry_seconds"
                or "scim_proxy_profile_reloads_total" || !name.StartsWith("scim_proxy_", StringComparison.Ordinal));
        Assert.Equal(hasTenant, expression.Contains("tenant=~\"$tenant\"", StringComparison.Ordinal));
    });

    [Fact]
    public void EachPanel_SaysWhatItShows_AndHasItsOwnPlace()
    {
        Assert.All(Panels, panel => Assert.False(string.IsNullOrEmpty((string?)panel["title"]) || string.IsNullOrEmpty((string?)panel["description"])));
        Assert.Equal(All.Count(), All.Select(panel => (int)panel["id"]!).Distinct().Count());
        var places = All.SelectMany(Cells).ToList();
        Assert.Equal(places.Count, places.Distinct().Count());
        Assert.All(places, place => Assert.InRange(place.X, 0, Columns - 1));
    }

    /// <summary>A fixed data source would be the one of the machine on which the file was written.</summary>
    [Fact]
    public void EachPanel_TakesTheChosenDataSource() =>
        Assert.All(Panels, panel => Assert.Equal("${datasource}", (string?)panel["datasource"]!["uid"]));

    private static IEnumerable<string> Expressions(JsonNode panel) => panel["targets"]!.AsArray().Select(target => (string)target!["expr"]!);

    private static IEnumerable<(int X, int Y)> Cells(JsonNode panel)
    {
        var place = panel["gridPos"]!;
        return
            from x in Enumerable.Range((int)place["x"]!, (int)place["w"]!)
            from y in Enumerable.Range((int)place["y"]!, (int)place["h"]!)
            select (x, y);
    }
}
