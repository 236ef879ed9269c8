using System.Runtime.InteropServices;
using System.Threading.Channels;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Balancers;

/// <summary>Replicas as processes behind a real balancer: one that is stopped by SIGTERM costs no client a request.</summary>
public sealed class RollingRestartTests
{
    private const int Patience = 90_000;
    private const int Clients = 6;

    [Theory(Timeout = Patience)]
    [MemberData(nameof(BalancerTests.Names), MemberType = typeof(BalancerTests))]
    public async Task Sigterm_OfOneReplica_IsNotSeenByClients(string name)
    {
        Balancer.AssertInstalled();
        var cancellation = TestContext.Current.CancellationToken;
        var tokens = Enumerable.Range(0, Clients).Select(client => $"token-of-client-{client}").ToList();
        await using var egnyte = await EgnyteSimulator.StartAsync(
            new SimulatorOptions { CallsPerSecond = 100_000, CallsPerDay = 100_000_000, Tokens = [.. tokens] }, cancellation);
        egnyte.Controls.Latency = TimeSpan.FromMilliseconds(100);
        await using var stopped = Start(egnyte);
        await using var remaining = Start(egnyte);
        var replica = await ReplicaOf(stopped);
        var other = await ReplicaOf(remaining);
        await using var balancer = await Balancer.StartAsync(name, [replica, other, other], cancellation);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var answers = Channel.CreateUnbounded<(int Client, int Status)>();
        var clients = tokens.Select((token, client) => AskAsync(balancer, token, client, answers.Writer, enough.Token)).ToList();
        await EveryoneIsAnsweredAsync(answers.Reader, cancellation);

        stopped.Send(PosixSignal.SIGTERM);
        var (exitCode, _, _) = await stopped.EndAsync();

        while (answers.Reader.TryRead(out var answer))
        {
            Assert.Equal(200, answer.Status);
        }

        await EveryoneIsAnsweredAsync(answers.Reader, cancellation);
        await enough.CancelAsync();
        await Task.WhenAll(clients);
        Assert.Equal(0, exitCode);
    }

    private static ProxyProcess Start(EgnyteSimulator egnyte) => new(
        [],
        [
            .. ShippedImage.Read().OnFreePorts,
            ("ScimProxy__Tenants__default__EgnyteBaseAddress", egnyte.Address.ToString()), ("ScimProxy__Tenants__default__CallsPerSecond", "1000"),
        ]);

    private static async Task<Replica> ReplicaOf(ProxyProcess process) => Replica.In(await process.ReadUntilAsync("/health/ready"));

    /// <summary>One request after the other until it is enough.</summary>
    private static async Task AskAsync(Balancer balancer, string token, int number, ChannelWriter<(int Client, int Status)> answers, CancellationToken enough)
    {
        using var client = balancer.CreateClient(token);
        while (!enough.IsCancellationRequested)
        {
            var answer = await client.GetScimAsync("Users?count=1");
            await answers.WriteAsync((number, answer.Status), CancellationToken.None);
        }
    }

    private static async Task EveryoneIsAnsweredAsync(ChannelReader<(int Client, int Status)> answers, CancellationToken cancellationToken)
    {
        // Twice, since the first answer of each may be to a request from before.
        var seen = new int[Clients];
        while (seen.Any(count => count < 2))
        {
            var (client, status) = await answers.ReadAsync(cancellationToken);
            Assert.Equal(200, status);
            seen[client]++;
        }
    }
}
