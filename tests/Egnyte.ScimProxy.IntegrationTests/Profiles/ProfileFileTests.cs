using Egnyte.ScimProxy.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Egnyte.ScimProxy.IntegrationTests.Profiles.ProfileFiles;

namespace Egnyte.ScimProxy.IntegrationTests.Profiles;

/// <summary>A profile in a file, and how a change of it is found: written over, renamed, linked, gone.</summary>
public sealed class ProfileFileTests
{
    private static readonly (string, string) StandardUser = ("standard", "egnyte");
    private static readonly (string, string) PowerUser = ("power", "sso");

    [Fact]
    public async Task AFileAlone_IsAProfile()
    {
        using var files = new ProfileFiles(("acme", Standard));
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: files.Settings);

        Assert.Equal(StandardUser, await KindOfNewPersonAsync(egnyte.Client, "new.person"));
        Assert.Equal("standard", egnyte.Simulator.Domain.FindUser("new.person")?.UserType);
    }

    [Fact]
    public async Task AFile_ThatIsWrittenOver_IsInForceWithoutARestart()
    {
        using var files = new ProfileFiles(("acme", Standard));
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: files.Settings);

        files.Write("acme", Power);
        Look(egnyte.Proxy);

        Assert.Equal(PowerUser, await KindOfNewPersonAsync(egnyte.Client, "new.person"));
        Assert.Single(egnyte.Proxy.Logs.Lines, line => line is { EventId: 1401, Text: "Profile acme has changed and is in force for default." });
    }

    [Fact]
    public async Task AFile_ThatAnotherExtends_IsAChangeOfBoth()
    {
        using var files = new ProfileFiles(("acme", """{"extends":"base"}"""), ("base", Standard));
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: files.Settings);

        files.Replace("base", Power);
        Look(egnyte.Proxy);

        Assert.Equal(PowerUser, await KindOfNewPersonAsync(egnyte.Client, "new.person"));
    }

    /// <summary>Kubernetes mounts acme.json -> ..data/acme.json, and swaps ..data.</summary>
    [Fact]
    public async Task ALink_ThatIsSwapped_IsAChange_AlsoWhereTheFilesLookTheSame()
    {
        using var files = new ProfileFiles();
        var written = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        Version("..2026_1", Standard + new string(' ', Power.Length - Standard.Length));
        Version("..2026_2", Power);
        Swap("..2026_1");
        File.CreateSymbolicLink(files.PathOf("acme"), "..data/acme.json");
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: files.Settings);
        Look(egnyte.Proxy);

        Swap("..2026_2");
        Look(egnyte.Proxy);

        Assert.Equal(PowerUser, await KindOfNewPersonAsync(egnyte.Client, "new.person"));

        void Version(string folder, string text)
        {
            var file = Path.Join(files.Folder.CreateSubdirectory(folder).FullName, "acme.json");
            File.WriteAllText(file, text);
            File.SetLastWriteTimeUtc(file, written);
        }

        void Swap(string folder)
        {
            var link = Path.Join(files.Folder.FullName, "..data");
            File.Delete(link);
            Directory.CreateSymbolicLink(link, folder);
        }
    }

    [Fact]
    public async Task AFile_ThatIsWrittenTwiceWithinATickOfTheClock_IsRead()
    {
        using var files = new ProfileFiles(("acme", Standard + new string(' ', Power.Length - Standard.Length)));
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: files.Settings);
        Look(egnyte.Proxy);
        var written = File.GetLastWriteTimeUtc(files.PathOf("acme"));

        files.Write("acme", Power);
        File.SetLastWriteTimeUtc(files.PathOf("acme"), written);
        Look(egnyte.Proxy);

        Assert.Equal(PowerUser, await KindOfNewPersonAsync(egnyte.Client, "new.person"));
    }

    [Fact]
    public async Task AChange_OfAnotherProfile_LeavesAMappingAsItIs_AndATenantKeepsWhatItKnows()
    {
        using var files = new ProfileFiles(("acme", Standard), ("other", Standard));
        await using var egnyte = await SimulatedEgnyte.StartAsync(
            settings: [.. files.Settings, new("ScimProxy:Tenants:emea:EgnyteDomain", "emea"), new("ScimProxy:Tenants:emea:Profile", "other")]);
        var tenants = egnyte.Proxy.Services.GetRequiredService<TenantDirectory>();
        var (acme, other) = (tenants.Find("default")!, tenants.Find("emea")!);
        var (before, beforeOfOther, connection) = (acme.Mapping, other.Mapping, other.Connection);

        files.Replace("other", Power);
        files.Replace("nobodys", Broken);
        Look(egnyte.Proxy);

        Assert.Same(before, acme.Mapping);
        Assert.NotSame(beforeOfOther, other.Mapping);
        Assert.Same(connection, tenants.Find("emea")!.Connection);
        Assert.Equal([1401], egnyte.Proxy.Logs.Lines.Where(line => line.EventId / 100 == 14).Select(line => line.EventId));
    }

    [Fact]
    public async Task WhatATenantSays_WinsAfterAChangeToo()
    {
        using var files = new ProfileFiles(("acme", """{"extends":"okta"}"""));
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: [.. files.Settings, new("ScimProxy:Tenants:default:UserNameFormat", "prefix")]);

        files.Write("acme", """{"extends":"entra"}""");
        Look(egnyte.Proxy);

        var mapping = egnyte.Proxy.Services.GetRequiredService<TenantDirectory>().Find("default")!.Mapping;
        Assert.False(mapping.Profile.ExternalIdProvesOwnership);
        Assert.Equal(UserNameFormat.Prefix, mapping.Settings.Get(TenantSettingsFormat.UserNameFormat));
    }

    [Fact]
    public async Task EveryTwoSeconds_TheFolderIsLookedAt()
    {
        using var files = new ProfileFiles(("acme", Standard));
        var time = new TimerTime();
        await using var proxy = await ScimProxyApplication.StartAsync(new Uri("http://127.0.0.1:1"), files.Settings, time);
        using var measured = new ProxyMeter(proxy);
        await time.Ticking.WaitAsync(TestContext.Current.CancellationToken);

        files.Write("acme", Power);
        time.Advance(TimeSpan.FromSeconds(2));
        await measured.CountedAsync("profile.reloads");

        Assert.Equal(["ok"], measured.Counts("profile.reloads"));
    }

    /// <summary>Signals when the proxy starts its timer of two seconds.</summary>
    private sealed class TimerTime : FakeTimeProvider
    {
        private readonly TaskCompletionSource _ticking = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Ticking => _ticking.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (period == TimeSpan.FromSeconds(2))
            {
                _ticking.TrySetResult();
            }

            return timer;
        }
    }
}
