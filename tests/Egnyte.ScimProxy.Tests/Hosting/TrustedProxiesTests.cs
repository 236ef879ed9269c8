using System.Net;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Tenants;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Egnyte.ScimProxy.Tests.Hosting;

/// <summary>Forwarded headers: of trusted proxies only, and nothing in them that could poison an address.</summary>
public sealed class TrustedProxiesTests
{
    private const string Client = "203.0.113.7";
    private const string ClosestMatch = "10.0.0.1";

    private readonly CountingLogger _logger = new();
    private readonly TrustedProxies _proxies;

    public TrustedProxiesTests() => _proxies = new TrustedProxies(["10.0.0.0/8", "2001:db8:1::/48", "::ffff:192.168.7.0/120"], _logger);

    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("10.255.255.255", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("2001:db8:1::5", true)]
    [InlineData("192.168.7.9", true)]
    [InlineData("::ffff:192.168.7.9", true)]
    [InlineData("11.0.0.1", false)]
    [InlineData("::ffff:11.0.0.1", false)]
    [InlineData("::a00:1", false)]
    [InlineData("2001:db8:2::5", false)]
    [InlineData("192.168.8.9", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("", false)]
    public async Task Invoke_FromAnAddress_BelievesTrustedOnesOnly(string address, bool trusted)
    {
        var request = await InvokeAsync(address, proto: ["https"], host: ["scim.example.com"], prefix: ["/idp"]);

        Assert.Equal(trusted ? "https://scim.example.com/idp" : "http://proxy:8080", Origin(request));
    }

    [Theory]
    [InlineData("https", "https")]
    [InlineData("HTTPS", "https")]
    [InlineData("Http", "http")]
    [InlineData("http, https", "https")]
    [InlineData("ftp, https", "https")]
    [InlineData("https, ", "https")]
    [InlineData("javascript", null)]
    [InlineData("https:", null)]
    [InlineData("https://evil.example", null)]
    [InlineData("https\r\nX: y", null)]
    [InlineData("https, wss", null)]
    [InlineData("\u0068ttp\u0455", null)]
    public async Task Proto_IsHttpOrHttps_OrIgnored(string value, string? scheme)
    {
        var request = await InvokeAsync(ClosestMatch, proto: [value]);

        Assert.Equal($"{scheme ?? "http"}://proxy:8080", Origin(request));
        Assert.Equal(scheme is null ? 1 : 0, _logger.Count);
    }

    [Theory]
    [InlineData("scim.example.com", true)]
    [InlineData("scim.example.com:8443", true)]
    [InlineData("203.0.113.1", true)]
    [InlineData("[2001:db8::1]", true)]
    [InlineData("[2001:db8::1]:443", true)]
    [InlineData("my_proxy:80", true)]
    [InlineData("scim.example.com.", true)]
    [InlineData("xn--bcher-kva.example", true)]
    [InlineData("bücher.example", false)]
    [InlineData("evil.example/path", false)]
    [InlineData("evil.example?x", false)]
    [InlineData("evil.example#x", false)]
    [InlineData("user@evil.example", false)]
    [InlineData("evil example", false)]
    [InlineData("evil.example\r\nX: y", false)]
    [InlineData("evil.example\u0000", false)]
    [InlineData("evil.example:", false)]
    [InlineData("evil.example:0", false)]
    [InlineData("evil.example:65536", false)]
    [InlineData("evil.example:+80", false)]
    [InlineData("evil.example:80:80", false)]
    [InlineData("..", false)]
    [InlineData("a..b", false)]
    [InlineData(".example", false)]
    [InlineData(":80", false)]
    [InlineData("[2001:db8::1", false)]
    [InlineData("[2001:db8::1]x", false)]
    [InlineData("[fe80::1%25eth0]", false)]
    [InlineData("[203.0.113.1]", false)]
    [InlineData("[]", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("%65vil.example", false)]
    public async Task Host_IsAHostWithAPort_OrIgnored(string value, bool valid)
    {
        var request = await InvokeAsync(ClosestMatch, host: [value]);

        Assert.Equal(valid ? $"http://{value}" : "http://proxy:8080", Origin(request));
        Assert.Equal(valid ? 0 : 1, _logger.Count);
        Assert.Equal(valid, PublicAddress.IsHost(value));
    }

    [Theory]
    [InlineData("/base", "/base")]
    [InlineData("/base/", "/base")]
    [InlineData("/", "")]
    [InlineData("/a/b-c_d.e~f", "/a/b-c_d.e~f")]
    [InlineData("/a, /b", "/b")]
    [InlineData("base", null)]
    [InlineData("//evil.example", null)]
    [InlineData("/a//b", null)]
    [InlineData("/base//", null)]
    [InlineData("/a/../b", null)]
    [InlineData("/..", null)]
    [InlineData("/./a", null)]
    [InlineData("/%2e%2e", null)]
    [InlineData("/a%2fb", null)]
    [InlineData("/a?b", null)]
    [InlineData("/a#b", null)]
    [InlineData("/a\\b", null)]
    [InlineData("/a b", null)]
    [InlineData("/a;b", null)]
    [InlineData("/a\r\nX: y", null)]
    [InlineData("/ü", null)]
    [InlineData("/a\u0000", null)]
    [InlineData("https://evil.example/", null)]
    public async Task Prefix_IsACleanPath_OrIgnored(string value, string? prefix)
    {
        var request = await InvokeAsync(ClosestMatch, prefix: [value]);

        Assert.Equal($"http://proxy:8080{prefix}", Origin(request));
        Assert.Equal(prefix is null ? 1 : 0, _logger.Count);
    }

    [Fact]
    public async Task Prefix_OrHost_ThatIsTooLong_IsIgnored()
    {
        Assert.Equal("http://proxy:8080", Origin(await InvokeAsync(ClosestMatch, prefix: ["/" + new string('a', 256)])));
        Assert.Equal("http://proxy:8080", Origin(await InvokeAsync(ClosestMatch, host: [new string('a', 254)])));
    }

    /// <summary>Each proxy adds the address that it was called from at the end: what stands before the first untrusted one is the client's word.</summary>
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("198.51.100.1, 203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7, 10.0.0.2", "203.0.113.7")]
    [InlineData("198.51.100.1, 203.0.113.7, 10.0.0.3, 10.0.0.2", "203.0.113.7")]
    [InlineData("203.0.113.7:4711", "203.0.113.7")]
    [InlineData("\"203.0.113.7:4711\"", "203.0.113.7")]
    [InlineData("2001:db8:9::1", "2001:db8:9::1")]
    [InlineData("[2001:db8:9::1]", "2001:db8:9::1")]
    [InlineData("[2001:db8:9::1]:4711, [2001:db8:1::1]:80", "2001:db8:9::1")]
    [InlineData("203.0.113.7, ::ffff:10.0.0.2", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7, , ", "203.0.113.7")]
    [InlineData("10.0.0.9", "10.0.0.9")]
    [InlineData("203.0.113.7, unknown", "10.0.0.1")]
    [InlineData("203.0.113.7, 1", "10.0.0.1")]
    [InlineData("203.0.113.7, 0x7f.0.0.1", "10.0.0.1")]
    [InlineData("203.0.113.7, 10.0.0.2:99999", "10.0.0.1")]
    [InlineData("203.0.113.7, _hidden", "10.0.0.1")]
    [InlineData("", "10.0.0.1")]
    public async Task For_IsBelievedFromItsEnd_WhileProxiesAreTrusted(string value, string address)
    {
        var request = await InvokeAsync(ClosestMatch, forwardedFor: [value]);

        Assert.Equal(address, request.HttpContext.Connection.RemoteIpAddress!.ToString());
    }

    [Fact]
    public async Task Lists_InSeveralHeaders_AreOneList()
    {
        var request = await InvokeAsync(
            ClosestMatch, forwardedFor: ["198.51.100.1", $"{Client}, 10.0.0.3", "10.0.0.2"], proto: ["ftp", "http", "https, http", "http"],
            host: ["evil.example, evil.example", "public.example.com", "lb, ingress"]);

        // Three proxies: of each list the third entry from the end.
        Assert.Equal("https://public.example.com", Origin(request));
        Assert.Equal(Client, request.HttpContext.Connection.RemoteIpAddress!.ToString());
    }

    /// <summary>The nearest proxy alone is believed where it adds no address.</summary>
    [Fact]
    public async Task Lists_WithoutAnAddress_AreBelievedAtTheirEnd() =>
        Assert.Equal(
            "https://scim.example.com/b",
            Origin(await InvokeAsync(ClosestMatch, proto: ["http, https"], host: ["evil.example, scim.example.com"], prefix: ["/evil, /b"])));

    /// <summary>Only the proxy at the edge says how it was called.</summary>
    [Fact]
    public async Task Lists_ShorterThanTheRowOfProxies_AreBelieved() =>
        Assert.Equal(
            "https://scim.example.com",
            Origin(await InvokeAsync(ClosestMatch, forwardedFor: [$"{Client}, 10.0.0.2"], proto: ["https"], host: ["scim.example.com"])));

    [Fact]
    public async Task InvalidValues_AreLoggedOncePerHeader_AndTheOthersAreBelieved()
    {
        for (var time = 0; time < 3; time++)
        {
            Assert.Equal("https://proxy:8080", Origin(await InvokeAsync(ClosestMatch, proto: ["https"], host: ["/"], prefix: ["evil"])));
        }

        Assert.Equal(2, _logger.Count);
    }

    [Fact]
    public async Task AnEndlessListOfTrustedAddresses_EndsByItself()
    {
        var request = await InvokeAsync(ClosestMatch, forwardedFor: [string.Join(',', Enumerable.Repeat("10.0.0.2", 4000))]);

        Assert.Equal("10.0.0.2", request.HttpContext.Connection.RemoteIpAddress!.ToString());
    }

    private static string Origin(HttpRequest request) => PublicAddress.Of(request, null)[..^TenantPaths.ScimPath.Length];

    private async Task<HttpRequest> InvokeAsync(
        string from, string[]? forwardedFor = null, string[]? proto = null, string[]? host = null, string[]? prefix = null)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = from.Length == 0 ? null : IPAddress.Parse(from);
        (context.Request.Scheme, context.Request.Host) = ("http", new HostString("proxy:8080"));
        foreach (var (name, values) in new[]
        {
            ("X-Forwarded-For", forwardedFor), ("X-Forwarded-Proto", proto), ("X-Forwarded-Host", host), ("X-Forwarded-Prefix", prefix),
        })
        {
            if (values is not null)
            {
                context.Request.Headers[name] = new StringValues(values);
            }
        }

        var isCalled = false;
        await _proxies.InvokeAsync(context, _ =>
        {
            isCalled = true;
            return Task.CompletedTask;
        });
        Assert.True(isCalled);
        return context.Request;
    }

    private sealed class CountingLogger : ILogger
    {
        public int Count { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Count++;
    }
}
