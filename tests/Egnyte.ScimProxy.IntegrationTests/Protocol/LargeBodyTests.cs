using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Http.Bodies;
using Microsoft.Extensions.DependencyInjection;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>How bodies are read: small ones at once, larger ones for verified tokens, within a budget, and none for longer than 15 s.</summary>
public sealed class LargeBodyTests
{
    private const string NoUsers = """{"totalResults":0,"itemsPerPage":0,"startIndex":1,"resources":[]}""";

    private static readonly TimeSpan LongestArrival = TimeSpan.FromSeconds(15);

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "")]
    [InlineData(false, "Expect: 100-continue\r\n")]
    public async Task Post_OfALargeBodyWithAnInventedToken_Is401AndReadsNothingOfIt(bool isChunked, string header)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        using var connection = await ConnectAsync(egnyte.Proxy);

        await SendAsync(connection, Head("invented", isChunked ? null : ScimBody.MaxBytes, header));
        if (isChunked)
        {
            await SendAsync(connection, $"{RequestBodies.SmallBytes + 1:x}\r\n{new string(' ', RequestBodies.SmallBytes + 1)}\r\n");
        }

        Assert.StartsWith("HTTP/1.1 401", await ReadAsync(connection), StringComparison.Ordinal);
        Assert.Equal(["GET /pubapi/v2/groups"], Calls(egnyte));
    }

    /// <summary>After a restart Okta's first request may be the push of a large group.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_OfALargeBodyWithAnUnverifiedValidToken_CostsOneCallMoreOnce(bool isChunked)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        using var other = egnyte.Proxy.CreateClient(token: SimulatedEgnyte.OtherToken);

        var first = await PostAsync(other, "first", isChunked);
        var second = await PostAsync(other, "second", isChunked);

        Assert.Equal((201, 201), (first, second));
        Assert.Equal(["GET /pubapi/v2/groups", "POST /pubapi/v2/groups", "POST /pubapi/v2/groups"], Calls(egnyte));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(RequestBodies.SmallBytes)]
    public async Task Post_OfASmallBodyWithAnUnverifiedToken_CostsNoCallMore(int size)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        using var other = egnyte.Proxy.CreateClient(token: SimulatedEgnyte.OtherToken);

        Assert.Equal(201, await PostAsync(other, "small", isChunked: false, size));
        Assert.Single(Calls(egnyte));
    }

    [Theory]
    [InlineData(ScimProxyApplication.Okta, 429)]
    [InlineData("curl/8.5.0", 408)]
    public async Task Post_OfABodyThatStalls_IsRejectedAfter15s(string userAgent, int status)
    {
        var time = new HurriedTime();
        await using var egnyte = await HeldEgnyte.StartAsync();
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address, time: time);
        using var connection = await ConnectAsync(proxy);
        await SendAsync(connection, Head("any", 1000, $"User-Agent: {userAgent}\r\nExpect: 100-continue\r\n"));
        Assert.StartsWith("HTTP/1.1 100", await ReadAsync(connection), StringComparison.Ordinal);
        await SendAsync(connection, "{\"displayName\":");

        time.Advance(LongestArrival);

        var answer = await ReadAsync(connection);
        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
        Assert.Contains("Retry-After: 30\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("did not arrive within 15 s", answer, StringComparison.Ordinal);
        Assert.Equal(0, egnyte.Count);
    }

    /// <summary>64 MiB hold two bodies of 4 MiB with what is made of them.</summary>
    [Fact]
    public async Task Post_OfMoreThanTheBudgetHolds_WaitsAndIsThenRejectedOrServed()
    {
        var time = new HurriedTime();
        await using var egnyte = await HeldEgnyte.StartAsync();
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address, time: time);
        var verified = proxy.Client.GetScimAsync("Users?count=1");
        (await egnyte.NextAsync()).Answer(NoUsers);
        await verified;
        var first = PostAsync(proxy.Client, "a", isChunked: false, ScimBody.MaxBytes);
        var heldFirst = await egnyte.NextAsync();
        var second = PostAsync(proxy.Client, "b", isChunked: true, ScimBody.MaxBytes - 100_000);
        var heldSecond = await egnyte.NextAsync();

        var waiting = await WaitingPostAsync(proxy);
        time.Advance(TimeSpan.FromSeconds(15));
        var rejected = await ReadAsync(waiting);
        var next = await WaitingPostAsync(proxy);
        heldFirst.Answer(Named("a"));
        await SendAsync(next, "{\"displayName\":\"c\"}" + new string(' ', ScimBody.MaxBytes - 19));
        var invited = await ReadAsync(next);
        (await egnyte.NextAsync()).Answer(Named("c"));
        heldSecond.Answer(Named("b"));

        Assert.StartsWith("HTTP/1.1 429", rejected, StringComparison.Ordinal);
        Assert.Contains("busy with other large requests", rejected, StringComparison.Ordinal);
        Assert.Contains("Retry-After: 30\r\n", rejected, StringComparison.Ordinal);
        Assert.Equal("HTTP/1.1 100 Continue\r\n\r\n", invited);
        Assert.StartsWith("HTTP/1.1 201", await ReadAsync(next), StringComparison.Ordinal);
        Assert.Equal((201, 201), (await first, await second));
        waiting.Dispose();
        next.Dispose();
    }

    /// <summary>Each holds 24 MiB of the 64: what one of them kept would be missing for the whole life of the process.</summary>
    [Fact]
    public async Task Post_OfLargeBodiesWhoseClientsHangUp_GivesTheirMemoryBack()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        Assert.Equal(200, (await egnyte.Client.GetScimAsync("Users?count=1")).Status);
        for (var round = 0; round < 3; round++)
        {
            var connections = new List<TcpClient>();
            for (var i = 0; i < 5; i++)
            {
                connections.Add(await ConnectAsync(egnyte.Proxy));
                await SendAsync(connections[i], Head(ScimProxyApplication.Token, ScimBody.MaxBytes) + "{");
            }

            await UntilAsync(() => egnyte.Proxy.Services.GetRequiredService<RequestBodies>().WaitingKiB > 0);
            connections.ForEach(connection => connection.Dispose());
        }

        Assert.Equal(201, await PostAsync(egnyte.Client, "whole", isChunked: false, ScimBody.MaxBytes));
    }

    [Theory]
    [InlineData("80000000", "413")]
    [InlineData("ffffffffffffffff", "413")]
    [InlineData("7fffffffffffffffffffffff", "413")]
    [InlineData("5;\n", "400")]
    public async Task Post_OfAChunkWithABadSize_IsRejected(string size, string status)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        using var connection = await ConnectAsync(egnyte.Proxy);

        await SendAsync(connection, $"{Head("invented", null)}{size}\r\nabcde\r\n0\r\n\r\n");

        var answer = await ReadAsync(connection);
        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
        Assert.Contains("urn:ietf:params:scim:api:messages:2.0:Error", answer, StringComparison.Ordinal);
        Assert.Empty(Calls(egnyte));
    }

    /// <summary>A slot is taken after the body has arrived.</summary>
    [Fact]
    public async Task Get_WhileMoreBodiesOfItsTokenStallThanThereAreSlots_IsServed()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var stalled = new List<TcpClient>();
        for (var i = 0; i < RequestSlots.Most + 10; i++)
        {
            stalled.Add(await ConnectAsync(egnyte.Proxy));
            await SendAsync(stalled[i], Head(ScimProxyApplication.Token, 100, "Expect: 100-continue\r\n"));
        }

        foreach (var connection in stalled)
        {
            Assert.StartsWith("HTTP/1.1 100", await ReadAsync(connection), StringComparison.Ordinal);
        }

        Assert.Equal(200, (await egnyte.Client.GetScimAsync("Users?count=1")).Status);
        stalled.ForEach(connection => connection.Dispose());
    }

    [Theory]
    [InlineData("[],")]
    [InlineData("{},")]
    [InlineData("1,")]
    [InlineData("{\"a\":0},")]
    public async Task Post_OfABodyWithMillionsOfJsonValues_Is413(string element)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        var members = string.Concat(Enumerable.Repeat(element, 3_900_000 / element.Length));

        var answer = await egnyte.Client.SendScimAsync("POST", "Groups", $$"""{"displayName":"G","x":[{{members}}0]}""");

        ScimShape.AssertError(answer, 413);
        Assert.Empty(Calls(egnyte));
    }

    private static string Named(string group) => $$"""{"id":"id-of-{{group}}","displayName":"{{group}}","members":[]}""";

    private static IEnumerable<string> Calls(SimulatedEgnyte egnyte) => egnyte.Simulator.Calls.Snapshot().Select(call => $"{call.Method} {call.Path}");

    private static async Task<int> PostAsync(HttpClient client, string name, bool isChunked, int size = 100_000)
    {
        var json = $$"""{"displayName":"{{name}}"}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "Groups")
        {
            Content = new StringContent(json + new string(' ', Math.Max(0, size - json.Length)), Encoding.UTF8, "application/scim+json"),
        };
        request.Headers.TransferEncodingChunked = isChunked;
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    /// <summary>A large request whose body the proxy has not asked for, because there is no room.</summary>
    private static async Task<TcpClient> WaitingPostAsync(ScimProxyApplication proxy)
    {
        var connection = await ConnectAsync(proxy);
        await SendAsync(connection, Head(ScimProxyApplication.Token, ScimBody.MaxBytes, "Expect: 100-continue\r\n"));
        await UntilAsync(() => proxy.Services.GetRequiredService<RequestBodies>().WaitingKiB > 0);
        return connection;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), patience.Token);
        }
    }

    private static string Head(string token, int? length, string header = "") =>
        $"POST /scim/v2/Groups HTTP/1.1\r\nHost: scim.example.com\r\nAuthorization: Bearer {token}\r\nContent-Type: application/scim+json\r\n{header}"
        + (length is null ? "Transfer-Encoding: chunked\r\n\r\n" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\n\r\n"));

    private static async Task<TcpClient> ConnectAsync(ScimProxyApplication proxy)
    {
        var client = new TcpClient();
        await client.ConnectAsync(proxy.Address.Host, proxy.Address.Port, TestContext.Current.CancellationToken);
        return client;
    }

    private static async Task SendAsync(TcpClient connection, string text) =>
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);

    private static async Task<string> ReadAsync(TcpClient connection)
    {
        var buffer = new byte[8192];
        var length = await connection.GetStream().ReadAsync(buffer, TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(buffer, 0, length);
    }
}
