using System.Collections;
using System.Globalization;
using System.Text.Json;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>Okta reads all users: page by page, at two calls a second.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class ImportTests
{
    private const int People = 20_000;
    private const int Groups = 500;
    private const int MembersEach = 30;

    /// <summary>710 calls: less than the 800 that Egnyte's 1,000 a day leave to lists.</summary>
    [Theory]
    [InlineData(LaterWaits.Doubled)]
    [InlineData(LaterWaits.AsGiven)]
    public async Task Import_OfTwentyThousandPeopleAndTheirGroups_UnderTheQuota_IsWhole_OnceEach(LaterWaits laterWaits)
    {
        NeedsWhatIsReadOfAPage();
        await using var site = await RolloutSite.StartAsync(callsPerDay: 1000);
        var users = site.Simulator.Domain.SeedUsers(People);
        var groups = SeedGroups(site, users);
        var okta = site.Okta(laterWaits, Resumption.Request);
        var (seen, groupsSeen) = (new SeenPeople(users[0].Id, People), new Dictionary<string, int>(Groups));
        var figures = new RolloutFigures(site);

        figures.End(await site.Time.RunAsync(async () => (IReadOnlyList<OktaOutcome>)
        [
            .. await okta.ImportAsync("Users", seen.Add),
            .. await okta.ImportAsync("Groups", row => groupsSeen.Add(row.GetProperty("id").GetString()!, row.GetProperty("members").GetArrayLength())),
        ]));

        Assert.Empty(figures.Stranded);
        seen.AssertAllOnce();
        Assert.Equal(groups.Select(group => (group.Id, MembersEach)).Order(), groupsSeen.Select(group => (group.Key, group.Value)).Order());
        await AssertNoMembersAreKeptAsync(site);
    }

    [Fact]
    public async Task Import_OfTwiceAsManyPeople_LeavesNoMoreInMemory()
    {
        await using var site = await RolloutSite.StartAsync();
        await ImportMeasuredAsync(site, new SeenPeople(site.Simulator.Domain.SeedUsers(People)[0].Id, People));
        site.Simulator.Domain.SeedUsers(People);
        var first = site.Simulator.Domain.AllUsers()[0].Id;

        var (kept, read) = await ImportMeasuredAsync(site, new SeenPeople(first, 2 * People));

        // A proxy that kept all rows would keep at least their text.
        Assert.True(kept < read / 8, $"{kept} bytes more than before, of {read} that were read");
    }

    [Theory]
    [InlineData(LaterWaits.Doubled)]
    [InlineData(LaterWaits.AsGiven)]
    public async Task ImportOfGroups_ThroughThreeReplicasWithAffinity_IsWhole_OnceEach(LaterWaits laterWaits)
    {
        NeedsWhatIsReadOfAPage();
        await using var site = await RolloutSite.StartAsync(replicas: 3);
        var groups = SeedGroups(site, site.Simulator.Domain.SeedUsers(MembersEach * 2));

        var seen = await ImportGroupsAsync(site, site.Okta(laterWaits, Resumption.Request), row => row.GetProperty("members").GetArrayLength());

        Assert.Equal(groups.Select(group => (group.Id, MembersEach)).Order(), seen.Order());
    }

    [Fact]
    public async Task ImportOfGroups_ThroughThreeReplicasWithoutAffinity_IsDoneWhereMembersAreOmitted()
    {
        await using var site = await RolloutSite.StartAsync(
            replicas: 3, settings: new KeyValuePair<string, string?>("ScimProxy:Tenants:default:GroupListMembers", "omit"));
        var groups = SeedGroups(site, site.Simulator.Domain.SeedUsers(MembersEach * 2));

        var seen = await ImportGroupsAsync(
            site, site.Okta(LaterWaits.Doubled, Resumption.Request, hasAffinity: false), row => row.TryGetProperty("members", out _) ? 1 : 0);

        Assert.Equal(groups.Select(group => (group.Id, 0)).Order(), seen.Order());
    }

    /// <summary>A hundred groups with members are a call each: at two calls a second only a retry of the client finds them complete.</summary>
    private static void NeedsWhatIsReadOfAPage() =>
        Caches.Need("members", "the page is prefetched while its client waits, and cached until the client asks again.");

    private static async Task<List<(string, int)>> ImportGroupsAsync(RolloutSite site, FakeOkta okta, Func<JsonElement, int> members)
    {
        var seen = new List<(string, int)>();
        var figures = new RolloutFigures(site);
        figures.End(await site.Time.RunAsync(() => okta.ImportAsync("Groups", row => seen.Add((row.GetProperty("id").GetString()!, members(row))))));
        Assert.Empty(figures.Stranded);
        return seen;
    }

    /// <summary>
    /// They are kept for two minutes for a client that asks again, and removed at the end of the next two. Counted, since buffers that the
    /// platform pools are larger than all of them.
    /// </summary>
    private static async Task AssertNoMembersAreKeptAsync(RolloutSite site)
    {
        Assert.InRange(site.ConnectionOf(0).Members.Count, 1, Groups);
        await site.Time.RunAsync(() => site.Time.WaitAsync(TimeSpan.FromSeconds(241)));
        Assert.Equal(0, site.ConnectionOf(0).Members.Count);
    }

    private static IReadOnlyList<SimulatedGroup> SeedGroups(RolloutSite site, IReadOnlyList<SimulatedUser> users) =>
        [.. Enumerable.Range(0, Groups).Select(number => site.Simulator.Domain.AddGroup(
            $"Department {number:d3}", Enumerable.Range(0, MembersEach).Select(member => users[((number * 7) + member) % users.Count].Id)))];

    private static async Task<(long Kept, long Read)> ImportMeasuredAsync(RolloutSite site, SeenPeople seen)
    {
        var read = await WarmAsync(site);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await site.Time.RunAsync(() => site.Okta(LaterWaits.AsGiven, Resumption.Request).ImportAsync("Users", seen.Add));
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{seen.Count} people: {kept / 1024} KiB more than before; the people alone are {read / 1024} KiB of JSON");
        seen.AssertAllOnce();
        return (kept, read);
    }

    /// <summary>The simulator keeps the JSON of what it showed once: shown before memory is measured. Answers how much the people are.</summary>
    private static async Task<long> WarmAsync(RolloutSite site)
    {
        long bytes = 0;
        using var client = new HttpClient { BaseAddress = site.Simulator.Address };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {ScimProxyApplication.Token}");
        site.Simulator.Controls.CallsPerSecond = 100_000;
        for (var start = 1; start <= site.Simulator.Domain.UserCount; start += 100)
        {
            bytes += (
                await client.GetStringAsync(
                    new Uri($"/pubapi/v2/users?startIndex={start}&count=100", UriKind.Relative), TestContext.Current.CancellationToken)).Length;
        }

        site.Simulator.Controls.CallsPerSecond = RolloutSite.CallsPerSecond;
        site.Simulator.Controls.CallsUsedToday = 0;
        site.Simulator.Calls.Clear();
        return bytes;
    }

    /// <summary>Ticks off people whose ids follow each other.</summary>
    private sealed class SeenPeople(long first, int count)
    {
        private readonly BitArray _seen = new(count);
        private int _doubled;

        public int Count => count;

        public void Add(JsonElement row)
        {
            var place = (int)(long.Parse(row.GetProperty("id").GetString()!, CultureInfo.InvariantCulture) - first);
            _doubled += _seen[place] ? 1 : 0;
            _seen[place] = true;
        }

        public void AssertAllOnce()
        {
            Assert.Equal(0, _doubled);
            Assert.True(_seen.HasAllSet());
        }
    }
}
