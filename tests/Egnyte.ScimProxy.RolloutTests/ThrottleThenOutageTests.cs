namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>Okta doubles its first wait whatever comes later: one that was short must still outlast an outage.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class ThrottleThenOutageTests
{
    private static readonly TimeSpan Outage = TimeSpan.FromHours(4);

    public static TheoryData<int, LaterWaits, Resumption> Cases { get; } =
        new MatrixTheoryData<int, LaterWaits, Resumption>([1, 2], Enum.GetValues<LaterWaits>(), Enum.GetValues<Resumption>());

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task ATask_FirstThrottled_ThenCaughtByAnOutage_IsNotStranded(int throttles, LaterWaits laterWaits, Resumption resumption)
    {
        await using var site = await RolloutSite.StartAsync();
        var okta = site.Okta(laterWaits, resumption);
        var heard = 0;
        okta.Paused += wait =>
        {
            if (++heard < throttles)
            {
                site.Simulator.Controls.ThrottleFor(wait + TimeSpan.FromMinutes(1));
            }
            else if (heard == throttles)
            {
                site.Simulator.Controls.Clear();
                site.Simulator.Controls.DownFor(Outage);
            }
        };
        var figures = new RolloutFigures(site);

        await site.Time.RunAsync(async () =>
        {
            // The proxy has a token that is known to be good.
            await site.Clients[0].GetScimAsync("Users?startIndex=1&count=2");
            site.Simulator.Controls.ThrottleFor(TimeSpan.FromMinutes(1));
            figures.End([await okta.AssignAsync(new Person(1))]);
        });

        var outcome = Assert.Single(figures.Outcomes);
        TestContext.Current.TestOutputHelper?.WriteLine($"waits of {string.Join(", ", outcome.Waits.Select(wait => $"{wait.TotalSeconds:f0}"))} s");
        Assert.Null(outcome.Stranding);
        Assert.True(outcome.Waits.Count > throttles, "the outage was never met");
        Assert.InRange(outcome.Waits[0].TotalSeconds, 15, 120);
        Assert.Equal(new Person(1).ExternalId, site.Simulator.Domain.FindUser(new Person(1).UserName)?.ExternalId);
    }
}
