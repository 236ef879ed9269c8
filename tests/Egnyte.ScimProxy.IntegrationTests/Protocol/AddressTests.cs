using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Simulator;
using Egnyte.ScimProxy.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>Where the proxy answers and where it says that it answers: Location, meta.location, tenants, health.</summary>
public sealed class AddressTests
{
    private const string PublicUrl = "ScimProxy:PublicUrl";
    private const string TrustedProxies = "ScimProxy:TrustedProxies:0";
    private const string ManagementUrl = "ScimProxy:Management:Url";

    private static readonly string[] HealthPaths = ["/health/live", "/health/ready"];

    private static readonly (string Name, string Value)[] Forwarded =
        [("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-Host", "scim.example.com")];

    [Fact]
    public async Task Location_OfWhatWasCreated_IsMetaLocationAndCanBeFetched()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();

        var user = await egnyte.Client.SendScimAsync(
            "POST", "Users", """{"userName":"new.person","name":{"givenName":"New","familyName":"Person"},"emails":[{"value":"new.person@example.com"}]}""");
        var group = await egnyte.Client.SendScimAsync("POST", "Groups", $$"""{"displayName":"New Group","members":[{"value":"{{user.Id}}"}]}""");

        foreach (var created in new[] { user, group })
        {
            Assert.Equal(201, created.Status);
            Assert.Equal(LocationIn(created), created.Headers.Location?.OriginalString);
            var fetched = await egnyte.Client.GetScimAsync(LocationIn(created));
            Assert.Equal((200, created.Id, LocationIn(created)), (fetched.Status, fetched.Id, LocationIn(fetched)));
        }
    }

    [Fact]
    public async Task Location_WithPublicUrl_BeginsThere()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(
            settings: [new(PublicUrl, "https://id.example.com/egnyte/"), new(TrustedProxies, "127.0.0.0/8")]);

        Assert.Equal("https://id.example.com/egnyte/scim/v2/Users/", await LocationOfFirstUserAsync(egnyte.Client));
        Assert.Equal("https://id.example.com/egnyte/scim/v2/Users/", await LocationOfFirstUserAsync(egnyte.Client, Forwarded));
        Assert.Equal("https://id.example.com/egnyte/default/scim/v2/Users/", await LocationOfFirstUserAsync(egnyte.Client, path: "/default/scim/v2/Users"));
        var created = await egnyte.Client.SendScimAsync("POST", "Groups", """{"displayName":"New Group"}""");
        Assert.Equal($"https://id.example.com/egnyte/scim/v2/Groups/{created.Id}", created.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("10.0.0.0/8")]
    [InlineData("127.0.0.2/32")]
    [InlineData("203.0.113.0/24")]
    public async Task ForwardedHeaders_FromANetworkThatIsNotTrusted_AreIgnored(string? trusted)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: trusted is null ? [] : [new(TrustedProxies, trusted)]);

        var location = await LocationOfFirstUserAsync(egnyte.Client, [.. Forwarded, ("X-Forwarded-Prefix", "/evil"), ("X-Original-For", "127.0.0.1")]);

        Assert.Equal($"{egnyte.Client.BaseAddress}Users/", location);
    }

    [Theory]
    [InlineData("127.0.0.0/8")]
    [InlineData("127.0.0.1/32")]
    public async Task ForwardedHeaders_FromATrustedNetwork_DecideTheLocation(string trusted)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: new KeyValuePair<string, string?>(TrustedProxies, trusted));

        Assert.Equal("https://scim.example.com/scim/v2/Users/", await LocationOfFirstUserAsync(egnyte.Client, Forwarded));
        Assert.Equal(
            "https://scim.example.com/idp/scim/v2/Users/", await LocationOfFirstUserAsync(egnyte.Client, [.. Forwarded, ("X-Forwarded-Prefix", "/idp")]));
        Assert.Equal(
            "https://scim.example.com/base/scim/v2/Users/", await LocationOfFirstUserAsync(egnyte.Client, [.. Forwarded, ("X-Forwarded-Prefix", "/base/")]));
        Assert.Equal($"{egnyte.Client.BaseAddress}Users/", await LocationOfFirstUserAsync(egnyte.Client));
    }

    /// <summary>An invalid value is ignored: it must neither break the request nor end up in an address.</summary>
    [Theory]
    [InlineData("X-Forwarded-Prefix", "//evil.example", "https://scim.example.com/")]
    [InlineData("X-Forwarded-Prefix", "/a/../b", "https://scim.example.com/")]
    [InlineData("X-Forwarded-Prefix", "/%2e%2e/b", "https://scim.example.com/")]
    [InlineData("X-Forwarded-Prefix", "evil", "https://scim.example.com/")]
    [InlineData("X-Forwarded-Host", "evil.example/x", "https://PROXY/")]
    [InlineData("X-Forwarded-Host", "user@evil.example", "https://PROXY/")]
    [InlineData("X-Forwarded-Proto", "javascript", "http://scim.example.com/")]
    [InlineData("X-Forwarded-For", "nonsense", "https://scim.example.com/")]
    public async Task ForwardedHeader_ThatIsInvalid_IsIgnoredAndLoggedOnce(string name, string value, string location)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: new KeyValuePair<string, string?>(TrustedProxies, "127.0.0.0/8"));
        (string, string)[] headers = [.. Forwarded.Where(header => header.Name != name), (name, value)];

        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(
                $"{location.Replace("PROXY", egnyte.Proxy.Address.Authority, StringComparison.Ordinal)}scim/v2/Users/",
                await LocationOfFirstUserAsync(egnyte.Client, headers));
        }

        var line = Assert.Single(egnyte.Proxy.Logs.Lines, line => line.EventId == EventIds.ForwardedHeaderIgnored);
        Assert.Contains(name, line.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(value, line.Text, StringComparison.Ordinal);
    }

    /// <summary>Without PublicUrl a write answers with the Host of its request, which is looked at before anything is written.</summary>
    [Theory]
    [InlineData("a..b", 400)]
    [InlineData("a'b", 400)]
    [InlineData("example.com:0", 400)]
    [InlineData("scim.example.com:8443", 201)]
    [InlineData("[2001:db8::1]:8443", 201)]
    public async Task Host_ThatIsInvalid_Is400BeforeTheWrite(string host, int status)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "Groups") { Content = new StringContent("""{"displayName":"New Group"}""") };
        request.Content.Headers.ContentType = new("application/scim+json");
        request.Headers.TryAddWithoutValidation("Host", host);

        var answer = await egnyte.Client.SendScimAsync(request);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 201 ? 1 : 0, egnyte.Simulator.Calls.Count);
        Assert.True(status != 201 || answer.Headers.Location!.OriginalString.StartsWith($"http://{host}/scim/v2/Groups/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tenant_OfItsOwnEgnyte_AnswersBelowItsName()
    {
        const string acmeToken = "acme-token";
        await using var acme = await EgnyteSimulator.StartAsync(
            new SimulatorOptions { CallsPerSecond = 100_000, CallsPerDay = 100_000_000, SeedPeople = false, Token = acmeToken },
            TestContext.Current.CancellationToken);
        acme.Domain.SeedUsers(1);
        await using var egnyte = await SimulatedEgnyte.StartAsync(
            settings: [new("ScimProxy:Tenants:acme:EgnyteBaseAddress", acme.Address.ToString()), new("ScimProxy:Tenants:acme:DeletePolicy", "delete")]);
        using var client = egnyte.Proxy.CreateClient(token: acmeToken, tenantPath: "/acme");

        var page = ScimShape.AssertList(await client.GetScimAsync("Users"), 1, 1);
        ScimShape.AssertUser(Assert.Single(page), $"{egnyte.Proxy.Address}acme/scim/v2");
        var created = await client.SendScimAsync("POST", "Groups", """{"displayName":"Acme Group"}""");
        Assert.Equal($"{egnyte.Proxy.Address}acme/scim/v2/Groups/{created.Id}", created.Headers.Location?.OriginalString);
        Assert.Equal(200, (await client.GetScimAsync(LocationIn(created))).Status);
        Assert.Equal(204, (await client.SendScimAsync("DELETE", $"Users/{page[0].GetProperty("id")}")).Status);

        Assert.Equal((0, 1), (acme.Domain.UserCount, acme.Domain.GroupCount));
        Assert.Equal((8, 3), (egnyte.Simulator.Domain.UserCount, egnyte.Simulator.Domain.GroupCount));
        Assert.Equal(0, egnyte.Simulator.Calls.Count);
        // Each Egnyte knows its own tokens only.
        ScimShape.AssertError(await egnyte.Client.GetScimAsync("/acme/scim/v2/Users"), 401);
        ScimShape.AssertError(await client.GetScimAsync("/scim/v2/Users"), 401);
    }

    [Fact]
    public async Task Tenant_Default_AnswersAtBothPlaces()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();

        Assert.Equal($"{egnyte.Proxy.Address}default/scim/v2/Users/", await LocationOfFirstUserAsync(egnyte.Client, path: "/default/scim/v2/Users"));
        Assert.Equal($"{egnyte.Proxy.Address}scim/v2/Users/", await LocationOfFirstUserAsync(egnyte.Client, path: "/scim/v2/Users"));
    }

    [Fact]
    public async Task Health_WithoutAManagementAddress_AnswersOnThePublicOne()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        using var client = new HttpClient { BaseAddress = egnyte.Proxy.Address };

        foreach (var path in HealthPaths)
        {
            var answer = await client.GetScimAsync(path);
            Assert.Equal((200, "Healthy"), (answer.Status, answer.Text));
        }

        // Names of tenants and fingerprints of tokens are not for the public.
        ScimShape.AssertError(await client.GetScimAsync("/health/tenants"), 404);
        ScimShape.AssertError(await client.GetScimAsync("/Health/Tenants/"), 404);
        ScimShape.AssertError(await egnyte.Client.GetScimAsync("/health/tenants"), 404);
        Assert.Equal(0, egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task Health_WhileEgnyteIsDown_IsStillReady()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        egnyte.Simulator.Controls.DownFor(TimeSpan.FromHours(1));
        using var client = new HttpClient { BaseAddress = egnyte.Proxy.Address };

        Assert.Equal(429, (await egnyte.Client.SendScimAsync("DELETE", $"Users/{egnyte.Simulator.Domain.AllUsers()[0].Id}")).Status);

        Assert.Equal(200, (await client.GetScimAsync("/health/ready")).Status);
    }

    [Fact]
    public async Task Health_WithAManagementAddress_AnswersThereAndNowhereElse()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: new KeyValuePair<string, string?>(ManagementUrl, "http://127.0.0.1:0"));
        var management = new Uri(egnyte.Proxy.Services.GetRequiredService<ManagementHost>().Address!);
        using var client = new HttpClient();

        foreach (var path in HealthPaths.Append("/health/tenants"))
        {
            Assert.Equal(200, (await client.GetScimAsync(new Uri(management, path).ToString())).Status);
            ScimShape.AssertError(await client.GetScimAsync(new Uri(egnyte.Proxy.Address, path).ToString()), 404);

            // Told apart by the port a connection came in on, never by what a caller writes.
            using var disguised = new HttpRequestMessage(HttpMethod.Get, new Uri(egnyte.Proxy.Address, path));
            disguised.Headers.Host = management.Authority;
            ScimShape.AssertError(await client.SendScimAsync(disguised), 404);
        }

        using var scim = new HttpRequestMessage(HttpMethod.Get, new Uri(management, "/scim/v2/Users"));
        scim.Headers.TryAddWithoutValidation("Authorization", $"Bearer {ScimProxyApplication.Token}");
        scim.Headers.Host = egnyte.Proxy.Address.Authority;
        Assert.Equal(404, (await client.SendScimAsync(scim)).Status);
        Assert.Equal(200, (await egnyte.Client.GetScimAsync("Users")).Status);
    }

    /// <summary>meta.location of the first user without its id, which must be that user's.</summary>
    private static async Task<string> LocationOfFirstUserAsync(HttpClient client, (string Name, string Value)[]? headers = null, string path = "Users")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}?count=1");
        foreach (var (name, value) in headers ?? [])
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var answer = await client.SendScimAsync(request);
        Assert.Equal(200, answer.Status);
        var user = answer.Json.GetProperty("Resources")[0];
        var (location, id) = (user.GetProperty("meta").GetProperty("location").GetString()!, user.GetProperty("id").GetString()!);
        Assert.EndsWith(id, location, StringComparison.Ordinal);
        return location[..^id.Length];
    }

    private static string LocationIn(ScimAnswer answer) => answer.Json.GetProperty("meta").GetProperty("location").GetString()!;
}
