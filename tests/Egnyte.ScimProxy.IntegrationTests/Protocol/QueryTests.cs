using System.Text;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>How a query is decoded: what is not percent-encoded UTF-8 is rejected, never read as another value.</summary>
public sealed class QueryTests : IAsyncLifetime
{
    private SimulatedEgnyte _egnyte = null!;

    private static readonly string[] Parameters =
    [
        "filter", "count", "startIndex", "cursor", "attributes", "excludedAttributes", "sortBy", "sortOrder", "unknown", "Filter",
    ];

    private static readonly string[] Odd =
    [
        "%00", "%0A", "%7F", "\u0020", "'", "%22", "%5C", "%5C%22", "+", "++", "%2B", "%25", "%2525", "-1", "0", "9999999999999999999999", "1e3", "0x10",
        "%F0%9F%98%80", "e%CC%81", "%E2%80%AE", "%EF%BB%BF", ",", ",,,", "%5B%5D", "[", "()", "not", "urn:", "a.b.c.d", "$ref",
        "userName%20eq%20%22a%22", "displayName%20eq%20%22a%5C%5C%22", "displayName%20eq%20%22%5Cud800%22", "displayName%20eq%20%22%5C%22%22",
        "____________________________", "___________________________", "AAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAB", "%2F%2F", "null",
        "undefined", "true",
    ];

    public async ValueTask InitializeAsync()
    {
        _egnyte = await SimulatedEgnyte.StartAsync(settings: new KeyValuePair<string, string?>("ScimProxy:Tenants:default:CursorPaging", "true"));
        _egnyte.Simulator.Domain.AddGroup("Sales + Ops", []);
        _egnyte.Simulator.Domain.AddGroup("Sales Ops", []);
        _egnyte.Simulator.Domain.AddGroup("Café", []);
        _egnyte.Simulator.Calls.Clear();
    }

    public ValueTask DisposeAsync() => _egnyte.DisposeAsync();

    public static TheoryData<string> NotUtf8 =>
    [
        "%E9", "caf%e9", "%FF", "%C0%AF", "%E0%80%AF", "%ED%A0%80", "%ED%A0%BD%ED%B8%80", "%F4%90%80%80", "%F8%88%80%80%80", "%E2%82", "%80", "%", "%2",
        "%zz", "100%", "%u00e9", "% 20", "%C3%28", "userName%20eq%20%22%E9%22", "%22%E9%22",
    ];

