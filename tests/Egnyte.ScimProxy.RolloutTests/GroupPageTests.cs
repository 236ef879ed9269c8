namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>Pages of groups with members at Egnyte's rate limit: a call for each group, more than fit into the time of one request.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class GroupPageTests : GroupPages
{
    [Fact]
    public async Task APage_ThatDoesNotFit_IsRefusedAfterOneCall_ReadMeanwhile_AndThereForAnother()
    {
        await StartAsync(groups: 100);
        await Time.RunAsync(async () =>
        {
            var refused = await Proxy.Client.GetScimAsync("Groups?count=100");
            ScimShape.AssertError(refused, 429);
            Assert.InRange(WaitOf(refused), 50, 60);
            Assert.InRange(Simulator.Calls.Count, 1, 3);
            Assert.Contains("100 groups", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);

            await Time.WaitAsync(TimeSpan.FromSeconds(WaitOf(refused)), TestContext.Current.CancellationToken);
            var page = await Proxy.Client.GetScimAsync("Groups?count=100");

            AssertWhole(page, 100);
        });

        Assert.Equal((2, 100), (Simulator.Calls.CountOf(ListRoute), Simulator.Calls.CountOf(GroupRoute)));
        Assert.Equal(102, Simulator.Calls.Count);
        Assert.Single(Proxy.Logs.Lines, line => line.EventId == 1114);
        Assert.DoesNotContain(Proxy.Logs.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    /// <summary>Read at the same time, they would share the rate, and be removed from the cache before they are complete.</summary>
    [Fact]
    public async Task Pages_OfAToken_AreReadOneAfterTheOther_AndKeepOutNoOtherToken()
    {
        await StartAsync(groups: 800);
        using var other = Proxy.CreateClient(token: SimulatedEgnyte.OtherToken);
        other.Timeout = Timeout.InfiniteTimeSpan;
        var (pages, otherIsWhole) = (new HashSet<int>(), false);
        await Time.RunAsync(async () =>
        {
            // Ten attempts, as Okta has them.
            for (var attempt = 0; attempt < 10; attempt++)
            {
                foreach (var page in Enumerable.Range(0, 4).Where(page => !pages.Contains(page)))
                {
                    if ((await Proxy.Client.GetScimAsync($"Groups?count=200&startIndex={1 + (200 * page)}")).Status == 200)
                    {
                        pages.Add(page);
                    }
                }

                otherIsWhole |= (await other.GetScimAsync("Groups?count=100&startIndex=701")).Status == 200;
                await Time.WaitAsync(TimeSpan.FromSeconds(55), TestContext.Current.CancellationToken);
            }
        });

        Assert.Equal([0, 1, 2, 3], pages.Order());
        Assert.True(otherIsWhole);
    }

    [Fact]
    public async Task APage_ThatFits_IsAnsweredAtOnce()
    {
        await StartAsync(groups: 90);
        await Time.RunAsync(async () =>
        {
            var began = Time.Elapsed;
            AssertWhole(await Proxy.Client.GetScimAsync("Groups"), 90);
            Assert.InRange(Time.Elapsed - began, TimeSpan.FromSeconds(44), TimeSpan.FromSeconds(50));
        });

        Assert.Equal(91, Simulator.Calls.Count);
    }

    [Fact]
    public async Task AClient_ThatComesBackEarly_WaitsForWhatIsBeingRead()
    {
        await StartAsync(groups: 150);
        await Time.RunAsync(async () =>
        {
            Assert.Equal(60, WaitOf(await Proxy.Client.GetScimAsync("Groups?count=200")));
            await Time.WaitAsync(TimeSpan.FromSeconds(50), TestContext.Current.CancellationToken);

            AssertWhole(await Proxy.Client.GetScimAsync("Groups?count=200"), 150);
        });

        Assert.Equal(150, Simulator.Calls.CountOf(GroupRoute));
    }

    [Fact]
    public async Task ASecondRequest_ForTheSamePage_BeginsNoSecondExpansion()
    {
        await StartAsync(groups: 200);
        await Time.RunAsync(async () =>
        {
            var refused = await Task.WhenAll(Proxy.Client.GetScimAsync("Groups?count=200"), Proxy.Client.GetScimAsync("Groups?count=200"));
            Assert.All(refused, answer => Assert.Equal(429, answer.Status));
            await Time.WaitAsync(TimeSpan.FromSeconds(110), TestContext.Current.CancellationToken);

            AssertWhole(await Proxy.Client.GetScimAsync("Groups?count=200"), 200);
        });

        Assert.Equal(200, Simulator.Calls.CountOf(GroupRoute));
    }

    [Fact]
    public async Task AnImport_OfThreePages_IsWhole_ThoughEachPageIsRefusedOnce()
    {
        await StartAsync(groups: 300);
        var met = new List<string>();
        var refusals = 0;
        await Time.RunAsync(async () =>
        {
            for (var asked = 0; asked < 30 && met.Count < 300; asked++)
            {
                var answer = await Proxy.Client.GetScimAsync($"Groups?startIndex={met.Count + 1}&count=100");
                if (answer.Status == 429)
                {
                    refusals++;
                    await Time.WaitAsync(TimeSpan.FromSeconds(WaitOf(answer)), TestContext.Current.CancellationToken);
                    continue;
                }

                met.AddRange(ScimShape.AssertList(answer, 300, met.Count + 1).Select(group => group.GetProperty("id").GetString()!));
            }
        });

        Assert.Equal(Simulator.Domain.AllGroups().Select(group => group.Id), met);
        Assert.Equal((3, 306), (refusals, Simulator.Calls.Count));
    }

    [Fact]
    public async Task APage_BeyondTheDaysCallsForLists_IsRefusedUntilTheyReturn_AndNotReadMeanwhile()
    {
        await StartAsync(groups: 50);
        Simulator.Controls.CallsPerDay = 1_000;
        Simulator.Controls.CallsUsedToday = 780;
        await Time.RunAsync(async () =>
        {
            var refused = await Proxy.Client.GetScimAsync("Groups?count=50");

            ScimShape.AssertError(refused, 429);
            Assert.InRange(WaitOf(refused), (int)TimeSpan.FromHours(13).TotalSeconds, (int)TimeSpan.FromHours(14).TotalSeconds + 60);
            Assert.Contains("exclude members", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
            await Time.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            Assert.Equal(1, Simulator.Calls.Count);

            Assert.Equal(200, (await Proxy.Client.GetScimAsync("Groups?count=10")).Status);
        });
    }

    [Fact]
    public async Task AnotherPage_OfTheSameToken_IsAnsweredWhileTheFirstIsBeingRead()
    {
        await StartAsync(groups: 120);
        await Time.RunAsync(async () =>
        {
            Assert.Equal(429, (await Proxy.Client.GetScimAsync("Groups?count=100")).Status);
            await Time.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

            Assert.Equal(20, ScimShape.AssertList(await Proxy.Client.GetScimAsync("Groups?startIndex=101&count=100"), 120, 101).Count);
        });
    }
}
