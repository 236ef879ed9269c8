using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

/// <summary>A proxy process whose only way to Egnyte is a forward proxy, by the platform's standard variables.</summary>
public sealed partial class OutgoingProxyTests
{
    private const string Egnyte = "acme.example.com";

    private const string User = """
        {"id":7,"userName":"jane","email":"jane@example.com","name":{"givenName":"Jane","familyName":"Doe"},"active":true,"authType":"sso",
         "userType":"power"}
        """;

    private static readonly string Here = Dns.GetHostName();

    private static readonly (string, string)[] Common =
    [
        ("ScimProxy__Tenants__default__EgnyteDomain", Egnyte),
        ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
        ("https_proxy", ""),
        ("all_proxy", ""),
    ];

    [Fact]
    public async Task ACall_GoesThroughTheProxyWithItsCredentials_WhichAreNotShown()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SSL_CERT_FILE is read on Linux.");
        using var certificate = Certificate();
        await using var forward = new ConnectProxy(certificate);
        var settings = Common.Append(("HTTPS_PROXY", $"http://joe:s3cret@127.0.0.1:{forward.Port}"))
            .Append(("no_proxy", ""))
            .Append(("SSL_CERT_FILE", "egnyte.pem"))
            .ToArray();
        await using var proxy = new ProxyProcess(new Dictionary<string, string> { ["egnyte.pem"] = certificate.ExportCertificatePem() }, ["serve"], settings);
        await using var check = new ProxyProcess(["check"], settings);

        var banner = await proxy.ReadUntilAsync("/health/ready");
        var user = await UserAsync(banner);

        Assert.Contains("\"userName\":\"jane\"", user, StringComparison.Ordinal);
        Assert.Equal([$"{Egnyte}:443", $"{Egnyte}:443 joe:s3cret"], forward.Connects);
        Assert.Contains($"through the proxy http://127.0.0.1:{forward.Port}/", banner, StringComparison.Ordinal);
        var checkedSettings = await check.EndAsync();
        Assert.Equal(0, checkedSettings.ExitCode);
        Assert.Contains($"Outgoing proxy      http://127.0.0.1:{forward.Port}/", checkedSettings.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", banner + checkedSettings.Output, StringComparison.Ordinal);
    }

