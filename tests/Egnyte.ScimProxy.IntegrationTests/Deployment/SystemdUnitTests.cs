using System.Globalization;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Deployment;

/// <summary>The unit of systemd, as systemd reads it and as the program reads what it sets. No service manager runs here.</summary>
public sealed partial class SystemdUnitTests
{
    private const string File = "deploy/systemd/egnyte-scim-proxy.service";

    private static readonly string Unit = Pages.Read(File);

    /// <summary>Every key known, every value readable; the program is not at its place on this machine.</summary>
    [Fact]
    public async Task Systemd_ReadsTheUnit_WithoutAWord()
    {
        var (exitCode, output) = await AnalyzeAsync("verify", "--man=no");

        Assert.Equal((0, ""), (exitCode, output));
    }

    /// <summary>systemd's own measure of what a service may do, from 0 to 10; in tenths.</summary>
    [Fact]
    public async Task Systemd_FindsLittle_ThatTheServiceMayDo()
    {
        var (exitCode, output) = await AnalyzeAsync("security", "--offline=true", "--no-pager", "--threshold=20");

        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Settings_OfTheUnit_AreValid_AndServe()
    {
        var settings = Variable().Matches(Unit).Select(variable => (variable.Groups["name"].Value, OnAFreePort(variable.Groups["value"].Value)));
        await using var process = new ProxyProcess(["serve"], [.. settings, ("ScimProxy__Tenants__default__EgnyteDomain", "acme")]);
        var ready = Address().Matches(await process.ReadUntilAsync("/health/ready"))[^1].Value;
        using var client = new HttpClient();

        using var response = await client.GetAsync($"{ready}/health/ready", TestContext.Current.CancellationToken);

        Assert.True((int)response.StatusCode is 200 or 503, "It answers; the first moment is the warm-up's.");
        Assert.Equal("egnyte-scim-proxy serve", Value("ExecStart").Split('/')[^1]);
    }

    [Fact]
    public void Stop_LeavesTimeForTheDelay_TheRequestsInFlight_AndFiveSeconds()
    {
        var delay = int.Parse(new ScimProxyOptions().ShutdownDelay, CultureInfo.InvariantCulture);

        Assert.True(int.Parse(Value("TimeoutStopSec"), CultureInfo.InvariantCulture) >= delay + Drain.Limit.TotalSeconds + 5);
    }

    /// <summary>With systemd alone starting again every two seconds would bury the message that says which setting is wrong.</summary>
    [Fact]
    public void AMistakeInTheSettings_IsNotStartedAgain() => Assert.Equal("2", Value("RestartPreventExitStatus"));

    private static string Value(string key) =>
        Assert.Single(Unit.Split('\n'), line => line.StartsWith($"{key}=", StringComparison.Ordinal))[(key.Length + 1)..].Trim();

    private static string OnAFreePort(string value) => Port().Replace(value, ":0");

    private static async Task<(int ExitCode, string Output)> AnalyzeAsync(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("scim-proxy-unit-");
        try
        {
            var file = Path.Join(folder.FullName, Path.GetFileName(File));
            await System.IO.File.WriteAllTextAsync(
                file, Program().Replace(Unit, "ExecStart=/bin/true"), TestContext.Current.CancellationToken);
            return await Tool.RunAsync("systemd-analyze", [.. arguments, file]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [GeneratedRegex(@"^Environment=(?<name>[A-Za-z0-9_]+)=(?<value>.*)$", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex("^ExecStart=/[^ ]+", RegexOptions.Multiline)]
    private static partial Regex Program();

    [GeneratedRegex(@":(8080|9090)$")]
    private static partial Regex Port();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
