using System.Text.RegularExpressions;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Deployment.Monitoring;

/// <summary>The alert rules of Prometheus, by Prometheus' own tool in virtual time. <see cref="PrometheusTests"/> has some before a real proxy.</summary>
public sealed partial class AlertRulesTests
{
    private const string Rules = "deploy/prometheus/alerts.yaml";
    private const string Tests = "tests/Egnyte.ScimProxy.IntegrationTests/Deployment/Monitoring/alerts.test.yaml";

    [Fact]
    public async Task EachAlert_IsSilent_Fires_AndClears()
    {
        var (rules, found) = await Tool.RunAsync("promtool", "check", "rules", Path.Join(Pages.Root, Rules));
        var (tests, output) = await Tool.RunAsync("promtool", "test", "rules", Path.Join(Pages.Root, Tests));

        Assert.True(rules == 0 && tests == 0, found + output);
    }

    /// <summary>A test without an alert that fires, or without a time at which it does not, proves nothing.</summary>
    [Fact]
    public void EachAlert_HasTestsOfBothKinds()
    {
        var tests = Pages.Read(Tests);
        var alerts = Alert().Matches(Pages.Read(Rules)).Select(alert => alert.Groups["name"].Value).ToList();

        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert => Assert.Matches($@"alertname: {alert}, exp_alerts: \[\] \}}", tests));
        Assert.All(alerts, alert => Assert.Matches($@"alertname: {alert}\s+exp_alerts:\s+- exp_labels", tests));
    }

    [Fact]
    public async Task EachExpression_NamesMetricsThatExist()
    {
        var known = await PrometheusNames.AllAsync();

        var expressions = Expression().Matches(Pages.Read(Rules)).Select(match => Comment().Replace(match.Groups["text"].Value, "")).ToList();

        Assert.Equal(Alert().Count(Pages.Read(Rules)), expressions.Count);
        Assert.All(expressions, expression => Assert.Empty(PrometheusNames.In(expression).Except(known)));
        Assert.All(
            expressions.SelectMany(expression => Kind().Matches(expression)).SelectMany(kinds => kinds.Groups["kinds"].Value.Split('|')),
            kind => Assert.True(Enum.TryParse<EgnyteFailure>(kind, out _), kind));
    }

    [GeneratedRegex("alert: (?<name>[A-Za-z]+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"expr: (>-)?(?<text>.*?)\n +(for|labels):", RegexOptions.Singleline)]
    private static partial Regex Expression();

    [GeneratedRegex("^ *#.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex("kind=~?\"(?<kinds>[^\"]+)\"")]
    private static partial Regex Kind();
}
