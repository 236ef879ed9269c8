using System.Globalization;
using Egnyte.ScimProxy.IntegrationTests.Infrastructure;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Rollout;

/// <summary>Pages of groups with members at Egnyte's own pace: a call for each group, more than fit into the time of one request.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class GroupPageTests : IAsyncDisposable
{
    private const string ListRoute = "GET /pubapi/v2/groups";
    private const string GroupRoute = "GET /pubapi/v2/groups/{id}";

    private readonly VirtualTime _time = new(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));
    private EgnyteSimulator _simulator = null!;
    private ScimProxyApplication _proxy = null!;

    [Fact]
    public async Task APage_ThatDoesNotFit_IsRefusedAfterOneCall_ReadMeanwhile_AndThereForAnother()
    {
        await StartAsync(groups: 100);
        await _time.RunAsync(async () =>
        {
            var refused = await _proxy.Client.GetScimAsync("Groups?count=100");
            ScimShape.AssertError(refused, 429);
            Assert.InRange(WaitOf(refused), 50, 60);
            Assert.InRange(_simulator.Calls.Count, 1, 3);
            Assert.Contains("100 groups", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);

            await _time.WaitAsync(TimeSpan.FromSeconds(WaitOf(refused)), TestContext.Current.CancellationToken);
            var page = await _proxy.Client.GetScimAsync("Groups?count=100");

            AssertWhole(page, 100);
        });

        Assert.Equal((2, 100), (_simulator.Calls.CountOf(ListRoute), _simulator.Calls.CountOf(GroupRoute)));
        Assert.Equal(102, _simulator.Calls.Count);
        Assert.Single(_proxy.Logs.Lines, line => line.EventId == 1114);
        Assert.DoesNotContain(_proxy.Logs.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    /// <summary>Side by side they would take each other's pace, and be forgotten before they are whole.</summary>
    [Fact]
    public async Task Pages_OfAToken_AreReadOneAfterTheOther_AndKeepOutNoOtherToken()
    {
        await StartAsync(groups: 800);
        using var other = _proxy.CreateClient(token: SimulatedEgnyte.OtherToken);
        other.Timeout = Timeout.InfiniteTimeSpan;
        var (pages, otherIsWhole) = (new HashSet<int>(), false);
        await _time.RunAsync(async () =>
        {
            // Ten attempts, as Okta has them.
            for (var attempt = 0; attempt < 10; attempt++)
            {
                foreach (var page in Enumerable.Range(0, 4).Where(page => !pages.Contains(page)))
                {
                    if ((await _proxy.Client.GetScimAsync($"Groups?count=200&startIndex={1 + (200 * page)}")).Status == 200)
                    {
                        pages.Add(page);
                    }
                }

                otherIsWhole |= (await other.GetScimAsync("Groups?count=100&startIndex=701")).Status == 200;
                await _time.WaitAsync(TimeSpan.FromSeconds(55), TestContext.Current.CancellationToken);
            }
        });

        Assert.Equal([0, 1, 2, 3], pages.Order());
        Assert.True(otherIsWhole);
    }

    /// <summary>Nobody comes back: that ends by itself, and is no failure of Egnyte's.</summary>
    [Fact]
    public async Task APage_ThatNobodyAsksForAgain_IsGivenUp_AndEgnyteIsNotToBlame()
    {
        await StartAsync(groups: 400);
        _simulator.Controls.Latency = TimeSpan.FromSeconds(8);
        await _time.RunAsync(async () =>
        {
            Assert.Equal(429, (await _proxy.Client.GetScimAsync("Groups?count=200")).Status);
            await _time.WaitAsync(TimeSpan.FromSeconds(200), TestContext.Current.CancellationToken);
            _simulator.Controls.Latency = TimeSpan.Zero;
        });

        var state = (await _proxy.GetTenantsHealthAsync()).Json.GetProperty("tenants")[0].GetProperty("egnyte");
        Assert.Equal(("ok", "closed"), (state.GetProperty("state").GetString(), state.GetProperty("breaker").GetString()));
        Assert.DoesNotContain(_proxy.Logs.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
        Assert.InRange(_simulator.Calls.CountOf(GroupRoute), 40, 80);
    }

    [Fact]
    public async Task APage_ThatFits_IsAnsweredAtOnce()
    {
        await StartAsync(groups: 90);
        await _time.RunAsync(async () =>
        {
            var began = _time.Elapsed;
            AssertWhole(await _proxy.Client.GetScimAsync("Groups"), 90);
            Assert.InRange(_time.Elapsed - began, TimeSpan.FromSeconds(44), TimeSpan.FromSeconds(50));
        });

        Assert.Equal(91, _simulator.Calls.Count);
    }

    [Fact]
    public async Task AClient_ThatComesBackEarly_WaitsForWhatIsBeingRead()
    {
        await StartAsync(groups: 150);
        await _time.RunAsync(async () =>
        {
            Assert.Equal(60, WaitOf(await _proxy.Client.GetScimAsync("Groups?count=200")));
            await _time.WaitAsync(TimeSpan.FromSeconds(50), TestContext.Current.CancellationToken);

            AssertWhole(await _proxy.Client.GetScimAsync("Groups?count=200"), 150);
        });

        Assert.Equal(150, _simulator.Calls.CountOf(GroupRoute));
    }

    [Fact]
    public async Task ASecondRequest_ForTheSamePage_BeginsNoSecondExpansion()
    {
        await StartAsync(groups: 200);
        await _time.RunAsync(async () =>
        {
            var refused = await Task.WhenAll(_proxy.Client.GetScimAsync("Groups?count=200"), _proxy.Client.GetScimAsync("Groups?count=200"));
            Assert.All(refused, answer => Assert.Equal(429, answer.Status));
            await _time.WaitAsync(TimeSpan.FromSeconds(110), TestContext.Current.CancellationToken);

            AssertWhole(await _proxy.Client.GetScimAsync("Groups?count=200"), 200);
        });

        Assert.Equal(200, _simulator.Calls.CountOf(GroupRoute));
    }

    [Fact]
    public async Task AnImport_OfThreePages_IsWhole_ThoughEachPageIsRefusedOnce()
    {
        await StartAsync(groups: 300);
        var met = new List<string>();
        var refusals = 0;
        await _time.RunAsync(async () =>
        {
            for (var asked = 0; asked < 30 && met.Count < 300; asked++)
            {
                var answer = await _proxy.Client.GetScimAsync($"Groups?startIndex={met.Count + 1}&count=100");
                if (answer.Status == 429)
                {
                    refusals++;
                    await _time.WaitAsync(TimeSpan.FromSeconds(WaitOf(answer)), TestContext.Current.CancellationToken);
                    continue;
                }

                met.AddRange(ScimShape.AssertList(answer, 300, met.Count + 1).Select(group => group.GetProperty("id").GetString()!));
            }
        });

        Assert.Equal(_simulator.Domain.AllGroups().Select(group => group.Id), met);
        Assert.Equal((3, 306), (refusals, _simulator.Calls.Count));
    }

    [Theory]
    [InlineData("PATCH", """{"Operations":[{"op":"remove","path":"members[value eq \"{member}\"]"}]}""")]
    [InlineData("PUT", """{"displayName":"Renamed","members":[]}""")]
    public async Task AnOwnWrite_InBetween_IsSeen(string method, string body)
    {
        await StartAsync(groups: 100);
        var group = _simulator.Domain.AllGroups()[7];
        await _time.RunAsync(async () =>
        {
            var refused = await _proxy.Client.GetScimAsync("Groups?count=100");
            await _time.WaitAsync(TimeSpan.FromSeconds(WaitOf(refused)), TestContext.Current.CancellationToken);
            var written = await _proxy.Client.SendScimAsync(method, $"Groups/{group.Id}", body.Replace("{member}", group.MemberIds[0].ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            Assert.InRange(written.Status, 200, 204);

            AssertWhole(await _proxy.Client.GetScimAsync("Groups?count=100"), 100);
        });

        Assert.NotEqual(group.MemberIds.Count, _simulator.Domain.FindGroup(group.Id)!.MemberIds.Count);
    }

    [Fact]
    public async Task AGroup_ThatIsDeletedWhileThePageIsRead_IsNotOnTheNextAttempts()
    {
        await StartAsync(groups: 100);
        await _time.RunAsync(async () =>
        {
            var refused = await _proxy.Client.GetScimAsync("Groups?count=100");
            _simulator.Domain.RemoveGroup(_simulator.Domain.AllGroups()[99].Id);
            await _time.WaitAsync(TimeSpan.FromSeconds(WaitOf(refused)), TestContext.Current.CancellationToken);

            AssertWhole(await _proxy.Client.GetScimAsync("Groups?count=100"), 99);
        });

        Assert.DoesNotContain(_proxy.Logs.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    [Theory]
    [InlineData("Groups?filter=displayName%20eq%20%22{name}%22")]
    [InlineData("Groups?filter=id%20eq%20%22{id}%22")]
    [InlineData("Groups/{id}")]
    public async Task OneGroup_AndALookUp_AreAlwaysReadAfresh(string path)
    {
        await StartAsync(groups: 20);
        await _time.RunAsync(async () =>
        {
            AssertWhole(await _proxy.Client.GetScimAsync("Groups"), 20);
            var group = _simulator.Domain.AllGroups()[3];
            _simulator.Calls.Clear();

            var answer = await _proxy.Client.GetScimAsync(path.Replace("{id}", group.Id, StringComparison.Ordinal).Replace("{name}", Uri.EscapeDataString(group.DisplayName), StringComparison.Ordinal));

            Assert.Equal(200, answer.Status);
            Assert.Equal(1, _simulator.Calls.CountOf(GroupRoute));
        });
    }

    [Fact]
    public async Task AnotherToken_HasNothingOfIt()
    {
        await StartAsync(groups: 20);
        using var other = _proxy.CreateClient(token: SimulatedEgnyte.OtherToken);
        await _time.RunAsync(async () =>
        {
            AssertWhole(await _proxy.Client.GetScimAsync("Groups"), 20);
            AssertWhole(await other.GetScimAsync("Groups"), 20);
        });

        Assert.Equal(40, _simulator.Calls.CountOf(GroupRoute));
    }

    [Fact]
    public async Task WhatNobodyComesBackFor_IsForgotten()
    {
        await StartAsync(groups: 100);
        await _time.RunAsync(async () =>
        {
            Assert.Equal(429, (await _proxy.Client.GetScimAsync("Groups?count=100")).Status);
            await _time.WaitAsync(TimeSpan.FromSeconds(180), TestContext.Current.CancellationToken);
            Assert.Equal(101, _simulator.Calls.Count);

            Assert.Equal(429, (await _proxy.Client.GetScimAsync("Groups?count=100")).Status);
        });
    }

    [Fact]
    public async Task AnExpansion_EndsWhenTheTokenIsRefused_AndSaysSoOnce()
    {
        await StartAsync(groups: 100);
        await _time.RunAsync(async () =>
        {
            Assert.Equal(429, (await _proxy.Client.GetScimAsync("Groups?count=100")).Status);
            await _time.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            _simulator.Controls.FailNext(1, 401);
            await _time.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        });

        Assert.InRange(_simulator.Calls.Count, 15, 30);
        Assert.Single(_proxy.Logs.Lines, line => line.EventId == 1112);
    }

    [Fact]
    public async Task AnExpansion_EndsWhenTheProxyStops()
    {
        await StartAsync(groups: 100);
        await _time.RunAsync(async () =>
        {
            Assert.Equal(429, (await _proxy.Client.GetScimAsync("Groups?count=100")).Status);
            await _proxy.DisposeAsync();
            var calls = _simulator.Calls.Count;
            await _time.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

            Assert.InRange(_simulator.Calls.Count - calls, 0, 1);
        });

        Assert.DoesNotContain(_proxy.Logs.Lines, line => line.EventId == 1112);
    }

    [Fact]
    public async Task APage_BeyondTheDaysCallsForLists_IsRefusedUntilTheyReturn_AndNotReadMeanwhile()
    {
        await StartAsync(groups: 50);
        _simulator.Controls.CallsPerDay = 1_000;
        _simulator.Controls.CallsUsedToday = 780;
        await _time.RunAsync(async () =>
        {
            var refused = await _proxy.Client.GetScimAsync("Groups?count=50");

            ScimShape.AssertError(refused, 429);
            Assert.InRange(WaitOf(refused), (int)TimeSpan.FromHours(13).TotalSeconds, (int)TimeSpan.FromHours(14).TotalSeconds + 60);
            Assert.Contains("exclude members", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
            await _time.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            Assert.Equal(1, _simulator.Calls.Count);

            Assert.Equal(200, (await _proxy.Client.GetScimAsync("Groups?count=10")).Status);
        });
    }

    [Fact]
    public async Task AnotherPage_OfTheSameToken_IsAnsweredWhileTheFirstIsBeingRead()
    {
        await StartAsync(groups: 120);
        await _time.RunAsync(async () =>
        {
            Assert.Equal(429, (await _proxy.Client.GetScimAsync("Groups?count=100")).Status);
            await _time.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

            Assert.Equal(20, ScimShape.AssertList(await _proxy.Client.GetScimAsync("Groups?startIndex=101&count=100"), 120, 101).Count);
        });
    }

    public async ValueTask DisposeAsync()
    {
        // A test that skips has started neither.
        await (_proxy?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_simulator?.DisposeAsync() ?? ValueTask.CompletedTask);
        _time.Dispose();
    }

    private async Task StartAsync(int groups)
    {
        MemoryTests.Needs("members", "a page of groups is read while its client waits, and remembered until it comes back.");
        _simulator = await EgnyteSimulator.StartAsync(
            new SimulatorOptions { Time = _time, SeedPeople = false, CallsPerDay = 100_000, Dialect = SimulatedEgnyte.Dialect, Tokens = [ScimProxyApplication.Token, SimulatedEgnyte.OtherToken] }, TestContext.Current.CancellationToken);
        _proxy = await ScimProxyApplication.StartAsync(_simulator.Address, [ScimProxyApplication.WithManagement], _time);
        _proxy.Client.Timeout = Timeout.InfiniteTimeSpan;
        _simulator.Domain.SeedUsers(3);
        _simulator.Domain.SeedGroups(groups, membersEach: 3);
    }

    private void AssertWhole(ScimAnswer page, int total)
    {
        var rows = ScimShape.AssertList(page, total, 1);
        Assert.Equal(
            _simulator.Domain.AllGroups().Select(group => (group.Id, group.DisplayName, string.Join(',', group.MemberIds.Order()))),
            rows.Select(row => (row.GetProperty("id").GetString()!, row.GetProperty("displayName").GetString()!, string.Join(',', ScimShape.MemberIds(row).Select(long.Parse).Order()))));
    }

    private static int WaitOf(ScimAnswer answer) => (int)answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
}
