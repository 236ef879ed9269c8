using System.Diagnostics;
using System.Net.Sockets;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>What a client can hold before its request is one: a connection for a time, and so many connections.</summary>
public sealed class ConnectionLimitTests
{
    private const int MostConnections = 2000;

    /// <summary>More than the limit of 10 s on a busy machine, and less than the platform's 30 s.</summary>
    private static readonly TimeSpan LongestHead = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Head_ThatDoesNotArriveInTime_IsAnsweredWithAScimError()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var began = Stopwatch.GetTimestamp();

        var answers = await Task.WhenAll(
            RawHttp.SendAsync(egnyte.Proxy.Address, "GET /scim/v2/Users HTTP/1.1\r\nHost: a.example\r\nX-A: "),
            RawHttp.SendAsync(egnyte.Proxy.Address, "GET /scim/v2/Us"));

        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, LongestHead);
        Assert.All(answers, all =>
        {
            var answer = Assert.Single(all);
            answer.AssertScimError(408);
            Assert.Equal("close", answer.Headers["Connection"]);
        });
    }

    [Fact]
    public async Task Connection_BeyondTheLimit_IsClosedAtOnce()
    {
        await using var egnyte = await HeldEgnyte.StartAsync();
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        var connections = new List<TcpClient>();
        try
        {
            var reads = new List<Task<int>>();
            for (var i = 0; i <= MostConnections; i++)
            {
                connections.Add(new TcpClient());
                await connections[^1].ConnectAsync(proxy.Address.Host, proxy.Address.Port, patience.Token);
                reads.Add(ReadAsync(connections[^1], patience.Token));
            }

            // Which one it is depends on the order in which the server takes them.
            var closed = await Task.WhenAny(reads);

            Assert.Equal(0, await closed);
            _ = Assert.Single(reads, read => read.IsCompleted);
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }

    /// <summary>The number of bytes that come first; none where the connection is closed or reset.</summary>
    private static async Task<int> ReadAsync(TcpClient client, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1], cancellationToken);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
