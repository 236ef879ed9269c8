using System.Text.Json;
using Egnyte.ScimProxy.IntegrationTests.Profiles;
using Egnyte.ScimProxy.Profiles.Watching;
using Egnyte.ScimProxy.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace Egnyte.ScimProxy.IntegrationTests;

/// <summary>/health/tenants stays small, however many tenants, tokens and findings there are.</summary>
public sealed class TenantsHealthTests
{
    private const int MaxBytes = 1_100_000;

    [Fact]
    public async Task Tokens_BeyondTwenty_AreCountedAndLeftOut()
    {
        var tokens = Enumerable.Range(0, 25).Select(number => $"token-{number}").ToList();
        await using var simulator = await EgnyteSimulator.StartAsync(
            new SimulatorOptions { CallsPerSecond = 100_000, CallsPerDay = 100, Tokens = [.. tokens] }, TestContext.Current.CancellationToken);
        await using var proxy = await ScimProxyApplication.StartAsync(
            simulator.Address, [ScimProxyApplication.WithManagement, new("ScimProxy:Tenants:default:CallsPerSecond", "1000")]);
        foreach (var token in tokens)
        {
            using var client = proxy.CreateClient(token: token);
            Assert.Equal(200, (await client.GetScimAsync("Users?count=1")).Status);
        }

        using var busy = proxy.CreateClient(token: tokens[^1]);
        Assert.Equal(200, (await busy.GetScimAsync("Users?count=1")).Status);

        var egnyte = (await proxy.GetTenantsHealthAsync()).Json.GetProperty("tenants")[0].GetProperty("egnyte");
        Assert.Equal((20, 5), (egnyte.GetProperty("tokens").GetArrayLength(), egnyte.GetProperty("tokensOmitted").GetInt32()));
        Assert.Equal(98, egnyte.GetProperty("tokens")[0].GetProperty("callsLeft").GetInt32());
        Assert.All(egnyte.GetProperty("tokens").EnumerateArray().Skip(1), token => Assert.Equal(99, token.GetProperty("callsLeft").GetInt32()));
    }

    [Fact]
    public async Task Findings_ManyAndLong_AreCut()
    {
        using var files = new ProfileFiles(("acme", ProfileFiles.Standard));
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: files.Settings);
        var rules = string.Join(",", Enumerable.Range(0, 30).Select(number => $$"""{"scim":"{{new string('x', 5000)}}{{number}}","default":"a"}"""));

        files.Write("acme", $$"""{"extends":"okta","users":[{{rules}}]}""");
        egnyte.Proxy.Services.GetRequiredService<ProfileWatch>().Look();

        var profile = (await egnyte.Proxy.GetTenantsHealthAsync()).Json.GetProperty("tenants")[0].GetProperty("profile");
        var findings = profile.GetProperty("findings").EnumerateArray().ToList();
        Assert.Equal(20, findings.Count);
        Assert.InRange(profile.GetProperty("findingsOmitted").GetInt32(), 10, 100);
        Assert.All(
            findings.SelectMany(finding => finding.EnumerateObject()).Where(part => part.Value.ValueKind is JsonValueKind.String),
            part => Assert.InRange(part.Value.GetString()!.Length, 1, 501));
    }

    /// <summary>Those that fail come first, so that only the others are left out.</summary>
    [Fact]
    public async Task Tenants_BeyondOneMebibyte_AreCountedAndLeftOut()
    {
        const int Tenants = 2600;
        const string Failing = "zz-failing";
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        await using var proxy = await ScimProxyApplication.StartAsync(
            egnyte.Simulator.Address,
            [
                ScimProxyApplication.WithManagement,
                .. Enumerable.Range(0, Tenants)
                    .Select(number =>
                        new KeyValuePair<string, string?>($"ScimProxy:Tenants:tenant-with-a-long-name-{number:D5}-{new string('x', 30)}:EgnyteDomain", "acme")),
                new($"ScimProxy:Tenants:{Failing}:EgnyteBaseAddress", "http://127.0.0.1:9"),
            ]);
        using var client = proxy.CreateClient(tenantPath: $"/{Failing}");
        Assert.Equal(429, (await client.GetScimAsync("Users/1")).Status);

        var health = await proxy.GetTenantsHealthAsync();

        Assert.InRange(health.Text.Length, 900_000, MaxBytes);
        var shown = health.Json.GetProperty("tenants");
        Assert.Equal(Failing, shown[0].GetProperty("name").GetString());
        Assert.Equal(Tenants + 2, shown.GetArrayLength() + health.Json.GetProperty("tenantsOmitted").GetInt32());
    }
}
