using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Egnyte.ScimProxy.EgnyteApi.Pipeline;
using Egnyte.ScimProxy.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>Why Egnyte could not be asked is in the log, and not in the client's answer.</summary>
public sealed class TransportFailureTests
{
    [Fact]
    public async Task Log_OfARefusedConnection_SaysSoAndNamesTheAddress()
    {
        var port = FreePort();

        var text = await LoggedAsync(new Uri($"http://127.0.0.1:{port}"));

        Assert.Contains("connection refused: ", text, StringComparison.Ordinal);
        Assert.Contains($"(127.0.0.1:{port})", text, StringComparison.Ordinal);
    }

    /// <summary>RFC 6761 §6.4: no resolver knows a name below "invalid".</summary>
    [Theory]
    [InlineData("acme.invalid", "GET", "Users/7", "")]
    [InlineData("acme.invalid", "POST", "Groups", """{"displayName":"Team"}""")]
    [InlineData("acme.egnyte.invalid", "PATCH", "Users/7", """{"Operations":[{"op":"replace","path":"active","value":false}]}""")]
    public async Task Log_OfAHostThatDoesNotExist_SaysSoAndNamesIt(string host, string method, string path, string body)
    {
        var egnyte = new Uri($"https://{host}");
        Assert.SkipUnless(
            OutgoingProxy.For(egnyte) is null && await IsNotFoundAsync(host),
            $"This machine has a forward proxy, or its resolver does not say that {host} does not exist.");
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte, time: new HurriedTime());

        var answer = await proxy.Client.SendScimAsync(method, path, body.Length > 0 ? body : null);

        Assert.Equal(502, answer.Status);
        Assert.Contains("EgnyteDomain", answer.Text, StringComparison.Ordinal);
        var line = Assert.Single(proxy.Logs.Lines, line => line.EventId == EventIds.EgnyteFailed);
        Assert.Contains("host not found: ", line.Text, StringComparison.Ordinal);
        Assert.Contains($"({host}:443)", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_OfAnUntrustedCertificate_NamesSubjectAndReasons()
    {
        using var certificate = SelfSigned("CN=gateway.example.com");
        await using var egnyte = await StartAsync(certificate);

        var text = await LoggedAsync(new Uri(egnyte.Urls.First()));

        Assert.Contains("TLS failed: certificate not trusted, ", text, StringComparison.Ordinal);
        Assert.Contains("it is not for the host 127.0.0.1", text, StringComparison.Ordinal);
        Assert.Contains("subject \"CN=gateway.example.com\"", text, StringComparison.Ordinal);
        Assert.True(text.Contains("UntrustedRoot", StringComparison.Ordinal) || text.Contains("PartialChain", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task Log_OfAServerWithoutTls_SaysThatTlsFailed()
    {
        await using var egnyte = await StartAsync(certificate: null);

        Assert.Contains(
            "TLS failed: ", await LoggedAsync(new Uri(egnyte.Urls.First().Replace("http:", "https:", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_OfAnAnswer_NamesStatusCodeAndEgnytesRequestId()
    {
        await using var egnyte = await StartAsync(certificate: null);

        Assert.Contains("HTTP 400, X1, Egnyte request 7f-1.", await LoggedAsync(new Uri(egnyte.Urls.First())), StringComparison.Ordinal);
    }

    /// <summary>The HTTP handler of .NET must not repeat a call: it would bypass the rate limit, and take its own deletion for another client's.</summary>
    [Theory]
    [InlineData("DELETE", 204, 2)]
    [InlineData("GET", 429, 3)]
    public async Task ACall_WhoseConnectionEndsWithoutAnswer_IsRepeatedByTheRetriesAlone(string method, int status, int attempts)
    {
        var calls = 0;
        using var egnyte = new TcpListener(IPAddress.Loopback, 0);
        egnyte.Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var serving = ServeAsync(egnyte, () => Interlocked.Increment(ref calls) == 1 || method == "GET", stop.Token);
        await using var proxy = await ScimProxyApplication.StartAsync(
            new Uri($"http://{egnyte.LocalEndpoint}"), [new("ScimProxy:Tenants:default:DeletePolicy", "delete")], new HurriedTime());

        var answer = await proxy.Client.SendScimAsync(method, "Users/7");

        await stop.CancelAsync();
        await serving;
        Assert.Equal((status, attempts), (answer.Status, calls));
    }

    /// <summary>
    /// Reads the head of each request, and closes the connection in good order: without an answer, or behind a 404 of Egnyte's own. A reset
    /// would not do, since the platform's handler repeats nothing after one.
    /// </summary>
    private static async Task ServeAsync(TcpListener egnyte, Func<bool> closesAtOnce, CancellationToken stop)
    {
        const string Body = """{"Errors":[{"description":"User 7 not found.","code":"404"}]}""";
        try
        {
            while (true)
            {
                using var connection = await egnyte.AcceptTcpClientAsync(stop);
                var stream = connection.GetStream();
                using var reader = new StreamReader(stream, leaveOpen: true);
                while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { Length: > 0 })
                {
                }

                if (!closesAtOnce())
                {
                    await stream.WriteAsync(
                        Encoding.ASCII.GetBytes(
                            $"HTTP/1.1 404 Not Found\r\nContent-Type: application/json\r\nContent-Length: {Body.Length}\r\nConnection: close\r\n\r\n{Body}"),
                        TestContext.Current.CancellationToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    /// <summary>The one line of the failure, after an answer that tells nothing of it.</summary>
    private static async Task<string> LoggedAsync(Uri egnyte)
    {
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte, time: new HurriedTime());

        var answer = await proxy.Client.GetScimAsync("Users/7");

        var line = Assert.Single(proxy.Logs.Lines, line => line.EventId == EventIds.EgnyteFailed);
        Assert.DoesNotContain("null", line.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("certificate", answer.Text, StringComparison.Ordinal);
        return line.Text;
    }

    private static async Task<WebApplication> StartAsync(X509Certificate2? certificate, RequestDelegate? answer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        var app = builder.Build();
        app.Run(answer ?? (async context =>
        {
            context.Response.StatusCode = 400;
            context.Response.Headers["x-egnyte-request-id"] = "7f-1";
            await context.Response.WriteAsync("""{"message":"Jane is odd","code":"X1"}""", context.RequestAborted);
        }));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private static X509Certificate2 SelfSigned(string subject)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }

    private static async Task<bool> IsNotFoundAsync(string host)
    {
        try
        {
            await Dns.GetHostAddressesAsync(host, TestContext.Current.CancellationToken);
            return false;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode == SocketError.HostNotFound;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
