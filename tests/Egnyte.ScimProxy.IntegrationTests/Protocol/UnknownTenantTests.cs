using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Telemetry;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>A request to a tenant that is not configured is answered as one with a wrong token to a tenant that is: names cannot be enumerated.</summary>
public sealed partial class UnknownTenantTests : IClassFixture<RunningEgnyte>
{
    private const string Known = "acme-known";
    private const string Entra = "acme-entra";
    private const string Patch = """{"Operations":[{"op":"replace","path":"active","value":false}]}""";
    private const string Person = """
        {"userName":"new.person","name":{"givenName":"New","familyName":"Person"},"emails":[{"value":"new.person@example.com"}]}
        """;

    private static readonly (string Method, string Path, string? Body)[] Requests =
    [
        ("GET", "Users", null), ("GET", "Users?count=1", null), ("GET", "Users/1", null), ("GET", "Users/007", null), ("GET", "Groups", null),
        ("GET", "Groups/abc", null),
        ("GET", "Users?filter=userName%20eq%20%22jane%22", null), ("GET", "Users?filter=title%20co%20%22x%22", null), ("GET", "Users?filter=%28", null),
        ("GET", "Users?filter=userName%20eq%20%22o%27brien%22", null),
        ("GET", "Users?attributes=%24", null), ("GET", "Groups?filter=members%20pr", null), ("GET", "", null), ("GET", "?filter=id%20eq%201", null),
        ("POST", "Users", Person), ("POST", "Users", "{}"), ("POST", "Users", "{"), ("PUT", "Users/1", Person), ("PATCH", "Users/1", Patch),
        ("PATCH", "Users/1", "{}"), ("DELETE", "Users/1", null),
        ("POST", "Groups", """{"displayName":"G"}"""), ("PATCH", "Groups/1", "[]"), ("DELETE", "Groups/abc", null),
        ("POST", "Bulk", $$"""{"Operations":[{"method":"PATCH","path":"/Users/1","data":{{Patch}}},{"method":"DELETE","path":"/Groups/1"}]}"""),
        ("POST", "Bulk", "{}"),
        ("POST", ".search", "{}"), ("POST", "Users/.search", """{"filter":"userName pr"}"""), ("POST", "Groups/.search", """{"filter":1}"""),
        ("GET", "Me", null), ("PUT", "Me", Person), ("PATCH", "Me", Patch), ("DELETE", "Me", null), ("POST", "Me", "{}"),
        ("GET", "ServiceProviderConfig", null), ("GET", "ResourceTypes", null), ("GET", "ResourceTypes/User", null), ("GET", "ResourceTypes/None", null),
        ("GET", "Schemas", null), ("GET", "Schemas?filter=a", null),
        ("DELETE", "Users", null), ("OPTIONS", "Users", null), ("HEAD", "Users", null), ("GET", "Nothing", null), ("GET", "Users/1/2", null),
    ];

    private readonly SimulatedEgnyte _egnyte;

    public UnknownTenantTests(RunningEgnyte running)
    {
        _egnyte = running.Egnyte;
        _egnyte.Simulator.Calls.Clear();
    }

    public static TheoryData<string> Authorizations => ["", "Basic eDp5", "Bearer two words", "Bearer invented", "invented"];

    [Theory]
    [MemberData(nameof(Authorizations))]
    public async Task Request_ToAnUnknownTenant_IsAnsweredAsToAConfiguredOne(string? authorization)
    {
        await using var proxy = await StartAsync();
        foreach (var request in Requests)
        {
            var known = await SendAsync(proxy, authorization, Known, request);
            var unknown = await SendAsync(proxy, authorization, "acme-nobody", request);

            Assert.Equal($"{request}\n{known}", $"{request}\n{unknown}");
        }
    }

    [Theory]
    [InlineData("application/xml", "{}")]
    [InlineData("application/json", "")]
    public async Task Body_ThatIsNotRead_IsAnsweredAsToAConfiguredTenant(string mediaType, string body)
    {
        await using var proxy = await StartAsync();
        using var client = proxy.CreateClient(token: "invented", tenantPath: "/default");
        using var other = proxy.CreateClient(token: "invented", tenantPath: "/nobody");

        var known = await client.SendScimAsync("POST", "Users", body, mediaType);
        var unknown = await other.SendScimAsync("POST", "Users", body, mediaType);

        Assert.Equal((known.Status, known.Text), (unknown.Status, unknown.Text));
    }

