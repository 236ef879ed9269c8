using System.Globalization;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>A deactivation waits neither behind a burst of new users nor behind an import.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class DeactivationTests
{
    private const int Deactivations = 5;

    private const int Longest = 2;

    /// <summary>
    /// Each of three replicas sends a call every 1.7 s. A reading that is throttled takes two of them, and a call of a lower priority may be sent
    /// before the deactivation.
    /// </summary>
    [Theory]
    [InlineData(1, false, Longest)]
    [InlineData(3, false, Longest)]
    [InlineData(1, true, Longest)]
    [InlineData(3, true, 2 * Longest)]
    public async Task Deactivation_DuringABurst_IsSentAtOnce(int replicas, bool isAppOfTheWizard, int longest)
    {
        await using var site = await RolloutSite.StartAsync(replicas);
        var burst = new Burst(site, people: 150, groups: 5);

        await AssertDeactivationsGoAtOnceAsync(site, isAppOfTheWizard, longest, () => burst.Begin(site.Okta(LaterWaits.Doubled, Resumption.Task)));
    }

    [Theory]
    [InlineData(1, false, Longest)]
    [InlineData(1, true, Longest)]
    [InlineData(3, false, Longest)]
    [InlineData(3, true, 2 * Longest)]
    public async Task Deactivation_DuringAnImport_IsSentAtOnce(int replicas, bool isAppOfTheWizard, int longest)
    {
        Caches.Need("members", "the import has groups with members, and ends only if their page is cached.");
        await using var site = await RolloutSite.StartAsync(replicas);
        site.Simulator.Domain.SeedUsers(1000);
        site.Simulator.Domain.SeedGroups(200, membersEach: 20);
        var okta = site.Okta(LaterWaits.AsGiven, Resumption.Request);

        await AssertDeactivationsGoAtOnceAsync(site, isAppOfTheWizard, longest, () => [ImportAsync(okta, "Users"), ImportAsync(okta, "Groups")]);
    }

    private static async Task AssertDeactivationsGoAtOnceAsync(RolloutSite site, bool isAppOfTheWizard, int longest, Func<IEnumerable<Task<OktaOutcome>>> begin)
    {
        var users = site.Simulator.Domain.SeedUsers(Deactivations).Select(seeded => seeded.Id.ToString(CultureInfo.InvariantCulture)).ToList();
        var okta = site.Okta(LaterWaits.Doubled, Resumption.Task);
        var askedAt = new Dictionary<string, DateTimeOffset>();
        var figures = new RolloutFigures(site);

        await site.Time.RunAsync(async () =>
        {
            var others = Task.WhenAll(begin());
            var deactivations = new List<Task<OktaOutcome>>();
            foreach (var user in users)
            {
                await site.Time.WaitAsync(TimeSpan.FromSeconds(11.3));
                Assert.False(others.IsCompleted, "the tasks ended before the last deactivation was sent");
                askedAt[user] = site.Time.GetUtcNow();
                deactivations.Add(okta.DeactivateAsync(user, isAppOfTheWizard));
            }

            figures.End([.. await Task.WhenAll(deactivations), .. await others]);
        });

        var waits = askedAt.SelectMany(user => WaitsOf(user.Key, user.Value, site.Simulator.Calls.Snapshot())).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"sent after {string.Join(", ", waits.Select(wait => wait.TotalSeconds.ToString("f2", CultureInfo.InvariantCulture)))} s");
        Assert.Empty(figures.Stranded);
        Assert.All(waits, wait => Assert.InRange(wait.TotalSeconds, 0, longest));
        Assert.All(users, user => Assert.False(site.Simulator.Domain.FindUser(long.Parse(user, CultureInfo.InvariantCulture))!.Active));
    }

    /// <summary>
    /// How long after it was asked the deactivation was sent first, and before it, in an app of the wizard, the reading: Okta asks for the
    /// deactivation when it has been answered.
    /// </summary>
    private static IEnumerable<TimeSpan> WaitsOf(string user, DateTimeOffset asked, IEnumerable<SimulatedCall> calls)
    {
        var own = calls.Where(call => call.Path.EndsWith($"/users/{user}", StringComparison.Ordinal)).ToList();
        foreach (var method in own.Select(call => call.Method).Distinct())
        {
            yield return own.First(call => call.Method == method).At - asked;
            asked = own.Last(call => call.Method == method).At;
        }
    }

    private static async Task<OktaOutcome> ImportAsync(FakeOkta okta, string list) => (await okta.ImportAsync(list, _ => { }))[^1];
}
