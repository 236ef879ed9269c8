using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Simulator;
using Egnyte.ScimProxy.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>
/// A simulated Egnyte that keeps its rate limit and daily quota, and replicas before it that share one token: all by one virtual clock, which begins at
/// ten in the morning.
/// </summary>
internal sealed class RolloutSite : IAsyncDisposable
{
    public const int CallsPerSecond = 2;

    private readonly List<ScimProxyApplication> _replicas = [];
    private readonly List<HttpClient> _clients = [];

    private RolloutSite(VirtualTime time, EgnyteSimulator simulator) => (Time, Simulator) = (time, simulator);

    public VirtualTime Time { get; }

    public EgnyteSimulator Simulator { get; }

    public IReadOnlyList<HttpClient> Clients => _clients;

    public IEnumerable<LogLine> Logs => _replicas.SelectMany(replica => replica.Logs.Lines);

    public static async Task<RolloutSite> StartAsync(
        int replicas = 1, int callsPerDay = 100_000, int callsPerSecond = CallsPerSecond, string dialect = "", params KeyValuePair<string, string?>[] settings)
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));
        var site = new RolloutSite(time, await EgnyteSimulator.StartAsync(
            new SimulatorOptions
            {
                Time = time,
                SeedPeople = false,
                CallsPerSecond = callsPerSecond,
                CallsPerDay = callsPerDay,
                Dialect = SimulatedEgnyte.Dialect.With(dialect),
            },
            TestContext.Current.CancellationToken));
        for (var i = 0; i < replicas; i++)
        {
            var replica = await ScimProxyApplication.StartAsync(site.Simulator.Address, settings, time);
            site._replicas.Add(replica);
            var client = replica.CreateClient();
            client.Timeout = Timeout.InfiniteTimeSpan; // Okta hangs up by the virtual clock
            site._clients.Add(client);
        }

        return site;
    }

    public FakeOkta Okta(LaterWaits laterWaits, Resumption resumption, bool hasAffinity = true) => new(Time, _clients, laterWaits, resumption, hasAffinity);

    public EgnyteConnection ConnectionOf(int replica) =>
        _replicas[replica].Services.GetRequiredService<TenantDirectory>().Find(TenantDirectory.DefaultName)!.Connection;

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        foreach (var replica in _replicas)
        {
            await replica.DisposeAsync();
        }

        await Simulator.DisposeAsync();
        Time.Dispose();
    }
}
