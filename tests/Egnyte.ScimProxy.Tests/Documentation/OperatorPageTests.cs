using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Telemetry;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Tests.Documentation;

/// <summary>What a page tells an operator to look for exists: events, metrics, settings, alerts.</summary>
public sealed partial class OperatorPageTests
{
    private const string Runbook = "deploy/runbook.md";
    private const string MetricsPage = "deploy/metrics.md";

    private static readonly HashSet<string> Metrics = [.. MetricRow().Matches(Pages.Read(MetricsPage)).Select(row => row.Groups[1].Value)];

    private static readonly HashSet<int> Events =
        [.. typeof(EventIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!)];

    private static readonly HashSet<string> Alerts =
        [.. Alert().Matches(Pages.Read("deploy/prometheus/alerts.yaml")).Select(alert => alert.Groups[1].Value)];

    /// <summary>A setting by its key, by its section, or by the last part of its key; and the kinds of failures, which event 1201 prints.</summary>
    private static readonly HashSet<string> Settings =
    [
        .. TenantSettingsFormat.All.SelectMany(setting => setting.Key.Split(':').Append(setting.Key)),
        .. typeof(ScimProxyOptions).GetProperties().Select(property => property.Name),
        .. typeof(ManagementOptions).GetProperties().Select(property => $"Management:{property.Name}"),
        .. Enum.GetNames<EgnyteFailure>(),
    ];

    public static TheoryData<string> Operators => [.. Pages.All.Where(page => page.StartsWith("deploy/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Operators))]
    public void EventsOfAPage_AreInTheCatalogue(string page) => Assert.DoesNotContain(
        EventNumber().Matches(Pages.Read(page)).Select(number => int.Parse(number.Value, CultureInfo.InvariantCulture)), id => !Events.Contains(id));

    [Theory]
    [MemberData(nameof(Operators))]
    public void MetricsOfAPage_AreRegistered(string page)
    {
        Assert.NotEmpty(Metrics);
        Assert.True(page == MetricsPage || Metric().Matches(Pages.Read(page)).All(metric => Metrics.Contains(metric.Value)), page);
    }

    [Fact]
    public void SettingsOfTheRunbook_Exist() =>
        Assert.DoesNotContain(SettingName().Matches(Pages.Read(Runbook)).Select(name => name.Groups[1].Value), name => !Settings.Contains(name));

    [Fact]
    public void AlertsOfTheRunbook_AreTheShippedOnes() =>
        Assert.Equal(Alerts.Order(), AlertRow().Matches(Pages.Read(Runbook)).Select(row => row.Groups[1].Value).Order());

    [Fact]
    public void StatesOfTheRunbook_AreThoseOfTheHealthPage() =>
        Assert.Equal(States("deploy/health.md").Except(["ok"]), States(Runbook));

    [Fact]
    public void WarningsOfTheLog_AreInTheRunbook()
    {
        var text = Pages.Read(Runbook);
        var warnings = WarningRow().Matches(Pages.Read("deploy/events.md")).Select(row => row.Groups[1].Value).ToList();

        Assert.NotEmpty(warnings);
        Assert.DoesNotContain(warnings, id => !text.Contains(id, StringComparison.Ordinal));
    }

    private static IEnumerable<string> States(string page) =>
        StateTable().Match(Pages.Read(page)).Groups["state"].Captures.Select(state => state.Value);

    [GeneratedRegex(@"^\| `state` \|.*\n\|---.*\n(?:\| `(?<state>\w+)` \|.*\n)+", RegexOptions.Multiline)]
    private static partial Regex StateTable();

    [GeneratedRegex(@"(?<![\d,.:`])1[0-5]\d\d(?![\d:`])")]
    private static partial Regex EventNumber();

    [GeneratedRegex(@"scim_proxy\.[a-z_.]*[a-z]")]
    private static partial Regex Metric();

    [GeneratedRegex(@"^\| `(scim_proxy\.[a-z_.]+)` \| `", RegexOptions.Multiline)]
    private static partial Regex MetricRow();

    [GeneratedRegex(@"`([A-Z][a-z]+(?:[A-Z:][A-Za-z]+)+)`")]
    private static partial Regex SettingName();

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"^\| (EgnyteScimProxy\w+) \|", RegexOptions.Multiline)]
    private static partial Regex AlertRow();

    [GeneratedRegex(@"^\| (\d{4}) \| (?:Warning|Error) \|", RegexOptions.Multiline)]
    private static partial Regex WarningRow();
}
