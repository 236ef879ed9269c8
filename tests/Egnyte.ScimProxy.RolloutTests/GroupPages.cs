using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>A proxy in virtual time before an Egnyte with many groups of three members each, at Egnyte's own rate.</summary>
public abstract class GroupPages : IAsyncDisposable
{
    protected const string ListRoute = "GET /pubapi/v2/groups";
    protected const string GroupRoute = "GET /pubapi/v2/groups/{id}";

    private protected VirtualTime Time { get; } = new(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));

    private protected EgnyteSimulator Simulator { get; private set; } = null!;

    private protected ScimProxyApplication Proxy { get; private set; } = null!;

    public async ValueTask DisposeAsync()
    {
        // A test that skips has started neither.
        await (Proxy?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Simulator?.DisposeAsync() ?? ValueTask.CompletedTask);
        Time.Dispose();
        GC.SuppressFinalize(this);
    }

    protected async Task StartAsync(int groups)
    {
        Caches.Need("members", "a page of groups is prefetched while its client waits, and cached until the client asks again.");
        Simulator = await EgnyteSimulator.StartAsync(
            new SimulatorOptions
            {
                Time = Time,
                SeedPeople = false,
                CallsPerDay = 100_000,
                Dialect = SimulatedEgnyte.Dialect,
                Tokens = [ScimProxyApplication.Token, SimulatedEgnyte.OtherToken],
            },
            TestContext.Current.CancellationToken);
        Proxy = await ScimProxyApplication.StartAsync(Simulator.Address, [ScimProxyApplication.WithManagement], Time);
        Proxy.Client.Timeout = Timeout.InfiniteTimeSpan;
        Simulator.Domain.SeedUsers(3);
        Simulator.Domain.SeedGroups(groups, membersEach: 3);
    }

    private protected void AssertWhole(ScimAnswer page, int total)
    {
        var rows = ScimShape.AssertList(page, total, 1);
        Assert.Equal(
            Simulator.Domain.AllGroups().Select(group => (group.Id, group.DisplayName, string.Join(',', group.MemberIds.Order()))),
            rows.Select(row =>
                (row.GetProperty("id").GetString()!,
                 row.GetProperty("displayName").GetString()!,
                 string.Join(',', ScimShape.MemberIds(row).Select(long.Parse).Order()))));
    }

    private protected static int WaitOf(ScimAnswer answer) => (int)answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
}
