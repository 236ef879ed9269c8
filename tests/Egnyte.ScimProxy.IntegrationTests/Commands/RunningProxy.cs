using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

/// <summary>A proxy in a process of its own that serves, with a management address.</summary>
internal sealed class RunningProxy(ProxyProcess process, Uri address, Uri readiness) : IAsyncDisposable
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _management = new();

    public ProxyProcess Process => process;

    public Uri Address => address;

    /// <summary>Speaks to tenant <c>default</c> as Okta, with the simulator's token.</summary>
    public HttpClient CreateClient()
    {
        var client = new HttpClient { BaseAddress = new Uri(address, "scim/v2/") };
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", ScimProxyApplication.Okta);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {ScimProxyApplication.Token}");
        return client;
    }

    /// <summary>A connection on which the test writes bytes itself.</summary>
    public async Task<RawConnection> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        return new RawConnection(client);
    }

    /// <summary>The status of /health/ready at the management address.</summary>
    public async Task<HttpStatusCode> ReadinessAsync()
    {
        using var response = await _management.GetAsync(readiness, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    public Task UntilReadyAsync() => UntilAsync(async () => await ReadinessAsync() == HttpStatusCode.OK);

    public Task UntilNotReadyAsync() => UntilAsync(async () => await ReadinessAsync() == HttpStatusCode.ServiceUnavailable);

    public Task UntilConnectionsAreRefusedAsync() => UntilAsync(async () =>
    {
        try
        {
            using var connection = await ConnectAsync();
            return false;
        }
        catch (SocketException failure)
        {
            // A connection that waits in the backlog when the listener closes is reset by the kernel: the next one is refused.
            return failure.SocketErrorCode == SocketError.ConnectionRefused;
        }
    });

    public async ValueTask DisposeAsync()
    {
        _management.Dispose();
        await process.DisposeAsync();
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!await holds())
        {
            await Task.Delay(BetweenTries, patience.Token);
        }
    }
}

/// <summary>A connection on which a test writes and reads HTTP/1.1 itself.</summary>
internal sealed class RawConnection(TcpClient client) : IDisposable
{
    public async Task SendAsync(string text) => await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);

    /// <summary>The next status line with its headers; the text so far where the connection was closed before their end.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var (head, next) = (new StringBuilder(), new byte[1]);
        while (
            !head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal)
                && await client.GetStream().ReadAsync(next, TestContext.Current.CancellationToken) > 0)
        {
            head.Append((char)next[0]);
        }

        return head.ToString();
    }

    public void Dispose() => client.Dispose();
}
