namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>Five hundred people and twenty groups at once, at two calls a second.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class BurstTests(BurstMinimum minimum) : IClassFixture<BurstMinimum>
{
    private const int CallsPerDay = 2000;

    public static TheoryData<LaterWaits, Resumption> Oktas(bool isTaskWhereDoubled) =>
        [.. OktaReadings.Of(isTaskWhereDoubled).Select(okta => new TheoryDataRow<LaterWaits, Resumption>(okta.LaterWaits, okta.Resumption))];

    [Fact]
    public async Task TheMinimum_IsWhatTheCallBudgetSays()
    {
        await using var site = await RolloutSite.StartAsync();

        Assert.Equal(new Burst(site, BurstMinimum.People, BurstMinimum.Groups).CallsNeeded, minimum.Calls);
    }

    [Theory]
    [MemberData(nameof(Oktas), true)]
    public async Task Burst_OnOneReplica_StrandsNoUser_AndKeepsTheQuota(LaterWaits laterWaits, Resumption resumption)
    {
        await using var site = await RolloutSite.StartAsync(callsPerDay: CallsPerDay);
        var burst = new Burst(site, BurstMinimum.People, BurstMinimum.Groups);

        var figures = await burst.RunAsync(site.Okta(laterWaits, resumption));

        AssertWithin(figures, mostCalls: 1.05, longest: 1.1);
        burst.AssertEverybodyIsThereOnce();
    }

    [Theory]
    [MemberData(nameof(Oktas), false)]
    public async Task Burst_OnThreeReplicasThatShareAToken_StrandsNoUser_AndKeepsTheQuota(LaterWaits laterWaits, Resumption resumption)
    {
        await using var site = await RolloutSite.StartAsync(replicas: 3, callsPerDay: CallsPerDay);
        var burst = new Burst(site, BurstMinimum.People, BurstMinimum.Groups);

        var figures = await burst.RunAsync(site.Okta(laterWaits, resumption));

        AssertWithin(figures, mostCalls: 1.15, longest: 1.3);
        burst.AssertEverybodyIsThereOnce();
    }

    /// <summary>A balancer gives each request to the next replica: a retry reaches another replica than the one that sent the Retry-After.</summary>
    [Theory]
    [MemberData(nameof(Oktas), true)]
    public async Task Burst_OnThreeReplicas_WithoutAffinity_KeepsTheSameNumbers(LaterWaits laterWaits, Resumption resumption)
    {
        await using var site = await RolloutSite.StartAsync(replicas: 3, callsPerDay: CallsPerDay);
        var burst = new Burst(site, BurstMinimum.People, BurstMinimum.Groups);

        var figures = await burst.RunAsync(site.Okta(laterWaits, resumption, hasAffinity: false));

        AssertWithin(figures, mostCalls: 1.15, longest: 1.3);
        burst.AssertEverybodyIsThereOnce();
    }

    /// <summary>Responses arrive late: the rate must not depend on quick responses.</summary>
    [Theory]
    [InlineData(1, 1.05, 1.1)]
    [InlineData(3, 1.15, 1.3)]
    public async Task Burst_WhereEveryCallTakesHalfASecond_KeepsTheSameNumbers(int replicas, double mostCalls, double longest)
    {
        await using var site = await RolloutSite.StartAsync(replicas, CallsPerDay);
        site.Simulator.Controls.Latency = TimeSpan.FromSeconds(0.5);
        var burst = new Burst(site, BurstMinimum.People, BurstMinimum.Groups);

        var figures = await burst.RunAsync(site.Okta(LaterWaits.AsGiven, Resumption.Task));

        AssertWithin(figures, mostCalls, longest);
        burst.AssertEverybodyIsThereOnce();
    }

    /// <summary>The way to Egnyte is not always as long: calls that left in time may come too close to each other.</summary>
    [Theory]
    [InlineData(1, 50, LaterWaits.Doubled, 1.05, 1.1)]
    [InlineData(1, 50, LaterWaits.AsGiven, 1.05, 1.1)]
    [InlineData(3, 50, LaterWaits.AsGiven, 1.15, 1.3)]
    public async Task Burst_WhereTheWayIsNotAlwaysAsLong_KeepsTheSameNumbers(int replicas, int jitter, LaterWaits laterWaits, double mostCalls, double longest)
    {
        await using var site = await RolloutSite.StartAsync(replicas, CallsPerDay);
        site.Simulator.Controls.Latency = TimeSpan.FromMilliseconds(100);
        site.Simulator.Controls.Jitter = TimeSpan.FromMilliseconds(jitter);
        var burst = new Burst(site, BurstMinimum.People, BurstMinimum.Groups);

        var figures = await burst.RunAsync(site.Okta(laterWaits, Resumption.Task));

        AssertWithin(figures, mostCalls, longest);
        burst.AssertEverybodyIsThereOnce();
    }

    /// <summary>The quota returns at midnight; what is left of the burst then fits into the second day.</summary>
    [Theory]
    [MemberData(nameof(Oktas), false)]
    public async Task Burst_ThatIsMoreThanADayAllows_IsDoneTheNextDay(LaterWaits laterWaits, Resumption resumption)
    {
        await using var site = await RolloutSite.StartAsync(callsPerDay: 600);
        var burst = new Burst(site, BurstMinimum.People, BurstMinimum.Groups);
        var began = site.Time.GetUtcNow();

        var figures = await burst.RunAsync(site.Okta(laterWaits, resumption));

        Assert.Empty(figures.Stranded);
        Assert.Equal(began.UtcDateTime.Date.AddDays(1), site.Time.GetUtcNow().UtcDateTime.Date);
        burst.AssertEverybodyIsThereOnce();
    }

    private void AssertWithin(RolloutFigures figures, double mostCalls, double longest)
    {
        Assert.Empty(figures.Stranded);
        Assert.InRange(figures.MostThrottles, 0, 2);
        Assert.True(figures.Calls <= mostCalls * minimum.Calls, $"{figures.Calls} calls, {minimum.Calls} would do.\n{figures.TimeLine()}");
        var atFullRate = minimum.Calls / (double)RolloutSite.CallsPerSecond;
        Assert.True(
            figures.Elapsed.TotalSeconds <= longest * atFullRate,
            $"{figures.Elapsed.TotalSeconds:f0} s, {atFullRate:f0} s at the full rate.\n{figures.TimeLine()}");
    }
}
