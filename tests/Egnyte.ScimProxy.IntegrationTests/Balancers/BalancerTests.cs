using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Balancers;

/// <summary>What <c>deploy/</c> offers for balancers does what <c>deploy/balancers.md</c> says of it: tried with the real programs.</summary>
public sealed class BalancerTests : IAsyncLifetime
{
    private const int Replicas = 3;
    private const int Patience = 60_000;
    private const int Clients = 60;
    private const int Requests = 20;
    private const int LargeBody = 3 * 1024 * 1024;

    private readonly List<EgnyteSimulator> _egnytes = [];
    private readonly List<ScimProxyApplication> _replicas = [];

    private IReadOnlyList<Replica> Addresses => [.. _replicas.Select(replica => new Replica(replica.Address, replica.ManagementAddress))];

    public static TheoryData<string> Names => ["nginx", "haproxy"];

    /// <summary>Each replica has an Egnyte of its own, whose calls tell who answered.</summary>
    public async ValueTask InitializeAsync()
    {
        Balancer.AssertInstalled();

        // New tokens share the configured rate limit.
        KeyValuePair<string, string?>[] settings =
        [
            .. ShippedImage.Read().Settings, new("ScimProxy:TrustedProxies:0", "127.0.0.0/8"), new("ScimProxy:Tenants:default:CallsPerSecond", "1000"),
        ];
        var tokens = Enumerable.Range(0, Clients).Select(TokenOf).ToList();
        for (var replica = 0; replica < Replicas; replica++)
        {
            var egnyte = await EgnyteSimulator.StartAsync(
                new SimulatorOptions { CallsPerSecond = 100_000, CallsPerDay = 100_000_000, Tokens = [.. tokens] }, TestContext.Current.CancellationToken);
            _egnytes.Add(egnyte);
            _replicas.Add(await ScimProxyApplication.StartAsync(egnyte.Address, settings));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
        {
            await replica.DisposeAsync();
        }

        foreach (var egnyte in _egnytes)
        {
            await egnyte.DisposeAsync();
        }
    }

    [Theory(Timeout = Patience)]
    [MemberData(nameof(Names))]
    public async Task AClient_StaysOnOneReplica_AndClientsAreSpread(string name)
    {
        await using var balancer = await Balancer.StartAsync(name, Addresses, TestContext.Current.CancellationToken);

        var served = new HashSet<int>();
        for (var client = 0; client < Clients; client++)
        {
            served.Add(await ServedByAsync(balancer, TokenOf(client), client == 0 ? Requests : 2));
        }

        Assert.Equal(Replicas, served.Count);
    }

    /// <summary>Rows tell where the client reached the proxy, which the balancer alone knows.</summary>
    [Theory(Timeout = Patience)]
    [MemberData(nameof(Names))]
    public async Task AnAnswer_NamesTheAddressThatTheClientUsed(string name)
    {
        await using var balancer = await Balancer.StartAsync(name, Addresses, TestContext.Current.CancellationToken);
        using var client = balancer.CreateClient(TokenOf(0));

        var page = await client.GetScimAsync("Users?count=1");

        Assert.StartsWith(
            "http://scim.example.com/scim/v2/Users/",
            page.Json.GetProperty("Resources")[0].GetProperty("meta").GetProperty("location").GetString(),
            StringComparison.Ordinal);
    }

    /// <summary>nginx refuses more than 1 MiB by itself, in HTML.</summary>
    [Theory(Timeout = Patience)]
    [MemberData(nameof(Names))]
    public async Task ALargeBody_IsForTheProxyToJudge(string name)
    {
        await using var balancer = await Balancer.StartAsync(name, Addresses, TestContext.Current.CancellationToken);
        using var client = balancer.CreateClient(TokenOf(0));

        var refused = await client.SendScimAsync("POST", "Bulk", new string(' ', LargeBody));

        ScimShape.AssertError(refused, 400, "invalidSyntax");
    }

    /// <summary>The client's replica is stopped: another one answers its next request. When no replica is left, the client is told to retry.</summary>
    [Theory(Timeout = Patience)]
    [MemberData(nameof(Names))]
    public async Task AReplicaThatIsGone_IsReplaced_AndWhereNoneIsLeft_OktaRetries(string name)
    {
        await using var balancer = await Balancer.StartAsync(name, Addresses, TestContext.Current.CancellationToken);
        using var client = balancer.CreateClient(TokenOf(0));
        var left = Enumerable.Range(0, Replicas).ToHashSet();

        while (left.Count > 0)
        {
            var served = await ServedByAsync(balancer, TokenOf(0), 1);
            Assert.True(left.Remove(served), $"Replica {served} is gone.");
            await _replicas[served].DisposeAsync();
        }

        var unavailable = await client.GetScimAsync("Users?count=1");
        ScimShape.AssertError(unavailable, 429);
        Assert.Equal(TimeSpan.FromSeconds(60), unavailable.Headers.RetryAfter!.Delta);
    }

    private async Task<int> ServedByAsync(Balancer balancer, string token, int requests)
    {
        _egnytes.ForEach(egnyte => egnyte.Calls.Clear());
        using var client = balancer.CreateClient(token);
        for (var request = 0; request < requests; request++)
        {
            Assert.Equal(200, (await client.GetScimAsync("Users?count=1")).Status);
        }

        return Assert.Single(Enumerable.Range(0, Replicas), replica => _egnytes[replica].Calls.Snapshot().Count == requests);
    }

    private static string TokenOf(int client) => $"token-of-client-{client}";
}
