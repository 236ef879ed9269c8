using System.Globalization;

namespace Egnyte.ScimProxy.IntegrationTests.Rollout;

/// <summary>Whoever leaves does not wait behind those who arrive, nor behind those who are read.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class LeaverTests
{
    private const int Leavers = 5;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Leaver_DuringABurst_IsDeactivatedAtOnce(int replicas)
    {
        await using var site = await RolloutSite.StartAsync(replicas);
        var burst = new Burst(site, people: 150, groups: 5);

        await AssertLeaversGoAtOnceAsync(site, Task.WhenAll, () => burst.Begin(site.Okta(LaterWaits.Doubled, Resumption.Task)));
    }

    [Fact]
    public async Task Leaver_DuringAnImport_IsDeactivatedAtOnce()
    {
        MemoryTests.Needs("members", "the import has groups with members, and comes to its end only if their page is remembered.");
        await using var site = await RolloutSite.StartAsync();
        site.Simulator.Domain.SeedUsers(1000);
        site.Simulator.Domain.SeedGroups(200, membersEach: 20);
        var okta = site.Okta(LaterWaits.AsGiven, Resumption.Request);

        await AssertLeaversGoAtOnceAsync(site, Task.WhenAll, () => [ImportAsync(okta, "Users"), ImportAsync(okta, "Groups")]);
    }

    private static async Task AssertLeaversGoAtOnceAsync(RolloutSite site, Func<IEnumerable<Task<OktaOutcome>>, Task<OktaOutcome[]>> all, Func<IEnumerable<Task<OktaOutcome>>> begin)
    {
        var leavers = site.Simulator.Domain.SeedUsers(Leavers).Select(user => user.Id.ToString(CultureInfo.InvariantCulture)).ToList();
        var okta = site.Okta(LaterWaits.Doubled, Resumption.Task);
        var left = new Dictionary<string, DateTimeOffset>();
        var figures = new RolloutFigures(site);

        await site.Time.RunAsync(async () =>
        {
            var others = all(begin());
            var leaving = new List<Task<OktaOutcome>>();
            foreach (var leaver in leavers)
            {
                await site.Time.WaitAsync(TimeSpan.FromSeconds(11.3));
                Assert.False(others.IsCompleted, "nothing runs any more beside which somebody could leave");
                left[leaver] = site.Time.GetUtcNow();
                leaving.Add(okta.DeactivateAsync(leaver));
            }

            figures.End([.. await Task.WhenAll(leaving), .. await others]);
        });

        var waits = left.ToDictionary(
            leaver => leaver.Key,
            leaver => site.Simulator.Calls.Snapshot().First(call => call.Method == "PATCH" && call.Path.EndsWith($"/users/{leaver.Key}", StringComparison.Ordinal)).At - leaver.Value);
        TestContext.Current.TestOutputHelper?.WriteLine($"sent after {string.Join(", ", waits.Values.Select(wait => wait.TotalSeconds.ToString("f2", CultureInfo.InvariantCulture)))} s");
        Assert.Empty(figures.Stranded);
        Assert.All(waits, wait => Assert.True(wait.Value <= Longest, $"{wait.Key} was sent {wait.Value} after it was asked"));
        Assert.All(leavers, leaver => Assert.False(site.Simulator.Domain.FindUser(long.Parse(leaver, CultureInfo.InvariantCulture))!.Active));
    }

    private static async Task<OktaOutcome> ImportAsync(FakeOkta okta, string list) => (await okta.ImportAsync(list, _ => { }))[^1];
}
