using System.Text.Json;
using Microsoft.Extensions.Logging;
using static Egnyte.ScimProxy.IntegrationTests.Profiles.ProfileFiles;

namespace Egnyte.ScimProxy.IntegrationTests.Profiles;

/// <summary>A profile that cannot be used leaves the last good one in force. The log, the metrics and the tenant's health show it.</summary>
public sealed class RejectedProfileTests
{
    private static readonly (string, string) StandardUser = ("standard", "egnyte");
    private static readonly (string, string) PowerUser = ("power", "sso");

    [Fact]
    public async Task ABrokenFile_LeavesTheLastGoodInForce_AndIsToldUntilItIsMended()
    {
        using var files = new ProfileFiles(("acme", Standard));
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: files.Settings);
        using var measured = new ProxyMeter(egnyte.Proxy);
        Assert.Equal("current", (await ProfileAsync(egnyte)).GetProperty("state").GetString());

        files.Write("acme", Broken);
        Look(egnyte.Proxy);
        Look(egnyte.Proxy);
        files.Write("nobodys", Broken);
        Look(egnyte.Proxy);

        Assert.Equal(StandardUser, await KindOfNewPersonAsync(egnyte.Client, "first.person"));
        var line = Assert.Single(egnyte.Proxy.Logs.Lines, line => line.EventId == 1402);
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.Contains($"{files.PathOf("acme")}:3: ", line.Text, StringComparison.Ordinal);
        Assert.Equal(["rejected"], measured.Counts("profile.reloads"));
        Assert.Equal(1, measured.Gauge("profile.outdated", "default"));
        var outdated = await ProfileAsync(egnyte);
        Assert.Equal(("acme", "outdated"), (outdated.GetProperty("name").GetString(), outdated.GetProperty("state").GetString()));
        Assert.True(outdated.GetProperty("since").TryGetDateTimeOffset(out _));
        var finding = Assert.Single(outdated.GetProperty("findings").EnumerateArray());
        Assert.Equal((files.PathOf("acme"), 3), (finding.GetProperty("file").GetString(), finding.GetProperty("line").GetInt32()));
        Assert.All(["message", "fix"], part => Assert.NotEmpty(finding.GetProperty(part).GetString()!));

        files.Write("acme", Power);
        Look(egnyte.Proxy);
        Look(egnyte.Proxy);

        Assert.Equal(PowerUser, await KindOfNewPersonAsync(egnyte.Client, "second.person"));
        Assert.Equal(
            (LogLevel.Information, "Profile acme is mended and in force for default."),
            Assert.Single(egnyte.Proxy.Logs.Lines, line => line.EventId == 1403) is var mended ? (mended.Level, mended.Text) : default);
        Assert.Equal(["rejected", "ok"], measured.Counts("profile.reloads"));
        Assert.Equal(0, measured.Gauge("profile.outdated", "default"));
        var current = await ProfileAsync(egnyte);
        Assert.Equal("current", current.GetProperty("state").GetString());
        Assert.False(current.TryGetProperty("findings", out _));
    }

    [Fact]
    public async Task ABrokenFile_ThatAnotherExtends_OutdatesOnlyTheTenantsOfBoth()
    {
        using var files = new ProfileFiles(("acme", """{"extends":"base"}"""), ("base", Standard), ("other", Standard));
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings:
        [
            .. files.Settings,
            new("ScimProxy:Tenants:emea:EgnyteDomain", "emea"), new("ScimProxy:Tenants:emea:Profile", "base"),
            new("ScimProxy:Tenants:other:EgnyteDomain", "other"), new("ScimProxy:Tenants:other:Profile", "other"),
        ]);
        using var measured = new ProxyMeter(egnyte.Proxy);

        files.Replace("base", Broken);
        files.Replace("other", Power);
        Look(egnyte.Proxy);

        Assert.Equal(
            (1, 1, 0),
            (measured.Gauge("profile.outdated", "default"), measured.Gauge("profile.outdated", "emea"), measured.Gauge("profile.outdated", "other")));
        Assert.Equal(["ok", "rejected", "rejected"], measured.Counts("profile.reloads").Order());
        Assert.Equal(files.PathOf("base"), (await ProfileAsync(egnyte)).GetProperty("findings")[0].GetProperty("file").GetString());
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("file")]
    [InlineData("content")]
    public async Task WhatVanishes_IsRejected_AndMendedWhenItIsBack(string what)
    {
        using var files = new ProfileFiles(("acme", Standard));
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: files.Settings);

        Vanish();
        Look(egnyte.Proxy);
        Look(egnyte.Proxy);

        Assert.Equal(StandardUser, await KindOfNewPersonAsync(egnyte.Client, "new.person"));
        Assert.Single(egnyte.Proxy.Logs.Lines, line => line.EventId == 1402);
        Assert.Equal("outdated", (await ProfileAsync(egnyte)).GetProperty("state").GetString());

        files.Folder.Create();
        files.Write("acme", Standard);
        Look(egnyte.Proxy);

        Assert.Equal([1402, 1403], egnyte.Proxy.Logs.Lines.Where(line => line.EventId / 100 == 14).Select(line => line.EventId));
        Assert.Equal("current", (await ProfileAsync(egnyte)).GetProperty("state").GetString());

        void Vanish()
        {
            switch (what)
            {
                case "folder":
                    files.Folder.Delete(recursive: true);
                    break;
                case "file":
                    File.Delete(files.PathOf("acme"));
                    break;
                default:
                    files.Write("acme", "");
                    break;
            }
        }
    }

    [Fact]
    public async Task AFile_ThatNoTenantUses_AndIsNoProfile_IsLoggedOnce()
    {
        using var files = new ProfileFiles(("acme", Standard));
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: files.Settings);

        files.Write("okta", Standard);
        Look(egnyte.Proxy);
        files.Write("acme", Power);
        Look(egnyte.Proxy);

        Assert.Contains($"{files.PathOf("okta")}:1: ", Assert.Single(egnyte.Proxy.Logs.Lines, line => line.EventId == 1404).Text, StringComparison.Ordinal);
        Assert.Equal("current", (await ProfileAsync(egnyte)).GetProperty("state").GetString());
    }

    /// <summary>Of the tenant default; the answer is 200 and JSON however it is.</summary>
    private static async Task<JsonElement> ProfileAsync(SimulatedEgnyte egnyte)
    {
        var health = await egnyte.Proxy.GetTenantsHealthAsync();
        Assert.Equal((200, "application/json"), (health.Status, health.MediaType));
        return health.Json.GetProperty("tenants").EnumerateArray().Single(tenant => tenant.GetProperty("name").GetString() == "default").GetProperty("profile");
    }
}
