using System.Net.Sockets;

namespace Egnyte.ScimProxy.IntegrationTests.Balancers;

/// <summary>
/// A real nginx or haproxy with the configuration of <c>deploy/</c>, in which nothing is replaced but the addresses and ports of the image.
/// It listens on a Unix
/// socket, since neither can say which port it was given.
/// </summary>
internal sealed class Balancer : IAsyncDisposable
{
    private const string SocketName = "scim.sock";
    private const string RetryAnswer = "come-back.http";

    private static readonly string[] Programs = ["nginx", "haproxy"];

    private readonly ProxyProcess _process;

    private Balancer(ProxyProcess process) => _process = process;

    private string SocketPath => Path.Join(_process.Folder, SocketName);

    /// <summary>Skips the test where one of both is missing. <c>.ci/tools</c> installs them.</summary>
    public static void AssertInstalled()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "nginx and haproxy are run on Linux.");
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var missing = Programs.Where(program => !folders.Any(folder => File.Exists(Path.Join(folder, program)))).ToList();
        Assert.SkipUnless(missing.Count == 0, $"Not installed: {string.Join(", ", missing)}.");
    }

    public static async Task<Balancer> StartAsync(string name, IReadOnlyList<Replica> replicas, CancellationToken cancellationToken)
    {
        var balancer = new Balancer(name == "nginx" ? Nginx(replicas) : HaProxy(replicas));
        try
        {
            await balancer.ListensAsync(cancellationToken);
            return balancer;
        }
        catch
        {
            await balancer.DisposeAsync();
            throw;
        }
    }

    /// <summary>A client of the balancer; every request has a connection of its own, as if each came from elsewhere.</summary>
    public HttpClient CreateClient(string token)
    {
        var handler = new SocketsHttpHandler
        {
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = async (_, cancellationToken) => new NetworkStream(await ConnectAsync(cancellationToken), ownsSocket: true),
        };
        var client = new HttpClient(handler) { BaseAddress = new Uri("http://scim.example.com/scim/v2/") };
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", ScimProxyApplication.Okta);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return client;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static ProxyProcess Nginx(IReadOnlyList<Replica> replicas)
    {
        const string Rest = """
            daemon off;
            pid nginx.pid;
            error_log stderr;
            events {}
            http {
              access_log off;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              include scim.conf;
            }
            """;
        var site = WithAddresses(ShippedImage.File("nginx/scim.conf"), replicas)
            .Replace("listen 8080;", $"listen unix:{SocketName};", StringComparison.Ordinal);
        return new ProxyProcess(
            "nginx", ["-p", ".", "-e", "stderr", "-c", "nginx.conf"], [], new Dictionary<string, string> { ["nginx.conf"] = Rest, ["scim.conf"] = site });
    }

    private static ProxyProcess HaProxy(IReadOnlyList<Replica> replicas)
    {
        var configuration = WithAddresses(ShippedImage.File("haproxy/haproxy.cfg"), replicas)
            .Replace("bind :8080", $"bind unix@{SocketName}", StringComparison.Ordinal)
            .Replace($"/etc/haproxy/{RetryAnswer}", RetryAnswer, StringComparison.Ordinal);
        return new ProxyProcess(
            "haproxy",
            ["-db", "-f", "haproxy.cfg"],
            [],
            new Dictionary<string, string> { ["haproxy.cfg"] = configuration, [RetryAnswer] = ShippedImage.File($"haproxy/{RetryAnswer}") });
    }

    private static string WithAddresses(string configuration, IReadOnlyList<Replica> replicas)
    {
        var image = ShippedImage.Read();
        for (var replica = 0; replica < replicas.Count; replica++)
        {
            // The ports of the image, wherever the file has them.
            configuration = configuration
                .Replace(
                    $"replica-{replica + 1}:{image.PublicPort} port {image.ManagementPort}",
                    $"{replicas[replica].Address.Authority} port {replicas[replica].Management.Port}",
                    StringComparison.Ordinal)
                .Replace($"replica-{replica + 1}:{image.PublicPort}", replicas[replica].Address.Authority, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("replica-1:", configuration, StringComparison.Ordinal);
        return configuration;
    }

    /// <summary>Connects until the balancer accepts a connection.</summary>
    private async Task ListensAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                using var socket = await ConnectAsync(cancellationToken);
                return;
            }
            catch (SocketException) when (_process.IsRunning)
            {
                await Task.Yield();
            }
            catch (SocketException)
            {
                Assert.Fail((await _process.EndAsync()).Errors);
            }
        }
    }

    /// <summary>A connection on which a test writes bytes itself.</summary>
    public async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
