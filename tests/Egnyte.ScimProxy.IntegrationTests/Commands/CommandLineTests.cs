using System.Text.Json;
using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

public sealed partial class CommandLineTests
{
    [Fact]
    public async Task Version_PrintsTheVersion()
    {
        await using var process = new ProxyProcess(["--version"]);

        var (exitCode, output, _) = await process.EndAsync();

        Assert.Equal(0, exitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+\s*$", output);
    }

    [Fact]
    public async Task Check_WithAValidConfiguration_PrintsWhatItFoundAndExitsWith0()
    {
        await using var process = new ProxyProcess(
            ["check"],
            ("ScimProxy__Tenants__default__EgnyteDomain", "acme"),
            ("ScimProxy__Tenants__gov__EgnyteDomain", "acme.egnytegov.com"),
            ("ScimProxy__Tenants__gov__UserNameFormat", "email"));

        var (exitCode, output, _) = await process.EndAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains("https://acme.egnyte.com/", output, StringComparison.Ordinal);
        Assert.Contains("https://acme.egnytegov.com/", output, StringComparison.Ordinal);
        Assert.Contains(
            "warning: ScimProxy:Tenants:gov:UserNameFormat is email and ScimProxy:Tenants:gov:UserNameDomains is empty", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsJson_WithAValidConfiguration_PrintsTheSettingsInForce()
    {
        await using var process = new ProxyProcess(
            ["check", "--json", "--ScimProxy:Tenants:default:WriteReserve=35"],
            ("ScimProxy__Tenants__default__EgnyteDomain", "acme"),
            ("ScimProxy__Tenants__default__UserNameFormat", "email"),
            ("ScimProxy_PublicUrl", "https://scim.example.com"));

        var (exitCode, output, errors) = await process.EndAsync();

        var report = JsonDocument.Parse(output).RootElement;
        var tenant = Assert.Single(report.GetProperty("tenants").EnumerateArray());
        Assert.Equal((0, "", true), (exitCode, errors, report.GetProperty("isValid").GetBoolean()));
        Assert.Equal(("default", "https://acme.egnyte.com/", "okta"), (Text(tenant, "name"), Text(tenant, "egnyte"), Text(tenant, "profile")));
        Assert.Equal("35", Text(tenant.GetProperty("settings"), "WriteReserve"));
        Assert.Equal(
            ["ScimProxy_PublicUrl", "ScimProxy:Tenants:default:UserNameFormat is email"],
            report.GetProperty("warnings").EnumerateArray().Select(warning => WarnedOf().Match(warning.GetString()!).Value));
        Assert.Empty(report.GetProperty("mistakes").EnumerateArray());
    }

    [Fact]
    public async Task CheckAsJson_WithMistakes_PrintsEach_AndExitsWith2()
    {
        await using var process = new ProxyProcess(["check", "--json"], ("ScimProxy__Tenants__default__DeletePolicy", "sometimes"));

        var (exitCode, output, errors) = await process.EndAsync();

        var report = JsonDocument.Parse(output).RootElement;
        Assert.Equal((2, "", false, 2), (exitCode, errors, report.GetProperty("isValid").GetBoolean(), report.GetProperty("mistakes").GetArrayLength()));
    }

    [Theory]
    [InlineData("check")]
    [InlineData("serve")]
    public async Task ABadConfiguration_IsReportedWholeAndExitsWith2(string verb)
    {
        await using var process = new ProxyProcess(
            [verb], ("ScimProxy__Tenants__default__EgnyteDomian", "acme"), ("ScimProxy__Tenants__default__DeletePolicy", "sometimes"));

        var (exitCode, _, errors) = await process.EndAsync();

        Assert.Equal(2, exitCode);
        Assert.Contains("3 mistakes", errors, StringComparison.Ordinal);
        Assert.Contains("ScimProxy:Tenants:default:EgnyteDomian is not a setting: did you mean EgnyteDomain?", errors, StringComparison.Ordinal);
        Assert.Contains("ScimProxy:Tenants:default names no Egnyte", errors, StringComparison.Ordinal);
        Assert.Contains("ScimProxy:Tenants:default:DeletePolicy (\"sometimes\") is not one of deactivate, delete, refuse.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMistypedVerb_IsNotServed()
    {
        await using var process = new ProxyProcess(["chek"], ("ScimProxy__Tenants__default__EgnyteDomain", "acme"));

        var (exitCode, _, errors) = await process.EndAsync();

        Assert.Equal(2, exitCode);
        Assert.Contains("\"chek\" is not a command: did you mean check?", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_PrintsABannerWithTenantsAndAddresses()
    {
        await using var process = new ProxyProcess(
            [],
            ("ScimProxy__Tenants__default__EgnyteDomain", "acme"),
            ("ScimProxy__Management__Url", "http://127.0.0.1:0"),
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"));

        var banner = await process.ReadUntilAsync("/health/ready");

        Assert.Matches(@"listens on http://127\.0\.0\.1:\d+", banner);
        Assert.Contains("tenant default: /scim/v2 and /default/scim/v2 -> https://acme.egnyte.com/, profile okta", banner, StringComparison.Ordinal);
        using var http = new HttpClient();
        var health = HealthAddress().Match(banner).Value;
        await using var check = new ProxyProcess(["check", "--ready", health[..^"/health/ready".Length]]);
        Assert.Equal(0, (await check.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task Simulator_AloneBehindAProxy_IsProvisioned()
    {
        await using var process = new ProxyProcess(["simulator"]);
        var printed = await process.ReadUntilAsync("A proxy for it:");
        await using var proxy = await ScimProxyApplication.StartAsync(new Uri(Address().Match(printed).Value));

        var users = await proxy.Client.GetStringAsync("Users?startIndex=1&count=2", TestContext.Current.CancellationToken);

        Assert.Contains("\"totalResults\":8", users, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/health/ready")]
    private static partial Regex HealthAddress();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();

    [GeneratedRegex("ScimProxy_PublicUrl|ScimProxy:Tenants:default:UserNameFormat is email")]
    private static partial Regex WarnedOf();
}
