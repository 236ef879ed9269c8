using System.Text;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>Every header with every odd value: an answer in SCIM's form, and never an inner failure.</summary>
public sealed class OddHeaderTests : IClassFixture<RunningEgnyte>
{
    private readonly SimulatedEgnyte _egnyte;

    public OddHeaderTests(RunningEgnyte running) => _egnyte = running.Egnyte;

    public static TheoryData<string> Headers =>
    [
        "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Authorization", "Cache-Control", "Content-Encoding", "Content-Language",
        "Content-Type", "Cookie", "Forwarded", "From", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range", "If-Unmodified-Since", "Origin",
        "Prefer", "Range", "Referer", "TE",
        "Traceparent", "Tracestate", "Baggage", "Request-Id", "Upgrade", "User-Agent", "Via", "X-Forwarded-For", "X-Forwarded-Host",
        "X-Forwarded-Prefix", "X-Forwarded-Proto", "X-HTTP-Method-Override", "X-Original-URL", "X-Request-ID", "X-Odd",
    ];

    private static readonly string[] Values =
    [
        "", " ", "\"", "\"\"", "\\", ",", ";", "=", ";=,", "*", "*/*", "W/", "W/\"", "a/b;q=2", "gzip", "gzip;q=x", "0", "-1", "99999999999999999999",
        "1.5", "bytes=0-", "bytes=9-1", "true", "null", "%00", "%E9", "\t", "()<>@", "\u00e9", "\ud83d\ude00", "\u202e", "http://", "h2c", "[::1",
        "a:b:c",
        "application/json;charset", "application/json;charset=\"", "Thu, 32 Foo 2026", "00-00000000000000000000000000000000-0000000000000000-00",
        "Bearer", new('a', 5000), "a b c, d; e=\"f, g\"",
    ];

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task Header_WithAnyOddValue_IsNeverAnInnerFailure(string header)
    {
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = _egnyte.Client.BaseAddress };
        var user = _egnyte.Simulator.Domain.AllUsers()[1].Id;
        foreach (var value in Values)
        {
            foreach (var (method, path, body) in new[]
            {
                ("GET", "Users?count=1", null), ("GET", $"Users/{user}", null),
                ("PATCH", $"Users/{user}", """{"Operations":[{"op":"replace","path":"active","value":true}]}"""),
                ("POST", "Groups/.search", """{"count":1}"""),
            })
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), path)
                {
                    Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/scim+json"),
                };
                _ = header == "Authorization" || request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {ScimProxyApplication.Token}");
                _ = header.StartsWith("Content-", StringComparison.Ordinal) && request.Content?.Headers.Remove(header) is true;
                _ = request.Headers.TryAddWithoutValidation(header, value) || request.Content?.Headers.TryAddWithoutValidation(header, value) is true;

                var answer = await client.SendScimAsync(request);

                Assert.True(answer.Status < 500, $"{method} {path} with {header}: {value} was answered {answer.Status} {answer.Text}");
                if (answer.Status >= 400 && answer.Text.Length > 0)
                {
                    ScimShape.AssertError(answer, answer.Status, answer.Json.TryGetProperty("scimType", out var type) ? type.GetString() : null);
                }
            }
        }
    }

    [Theory]
    [InlineData("xn--bcher-kva.example")]
    [InlineData("XN--BCHER-KVA.example:8443")]
    [InlineData("xn--99999999.example")]
    [InlineData("xn--.example")]
    [InlineData("xn--zzzzzzzzzzzz")]
    public async Task Host_InPunycode_IsTheAddressOfTheResource(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"Users/{_egnyte.Simulator.Domain.AllUsers()[1].Id}");
        request.Headers.Authorization = new("Bearer", ScimProxyApplication.Token);
        Assert.True(request.Headers.TryAddWithoutValidation("Host", host));

        var answer = await _egnyte.Client.SendScimAsync(request);

        Assert.Equal(200, answer.Status);
        Assert.StartsWith($"http://{host}/scim/v2/Users/", answer.Json.GetProperty("meta").GetProperty("location").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("User-Agent")]
    [InlineData("X-Authenticated-User")]
    [InlineData("If-None-Match")]
    public async Task Header_InLatin1_IsNoInvalidRequest(string header)
    {
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1 };
        using var client = new HttpClient(handler) { BaseAddress = _egnyte.Client.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Get, "Users?count=1");
        request.Headers.Authorization = new("Bearer", ScimProxyApplication.Token);
        Assert.True(request.Headers.TryAddWithoutValidation(header, "J\u00f6rg"));

        Assert.Equal(200, (await client.SendScimAsync(request)).Status);
    }
}
