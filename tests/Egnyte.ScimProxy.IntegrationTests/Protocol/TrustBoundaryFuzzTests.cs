using System.Text;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>
/// Requests with heads put together by chance, the same ones each time: every answer is whole and in SCIM's form, none is an inner failure,
/// nothing is written, and no address in an answer is one that only a forwarded header or another token names.
/// </summary>
public sealed class TrustBoundaryFuzzTests
{
    private const int RequestsOfASeed = 400;
    private const string Evil = "evil.example";

    private static readonly string[] Lines =
    [
        "GET /scim/v2/Users?count=1", "GET /scim/v2/Users/1", "GET /scim/v2/Schemas", "GET http://scim.example.com/scim/v2/Users?count=1",
        $"GET http://{Evil}/scim/v2/Schemas",
        "OPTIONS *", "get /scim/v2/Users", "GET //scim/v2/Users", "GET /nobody/scim/v2/Schemas", "GET /scim/v2/%2e%2e/v2/Schemas",
        "GET /%73cim/v2/Schemas", "GET /scim/v2/Users%0d%0aX:%20y", "GET /health/tenants",
        $"GET /scim/v2/Schemas?{Evil}", "GET /scim/v2/Me", $"GET /{Evil}/scim/v2/ServiceProviderConfig", "BREW /scim/v2/Users",
        "GET /scim/v2/Users?filter=%E9", "GET /scim/v2/Users#x", "GET scim/v2/Users",
    ];

    private static readonly string[] Headers =
    [
        "Host: scim.example.com", "Host: scim.example.com", "Host: scim.example.com:8443", "Host: [2001:db8::1]", $"Host: a@{Evil}", $"Host: {Evil}/",
        "Host: a..b", "Host:", "Host: \u00fc.example", "X-Empty:",
        $"Authorization: Bearer {ScimProxyApplication.Token}", $"Authorization: Bearer {ScimProxyApplication.Token}",
        $"authorization: {ScimProxyApplication.Token}", "Authorization: Bearer invented", "Authorization: Bearer a, Bearer b",
        "Authorization: Basic eDp5", "Authorization:", $"X-Forwarded-Host: {Evil}", $"X-Forwarded-Prefix: //{Evil}", "X-Forwarded-Prefix: /a/../..",
        "X-Forwarded-Proto: javascript", "X-Forwarded-For: 1, 2, 3",
        $"Forwarded: host={Evil}", $"X-Original-Host: {Evil}", "X-HTTP-Method-Override: DELETE", "X-HTTP-Method: PATCH", "X-Original-URL: /scim/v2/Bulk",
        "Connection: keep-alive", "Connection: Authorization, Host",
        "Connection: upgrade", "Upgrade: websocket", "Expect: 100-continue", "Expect: nonsense", "Content-Length: 0", "Transfer-Encoding: identity",
        "Accept: text/html", "Accept-Encoding: br", "Range: bytes=0-9", "If-None-Match: *",
        "If-Match: \"x\"", "If-Modified-Since: nonsense", "Content-Type: text/xml", "Content-Encoding: gzip", "Cookie: a=b",
        "Origin: https://evil.example", "TE: trailers", "Via: 1.1 x", "Max-Forwards: 0", "User-Agent: \u00ff\u0080", "X\u0001: y", "X: a\u0007b",
    ];

    [Theory]
    [InlineData(1, null)]
    [InlineData(20, "203.0.113.0/24")]
    [InlineData(300, "127.0.0.0/8")]
    public async Task Heads_OfASeed_AreAnsweredInScimsForm(int seed, string? trusted)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(
            settings: trusted is null ? [] : [new("ScimProxy:TrustedProxies:0", trusted), new("ScimProxy:PublicUrl", "https://public.example.com")]);
#pragma warning disable CA5394 // The same requests each time.
        var chance = new Random(seed);
        var met = new HashSet<int>();
        for (var number = 0; number < RequestsOfASeed; number++)
        {
            var line = Lines[chance.Next(Lines.Length)];
            var head = new StringBuilder($"{line} HTTP/1.{(chance.Next(20) == 0 ? 0 : 1)}\r\n");
            foreach (var header in Enumerable.Range(0, chance.Next(1, 7)).Select(_ => Headers[chance.Next(Headers.Length)]).Append("Connection: close"))
            {
                head.Append(header).Append(chance.Next(60) == 0 ? "\n" : "\r\n");
            }

            var request = head.Append("\r\n").ToString();
            var answers = await RawHttp.SendAsync(egnyte.Proxy.Address, request);

            var asked = $"Seed {seed}, request {number}: {request}";
            var answer = Assert.Single(answers);
            met.Add(answer.Status);
            Assert.True(answer.Status < 500, $"{asked}{answer.Status} {answer.Body}");
            Assert.Equal("no-store", answer.Headers["Cache-Control"]);
            if (answer.Status >= 400)
            {
                answer.AssertScimError(answer.Status);
            }

            Assert.DoesNotContain($"//{Evil}", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(ScimProxyApplication.Token, answer.Body, StringComparison.Ordinal);
        }
#pragma warning restore CA5394
        Assert.Subset(met, new HashSet<int> { 200, 400, 401, 404, 405 });
        Assert.All(egnyte.Simulator.Calls.Snapshot(), call => Assert.Equal("GET", call.Method));
        Assert.Equal(200, (await egnyte.Client.GetScimAsync("Users?count=1")).Status);
    }
}
