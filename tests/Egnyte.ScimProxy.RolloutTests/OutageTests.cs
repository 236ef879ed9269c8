using System.Globalization;
using Egnyte.ScimProxy.EgnyteApi.Pipeline;

namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>Egnyte is down in the middle of a burst, and then available again.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class OutageTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DownAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(6);

    /// <summary>A short outage of the whole burst; in a long one a part of it, since every task retries again and again.</summary>
    public static TheoryData<int, int, int, LaterWaits, Resumption> Outages { get; } =
    [
        .. from outage in new[] { (Minutes: 2, People: 500, Groups: 20), (Minutes: 240, People: 120, Groups: 5) }
           from okta in OktaReadings.Of(isTaskWhereDoubled: outage.Minutes > 2)
           select new TheoryDataRow<int, int, int, LaterWaits, Resumption>(outage.Minutes, outage.People, outage.Groups, okta.LaterWaits, okta.Resumption),
    ];

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task Outage_InTheMiddleOfABurst_StrandsNoUser(int minutes, int people, int groups, LaterWaits laterWaits, Resumption resumption)
    {
        await using var site = await RolloutSite.StartAsync();
        var burst = new Burst(site, people, groups);
        var figures = new RolloutFigures(site);
        var duration = TimeSpan.FromMinutes(minutes);
        var back = site.Time.GetUtcNow() + DownAfter + duration;
        var drip = new List<int>();
        var breakerOpened = false;

        await site.Time.RunAsync(async () =>
        {
            var tasks = Task.WhenAll(burst.Begin(site.Okta(laterWaits, resumption)));
            await site.Time.WaitAsync(DownAfter);
            site.Simulator.Controls.DownFor(duration);
            for (var watched = 0; watched < 60 && !breakerOpened; watched++)
            {
                await site.Time.WaitAsync(Second);
                breakerOpened = site.ConnectionOf(0).Breaker is EgnyteBreakerState.Open;
            }

            var now = site.Time.GetUtcNow();
            await site.Time.WaitAsync(back - now > 60 * Second ? back - now - (60 * Second) : TimeSpan.Zero);
            await DripAsync(site, until: back + LongestSilence, drip);
            figures.End(await tasks);
        });

        Assert.Empty(figures.Stranded);
        Assert.DoesNotContain(404, figures.Outcomes.SelectMany(outcome => outcome.Statuses).Concat(drip));
        Assert.True(breakerOpened, "the breaker never opened");
        Assert.Equal(EgnyteBreakerState.Closed, site.ConnectionOf(0).Breaker);
        var firstSuccess = site.Simulator.Calls.Snapshot().First(call => call.At >= back && call.Status is >= 200 and < 300).At;
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"first success {(firstSuccess - back).TotalSeconds:f2} s after the return"));
        Assert.True(firstSuccess - back <= LongestSilence, $"first success {firstSuccess - back} after the return");
        burst.AssertEverybodyIsThereOnce();
    }

    // Two requests a second, so that the end of the outage can be measured.
    private static async Task DripAsync(RolloutSite site, DateTimeOffset until, List<int> statuses)
    {
        var asked = new List<Task<ScimAnswer>>();
        while (site.Time.GetUtcNow() < until)
        {
            asked.Add(site.Clients[0].GetScimAsync("Users?startIndex=1&count=2"));
            await site.Time.WaitAsync(Second / 2);
        }

        statuses.AddRange((await Task.WhenAll(asked)).Select(answer => answer.Status));
    }
}