    [Theory]
    [MemberData(nameof(NotUtf8))]
    public async Task Query_NotPercentEncodedUtf8_Is400WithoutACall(string value)
    {
        foreach (var path in new[] { "Users", "Groups", "Users/1", "Schemas", "" })
        {
            foreach (var parameter in Parameters)
            {
                var answer = await GetAsync($"{path}?count=1&{parameter}={value.Replace(" ", "+", StringComparison.Ordinal)}");

                ScimShape.AssertError(answer, 400, parameter is "filter" or "Filter" ? "invalidFilter" : "invalidValue");
                Assert.Contains(parameter, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
            }
        }

        ScimShape.AssertError(await GetAsync($"Users?{value.Replace(" ", "+", StringComparison.Ordinal)}=1"), 400, "invalidValue");
        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("PUT")]
    public async Task Query_OfAWrite_NotUtf8_ChangesNothing(string method)
    {
        var user = _egnyte.Simulator.Domain.AllUsers()[0];

        ScimShape.AssertError(
            await SendAsync(method, $"Users/{user.Id}?attributes=%E9", """{"active":false,"Operations":[{"op":"replace","value":{"active":false}}]}"""),
            400,
            "invalidValue");

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("Users/%E9")]
    [InlineData("Users/%FF%FE")]
    [InlineData("Users/%ED%A0%80")]
    [InlineData("Users/%zz")]
    [InlineData("Users/%2")]
    [InlineData("Groups/%E9")]
    [InlineData("Groups/%C0%AF")]
    [InlineData("Groups/%zz")]
    public async Task Id_NotUtf8_Is404WithoutACall(string path)
    {
        foreach (var method in new[] { "GET", "PATCH", "DELETE" })
        {
            ScimShape.AssertError(await SendAsync(method, path, """{"Operations":[{"op":"replace","value":{"active":false}}]}"""), 404);
        }

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("displayName%20eq%20%22Sales%20+%20Ops%22", "Sales + Ops")]
    [InlineData("displayName%20eq%20%22Sales%20%2B%20Ops%22", "Sales + Ops")]
    [InlineData("displayName+eq+%22Sales+%2B+Ops%22", "Sales + Ops")]
    [InlineData("displayName+eq+%22Sales%20+%20Ops%22", "Sales + Ops")]
    [InlineData("displayName+eq+%22Sales+Ops%22", "Sales Ops")]
    [InlineData("displayName+eq+%22Sales%20Ops%22", "Sales Ops")]
    [InlineData("displayName%20eq%20%22Sales%20Ops%22", "Sales Ops")]
    [InlineData("displayName%20eq%20%22Caf%C3%A9%22", "Café")]
    [InlineData("displayName+eq+%22caf%c3%a9%22&", "Café")]
    public async Task PlusInAFilter_IsABlank_OrAPlusBesidePercent20(string filter, string found)
    {
        var answer = await GetAsync($"Groups?filter={filter}");

        Assert.Equal([found], ScimShape.AssertList(answer, 1, 1).Select(group => group.GetProperty("displayName").GetString()));
    }

    [Theory]
    [InlineData("emails.value%20eq%20%22jane+x@example.com%22")]
    [InlineData("emails%5Btype%20eq%20%22work%22%5D.value+eq+%22jane+x@example.com%22")]
    public async Task PlusInAnEmailAddress_BesidePercent20_IsAPlus(string filter)
    {
        _egnyte.Simulator.Domain.AddUser(
            new Simulator.SimulatedUser { UserName = "janex", Email = "jane+x@example.com", GivenName = "Jane", FamilyName = "Doe" });

        var answer = await GetAsync($"Users?filter={filter}");

        Assert.Equal("janex", Assert.Single(ScimShape.AssertList(answer, 1, 1)).GetProperty("userName").GetString());
    }

    [Fact]
    public async Task Parameter_OfAnyName_WithAnyOddValue_IsNeverAnInnerFailure()
    {
        foreach (var parameter in Parameters)
        {
            foreach (var value in Odd)
            {
                foreach (var path in new[] { "Users", "Groups", "" })
                {
                    var answer = await GetAsync($"{path}?{parameter}={value.Replace(" ", "+", StringComparison.Ordinal)}&count=2");

                    Assert.True(answer.Status is 200 or 400, $"{path}?{parameter}={value}: {answer.Status} {answer.Text}");
                }
            }
        }
    }

#pragma warning disable CA5394 // The same values each time: nothing secret is made of them.
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Parameter_OfRandomBytes_IsNeverAnInnerFailure(int seed)
    {
        var random = new Random(seed);
        const string base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (var number = 0; number < 300; number++)
        {
            var bytes = new byte[random.Next(1, 30)];
            random.NextBytes(bytes);
            var value = number % 3 == 0
                ? string.Concat(Enumerable.Range(0, 27).Select(_ => base64[random.Next(base64.Length)]))
                : string.Concat(bytes.Select(code => $"%{code:X2}"));
            var parameter = number % 3 == 0 ? "cursor" : Parameters[random.Next(Parameters.Length)];

            var answer = await GetAsync($"Users?{parameter}={value}");

            var isText = number % 3 == 0 || System.Text.Unicode.Utf8.IsValid(bytes);
            Assert.True(answer.Status is 400 || (isText && answer.Status is 200), $"Seed {seed}: Users?{parameter}={value}: {answer.Status} {answer.Text}");
        }
    }
#pragma warning restore CA5394

    private Task<ScimAnswer> GetAsync(string path) => SendAsync("GET", path, null);

    private async Task<ScimAnswer> SendAsync(string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(method),
            new Uri($"{_egnyte.Client.BaseAddress}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Content = body is null or "" || method is "GET" or "DELETE" ? null : new StringContent(body, Encoding.UTF8, "application/scim+json");
        return await _egnyte.Client.SendScimAsync(request);
    }
}
