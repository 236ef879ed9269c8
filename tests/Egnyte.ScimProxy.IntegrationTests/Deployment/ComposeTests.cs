using System.Globalization;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Deployment;

/// <summary>The compose file and what it mounts, as docker-compose and promtool read them. No container engine runs here.</summary>
public sealed partial class ComposeTests
{
    private static readonly string Compose = Pages.Read("deploy/compose.yaml");

    [Fact]
    public async Task DockerCompose_ReadsTheFile_WithoutAWord()
    {
        var (exitCode, output) = await Tool.RunAsync("docker-compose", "-f", Path.Join(Pages.Root, "deploy/compose.yaml"), "config", "-q");

        Assert.Equal((0, ""), (exitCode, output));
    }

    [Fact]
    public async Task Promtool_ReadsTheConfiguration_WithTheRules()
    {
        var (exitCode, output) = await Tool.RunAsync("promtool", "check", "config", Path.Join(Pages.Root, "deploy/prometheus/prometheus.yml"));

        Assert.True(exitCode == 0, output);
        Assert.Contains("rules found", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_OfTheProxy_AreValid()
    {
        var settings = Setting().Matches(Compose).Select(setting => (setting.Groups["name"].Value, setting.Groups["value"].Value)).ToArray();
        await using var check = new ProxyProcess(["check"], settings);

        var (exitCode, output, errors) = await check.EndAsync();

        Assert.True(exitCode == 0, output + errors);
        Assert.Equal("", errors);
    }

    [Fact]
    public void Stop_LeavesTimeForTheDelay_TheRequestsInFlight_AndFiveSeconds()
    {
        var delay = int.Parse(new ScimProxyOptions().ShutdownDelay, CultureInfo.InvariantCulture);

        var grace = int.Parse(Assert.Single(GracePeriod().Matches(Compose)).Groups["seconds"].Value, CultureInfo.InvariantCulture);

        Assert.True(grace >= delay + Drain.Limit.TotalSeconds + 5);
    }

    /// <summary>It is a demo: without a password for the dashboard, and with a token that is printed here.</summary>
    [Fact]
    public void Ports_AreThoseOfThisMachineOnly()
    {
        Assert.Equal(5, Port().Count(Compose)); // in another form they would not be found
        Assert.All(Port().Matches(Compose), port => Assert.StartsWith("127.0.0.1:", port.Groups["port"].Value, StringComparison.Ordinal));
    }

    /// <summary>An engine would make an empty folder of a path that is not there.</summary>
    [Fact]
    public void Folders_ThatAreMounted_HoldWhatIsLookedForInThem()
    {
        var mounts = Mount().Matches(Compose)
            .ToDictionary(mount => mount.Groups["to"].Value, mount => Path.Join(Pages.Root, "deploy", mount.Groups["from"].Value));
        var dashboards = Pages.Read("deploy/grafana/provisioning/dashboards/dashboards.yaml");

        Assert.Equal(3, mounts.Count);
        Assert.True(File.Exists(Path.Join(mounts["/etc/prometheus"], "prometheus.yml")));
        Assert.NotEmpty(Directory.GetFiles(Path.Join(mounts["/etc/grafana/provisioning"], "datasources")));
        var shown = mounts.Single(mount => dashboards.Contains($"path: {mount.Key}", StringComparison.Ordinal));
        var home = HomeDashboard().Match(Compose).Groups["file"].Value;
        Assert.StartsWith($"{shown.Key}/", home, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Join(shown.Value, home[shown.Key.Length..])));
    }

    [Fact]
    public void Prometheus_AsksTheManagementAddress_UnderTheNameThatTheAlertsExpect()
    {
        var prometheus = Pages.Read("deploy/prometheus/prometheus.yml");

        Assert.Contains("job_name: egnyte-scim-proxy", prometheus, StringComparison.Ordinal);
        Assert.Contains("[\"proxy:9090\"]", prometheus, StringComparison.Ordinal);
        Assert.Contains("ScimProxy__Management__Url=http://+:9090", Pages.Read("deploy/Dockerfile"), StringComparison.Ordinal);
        Assert.Contains("up{job=\"egnyte-scim-proxy\"}", Pages.Read("deploy/prometheus/alerts.yaml"), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^ +(?<name>ScimProxy__[A-Za-z_0-9]+): (?<value>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Setting();

    [GeneratedRegex(@"stop_grace_period: (?<seconds>\d+)s")]
    private static partial Regex GracePeriod();

    [GeneratedRegex(@"^ +- ""(?<port>[0-9.:]+)""$", RegexOptions.Multiline)]
    private static partial Regex Port();

    [GeneratedRegex(@"- \./(?<from>[a-z/]+):(?<to>[a-z/]+):ro")]
    private static partial Regex Mount();

    [GeneratedRegex(@"HOME_DASHBOARD_PATH: (?<file>\S+)")]
    private static partial Regex HomeDashboard();
}