    /// <summary>Egnyte by this machine's name, because no proxy is asked for a loopback address.</summary>
    [Fact]
    public async Task ACall_ToAHostOfNoProxy_GoesPastTheProxy()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && await HasAddressAsync(Here), "SSL_CERT_FILE is read on Linux, and the name of the machine must have an address.");
        using var certificate = Certificate();
        await using var forward = new ConnectProxy(certificate);
        await using var egnyte = new ConnectProxy(certificate, isEgnyte: true);
        await using var proxy = new ProxyProcess(
            new Dictionary<string, string> { ["egnyte.pem"] = certificate.ExportCertificatePem() },
            ["serve", $"--ScimProxy:Tenants:default:EgnyteBaseAddress=https://{Here}:{egnyte.Port}"],
            [
                .. Common[1..],
                ("HTTPS_PROXY", $"http://joe:s3cret@127.0.0.1:{forward.Port}"),
                ("no_proxy", $"other.example.com,{Here}"),
                ("SSL_CERT_FILE", "egnyte.pem"),
            ]);

        var user = await UserAsync(await proxy.ReadUntilAsync("/health/ready"));

        Assert.Contains("\"userName\":\"jane\"", user, StringComparison.Ordinal);
        Assert.Empty(forward.Connects);
    }

    [Theory]
    [InlineData("HTTPS_PROXY", "http://proxy.example.com:3128", "", "http://proxy.example.com:3128/")]
    [InlineData("ALL_PROXY", "proxy.example.com:3128", "", "http://proxy.example.com:3128/")]
    [InlineData("HTTPS_PROXY", "http://proxy.example.com:3128", ".example.com", "none")]
    [InlineData("HTTPS_PROXY", "http://proxy.example.com:3128", Egnyte, "none")]
    [InlineData("HTTP_PROXY", "http://proxy.example.com:3128", "", "none")]
    public async Task Check_ShowsTheProxyInUse(string variable, string value, string noProxy, string shown)
    {
        await using var check = new ProxyProcess(["check"], [.. Common, (variable, value), ("no_proxy", noProxy)]);

        var (exitCode, output, _) = await check.EndAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains($"Outgoing proxy      {shown}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnExceptionThatMatchesNoHost_IsAWarning()
    {
        await using var check = new ProxyProcess(
            ["check"],
            [
                .. Common,
                ("HTTPS_PROXY", "http://proxy.example.com:3128"),
                ("no_proxy", "*.example.com, acme.example.com:443,10.0.0.0/8,a;b,2001:db8::1,[2001:db8::2],.example.org,localhost,*"),
            ]);

        var (exitCode, output, errors) = await check.EndAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains("Outgoing proxy      http://proxy.example.com:3128/", output, StringComparison.Ordinal);
        Assert.Equal(
            ["*.example.com", "acme.example.com:443", "10.0.0.0/8", "a;b", "2001:db8::1", "*"],
            errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('"')[1]));
        Assert.All(
            errors.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.StartsWith("warning: no_proxy holds ", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("HTTPS_PROXY", "ftp://joe:s3cret@proxy.example.com", "HTTPS_PROXY (\"ftp://***@proxy.example.com\") is not the address of a proxy")]
    [InlineData("HTTPS_PROXY", "http://proxy.example.com:99999", "HTTPS_PROXY (\"http://proxy.example.com:99999\") is not")]
    [InlineData("all_proxy", "http://", "all_proxy (\"http://\") is not")]
    [InlineData("https_proxy", "a b", "https_proxy (\"a b\") is not")]
    public async Task AVariableThatIsNoProxy_IsAMistake(string variable, string value, string mistake)
    {
        await using var check = new ProxyProcess(["check"], [.. Common, (variable, value)]);

        var (exitCode, output, errors) = await check.EndAsync();

        Assert.Equal(2, exitCode);
        Assert.Contains(mistake, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProxyWhoseNameIsUnknown_IsAnOutage_NotAWrongDomain()
    {
        await using var proxy = new ProxyProcess(["serve"], [.. Common, ("HTTPS_PROXY", "http://proxy.invalid:3128")]);
        var banner = await proxy.ReadUntilAsync("/health/ready");
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {ScimProxyApplication.Token}");

        using var response = await client.GetAsync($"{Address().Match(banner).Value}/scim/v2/Users/7", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    private static async Task<bool> HasAddressAsync(string host)
    {
        try
        {
            return (await Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork, TestContext.Current.CancellationToken)).Length > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task<string> UserAsync(string banner)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {ScimProxyApplication.Token}");
        return await client.GetStringAsync($"{Address().Match(banner).Value}/scim/v2/Users/7", TestContext.Current.CancellationToken);
    }

    private static X509Certificate2 Certificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={Egnyte}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Egnyte);
        names.AddDnsName(Here);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();

    /// <summary>
    /// A forward proxy that asks for credentials, and answers itself what is said through its tunnels: one user, by TLS. Or Egnyte, which only
    /// answers.
    /// </summary>
    private sealed partial class ConnectProxy : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Any, 0);
        private readonly X509Certificate2 _certificate;
        private readonly bool _isEgnyte;
        private readonly List<string> _connects = [];
        private readonly Task _serving;

        public ConnectProxy(X509Certificate2 certificate, bool isEgnyte = false)
        {
            (_certificate, _isEgnyte) = (certificate, isEgnyte);
            _listener.Start();
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
            _serving = ServeAsync();
        }

        public int Port { get; }

        /// <summary>What was asked for, with the credentials.</summary>
        public IReadOnlyList<string> Connects => _connects;

        private static ReadOnlySpan<byte> AuthenticationRequired =>
            "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"test\"\r\nContent-Length: 0\r\n\r\n"u8;

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync(CancellationToken.None);
                    await using var stream = client.GetStream();
                    if (_isEgnyte)
                    {
                        await AnswerAsync(stream);
                        continue;
                    }

                    while (await ReadHeadAsync(stream) is { Length: > 0 } head)
                    {
                        var credentials = Credentials().Match(head) is { Success: true } basic
                            ? $" {Encoding.ASCII.GetString(Convert.FromBase64String(basic.Groups[1].Value))}"
                            : "";
                        _connects.Add(head.Split(' ')[1] + credentials);
                        if (credentials.Length == 0)
                        {
                            await stream.WriteAsync(AuthenticationRequired.ToArray());
                            continue;
                        }

                        await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray());
                        await AnswerAsync(stream);
                        break;
                    }
                }
            }
            catch (Exception stopped) when (stopped is SocketException or InvalidOperationException) // the latter between two connections
            {
                // Stopped.
            }
        }

        private async Task AnswerAsync(Stream stream)
        {
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(_certificate);
            await ReadHeadAsync(tls);
            await tls.WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {User.Length}\r\nConnection: close\r\n\r\n{User}"));
        }

        private static async Task<string> ReadHeadAsync(Stream stream)
        {
            var (head, next) = (new StringBuilder(), new byte[1]);
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(next) > 0)
            {
                head.Append((char)next[0]);
            }

            return head.ToString();
        }

        [GeneratedRegex("Proxy-Authorization: Basic (\\S+)", RegexOptions.IgnoreCase)]
        private static partial Regex Credentials();
    }
}