    [Fact]
    public async Task Token_ThatAConfiguredTenantsEgnyteAccepts_IsRefusedAndSentNowhere()
    {
        await using var proxy = await StartAsync();
        using var client = proxy.CreateClient(tenantPath: "/nobody");

        var answers = new[]
        {
            await client.GetScimAsync("Users"), await client.GetScimAsync("Me"),
            await client.SendScimAsync("PATCH", $"Users/{_egnyte.Simulator.Domain.AllUsers()[0].Id}", Patch),
        };

        foreach (var answer in answers)
        {
            ScimShape.AssertError(answer, 401);
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
            Assert.Contains("another Egnyte domain", answer.Text, StringComparison.Ordinal);
            Assert.Contains("a tenant that this proxy does not have", answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
        Assert.Equal(
            3,
            proxy.Logs.Lines.Count(line =>
                line.EventId == EventIds.UnknownTenant && line.Text.Contains("no tenant nobody is configured", StringComparison.Ordinal)));
    }

    /// <summary>Profiles differ in what discovery says: an unknown name says what one of the configured names says.</summary>
    [Fact]
    public async Task Discovery_OfUnknownTenants_IsThatOfConfiguredOnes_ByName()
    {
        await using var proxy = await StartAsync(withEntra: true);
        var request = ("GET", "Schemas", (string?)null);
        var first = await SendAsync(proxy, "Bearer invented", Entra, request);
        var second = await SendAsync(proxy, "Bearer invented", Known, request);
        Assert.NotEqual(first, second);

        var names = Enumerable.Range(0, 20).Select(number => $"tenant{number}").ToList();
        var unknown = new List<string>();
        foreach (var name in names)
        {
            unknown.Add(await SendAsync(proxy, "Bearer invented", name, request));
            Assert.Equal(unknown[^1], await SendAsync(proxy, "Bearer invented", name.ToUpperInvariant(), request));
        }

        Assert.Equal(new[] { first, second }.Order(StringComparer.Ordinal), unknown.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>The name as the request writes it: the configured letter case is not told.</summary>
    [Theory]
    [InlineData("ACME-Known")]
    [InlineData("Nobody")]
    public async Task Name_InAnErrorText_IsAsTheRequestWritesIt(string name)
    {
        await using var proxy = await StartAsync();
        using var client = proxy.CreateClient(token: "invented", tenantPath: $"/{name}");

        Assert.Contains($"ScimProxy:Tenants:{name}:DeletePolicy", (await client.SendScimAsync("DELETE", "Users/1")).Text, StringComparison.Ordinal);
        Assert.Contains(
            $"ScimProxy:Tenants:{name}:Capabilities:DeleteGroups", (await client.SendScimAsync("DELETE", "Groups/abc")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_ThatCannotBeATenants_IsNotRepeated()
    {
        await using var proxy = await StartAsync();
        using var client = proxy.CreateClient(token: "invented", tenantPath: $"/a%0Ab{new string('x', 100)}");

        Assert.DoesNotContain("xxx", (await client.SendScimAsync("DELETE", "Users/1")).Text, StringComparison.Ordinal);
        ScimShape.AssertError(await client.GetScimAsync("Users"), 401);
        Assert.DoesNotContain(
            proxy.Logs.Lines, line => line.Text.Contains('\n', StringComparison.Ordinal) || line.Text.Contains("xxx", StringComparison.Ordinal));
    }

    /// <summary>Two tenants with the same settings, a third with others.</summary>
    private async Task<ScimProxyApplication> StartAsync(bool withEntra = false)
    {
        var settings = new List<KeyValuePair<string, string?>>();
        foreach (var tenant in new[] { "default", Known })
        {
            var key = $"ScimProxy:Tenants:{tenant}";
            settings.AddRange([new($"{key}:DeletePolicy", "refuse"), new($"{key}:Capabilities:DeleteGroups", "false"), new($"{key}:CallsPerSecond", "1000")]);
        }

        settings.Add(new($"ScimProxy:Tenants:{Known}:EgnyteBaseAddress", _egnyte.Simulator.Address.ToString()));
        return await ScimProxyApplication.StartAsync(
            _egnyte.Simulator.Address,
            withEntra
                ?
                [
                    .. settings, new($"ScimProxy:Tenants:{Entra}:EgnyteDomain", "acme"), new($"ScimProxy:Tenants:{Entra}:Profile", "entra"),
                    new($"ScimProxy:Tenants:{Entra}:GroupListMembers", "omit"),
                ]
                : settings);
    }

    /// <summary>Status, headers and body, without what differs from request to request.</summary>
    private static async Task<string> SendAsync(
        ScimProxyApplication proxy, string? authorization, string tenant, (string Method, string Path, string? Body) request)
    {
        using var client = new HttpClient { BaseAddress = new Uri(proxy.Address, $"/{tenant}/scim/v2/") };
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Path);
        message.Content = request.Body is null ? null : new StringContent(request.Body, System.Text.Encoding.UTF8, "application/scim+json");
        _ = authorization is null || message.Headers.TryAddWithoutValidation("Authorization", authorization);
        var answer = await client.SendScimAsync(message);
        answer.Headers.Remove("Date");
        answer.Headers.Remove("X-Request-Id");
        return RequestId()
            .Replace($"{answer.Status} {answer.Headers} {answer.MediaType} {answer.Text}", "")
            .Replace(tenant, "TENANT", StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"\(request [^)]+\)")]
    private static partial Regex RequestId();
}
