using System.Text.Json;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>What discovery claims (RFC 7643 §5, §7) is tried: each flag of ServiceProviderConfig, each characteristic of an attribute.</summary>
public sealed class ConformanceChecksOfConfiguration : IAsyncLifetime
{
    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:User";

    private SimulatedEgnyte _egnyte = null!;
    private string _jane = "";

    public async ValueTask InitializeAsync()
    {
        _egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false, new KeyValuePair<string, string?>("ScimProxy:Tenants:default:CursorPaging", "true"));
        for (var number = 1; number <= 230; number++)
        {
            _egnyte.Simulator.Domain.AddUser(
                new SimulatedUser { UserName = $"u{number}", Email = $"u{number}@example.com", GivenName = "Given", FamilyName = "Family" });
        }

        var jane = new SimulatedUser
        {
            UserName = "jane.doe",
            Email = "jane.doe@example.com",
            GivenName = "Jane",
            FamilyName = "Doe",
            ExternalId = "00u-jane",
        };
        _jane = $"Users/{_egnyte.Simulator.Domain.AddUser(jane).Id}";
    }

    public ValueTask DisposeAsync() => _egnyte.DisposeAsync();

    [Fact]
    public async Task EveryFlag_OfTheConfiguration_IsTrue()
    {
        var configuration = (await _egnyte.Client.GetScimAsync("ServiceProviderConfig")).Json;

        foreach (var feature in configuration.EnumerateObject()
            .Where(property => property.Name is not ("schemas" or "meta" or "authenticationSchemes" or "pagination")))
        {
            Assert.Equal((feature.Name, feature.Value.GetProperty("supported").GetBoolean()), (feature.Name, feature.Name switch
            {
                "patch" => (await PatchAsync("name.givenName", "\"Janet\"")).Json.GetProperty("name").GetProperty("givenName").GetString() == "Janet",
                "bulk" => (
                    await _egnyte.Client.SendScimAsync(
                        "POST",
                        "Bulk",
                        $$$"""
                        {"Operations":[
                           {"method":"PATCH","path":"/{{{_jane}}}","data":{"Operations":[{"op":"replace","path":"active","value":true}]}}]}
                        """)).Json.GetProperty("Operations")[0].GetProperty("status").GetString() == "200",
                "filter" => await FindsJaneAsync() && await PageSizeAsync("count=100000") == feature.Value.GetProperty("maxResults").GetInt32(),
                "changePassword" => await TakesAPasswordAsync(),
                "sort" => await FirstOfAsync("sortBy=userName&sortOrder=descending&count=1") != await FirstOfAsync("count=1"),
                "etag" => await IsNotModifiedAsync(),
                _ => throw new InvalidOperationException($"No check tries {feature.Name}."),
            }));
        }
    }

    [Fact]
    public async Task EveryWord_OnPaging_IsTrue()
    {
        var paging = (await _egnyte.Client.GetScimAsync("ServiceProviderConfig")).Json.GetProperty("pagination");

        var plain = (await _egnyte.Client.GetScimAsync("Users")).Json;
        Assert.Equal(("index", true), (paging.GetProperty("defaultPaginationMethod").GetString(), plain.TryGetProperty("startIndex", out _)));
        Assert.Equal(paging.GetProperty("defaultPageSize").GetInt32(), plain.GetProperty("Resources").GetArrayLength());
        Assert.Equal(paging.GetProperty("defaultPageSize").GetInt32(), await PageSizeAsync("cursor="));
        Assert.Equal(paging.GetProperty("maxPageSize").GetInt32(), await PageSizeAsync($"cursor=&count={paging.GetProperty("maxPageSize")}"));
        Assert.Equal(paging.GetProperty("maxPageSize").GetInt32(), await PageSizeAsync("count=231"));
        Assert.Equal(
            paging.GetProperty("cursor").GetBoolean(), (await _egnyte.Client.GetScimAsync("Users?cursor=&count=10")).Json.TryGetProperty("nextCursor", out _));
        Assert.Equal(
            paging.GetProperty("index").GetBoolean(),
            await FirstOfAsync("startIndex=2&count=1") == plain.GetProperty("Resources")[1].GetProperty("userName").GetString());
    }

    [Fact]
    public async Task TheOnlyScheme_IsTheOneThatWorks()
    {
        var scheme = Assert.Single((await _egnyte.Client.GetScimAsync("ServiceProviderConfig")).Json.GetProperty("authenticationSchemes").EnumerateArray());
        Assert.All(["type", "name", "description", "specUri"], name => Assert.NotEmpty(scheme.GetProperty(name).GetString()!));
        Assert.Equal("oauthbearertoken", scheme.GetProperty("type").GetString());

        using var basic = _egnyte.Proxy.CreateClient(token: null);
        basic.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Basic YWRtaW46c2VjcmV0");
        Assert.Equal((200, 401), ((await _egnyte.Client.GetScimAsync("Users?count=1")).Status, (await basic.GetScimAsync("Users?count=1")).Status));
    }

    [Fact]
    public async Task WhatASchemaRequires_IsRequired()
    {
        const string person = """{"userName":"john.roe","name":{"givenName":"John","familyName":"Roe"},"emails":[{"value":"john.roe@example.com"}]}""";
        var required = Attributes(await SchemaAsync(Core))
            .Where(attribute => attribute.GetProperty("required").GetBoolean())
            .Select(attribute => attribute.GetProperty("name").GetString()!)
            .ToList();
        Assert.Equal(["userName", "name", "emails"], required);

        foreach (var name in required)
        {
            var body = System.Text.Json.Nodes.JsonNode.Parse(person)!.AsObject();
            body.Remove(name);

            var answer = await _egnyte.Client.SendScimAsync("POST", "Users", body.ToJsonString());

            ScimShape.AssertError(answer, 400, "invalidValue");
            Assert.Contains(name, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(201, (await _egnyte.Client.SendScimAsync("POST", "Users", person)).Status);
    }

    [Fact]
    public async Task WhatASchemaCallsReadOnlyOrImmutable_IsNotChanged()
    {
        var before = (await _egnyte.Client.GetScimAsync(_jane)).Json;
        var attributes = Attributes(await SchemaAsync(Core))
            .Where(attribute => attribute.GetProperty("mutability").GetString() is "readOnly" or "immutable")
            .Select(attribute => attribute.GetProperty("name").GetString()!)
            .ToList();
        Assert.Equal(["userName", "externalId", "displayName", "groups"], attributes);

        foreach (var name in attributes)
        {
            var answer = await PatchAsync(name, name == "groups" ? "[]" : "\"other\"");

            Assert.True(answer.Status is 200 || answer.Json.GetProperty("scimType").GetString() is "mutability", $"{name}: {answer.Text}");
            Assert.Equal(before.GetRawText(), (await _egnyte.Client.GetScimAsync(_jane)).Json.GetRawText());
        }
    }

    [Fact]
    public async Task WhatASchemaCallsCanonical_IsAllThatIsTaken()
    {
        var userType = Attributes(await SchemaAsync(Core)).Single(attribute => attribute.GetProperty("name").GetString() == "userType");

        foreach (var value in userType.GetProperty("canonicalValues").EnumerateArray())
        {
            Assert.Equal(200, (await PatchAsync("userType", value.GetRawText())).Status);
        }

        ScimShape.AssertError(await PatchAsync("userType", "\"Member\""), 400, "invalidValue");
    }

    [Fact]
    public async Task WhatNoSchemaDeclares_CannotBeAskedFor()
    {
        Assert.DoesNotContain(Attributes(await SchemaAsync(Core)), attribute => attribute.GetProperty("name").GetString() == "password");
        await PatchAsync("password", "\"correct-horse-battery\"");

        Assert.False((await _egnyte.Client.GetScimAsync($"{_jane}?attributes=password")).Json.TryGetProperty("password", out _));
        ScimShape.AssertError(await _egnyte.Client.GetScimAsync("Users?filter=password%20eq%20%22correct-horse-battery%22"), 400, "invalidFilter");
    }

    private async Task<bool> FindsJaneAsync() =>
        (await _egnyte.Client.GetScimAsync("Users?filter=userName%20eq%20%22jane.doe%22")).Json.GetProperty("Resources")[0].GetProperty("userName").GetString()
            == "jane.doe";

    // RFC 7643 §4.1.1: a service that cannot change passwords says so; ours drops them.
    private async Task<bool> TakesAPasswordAsync()
    {
        _egnyte.Simulator.Calls.Clear();
        await PatchAsync("password", "\"correct-horse-battery\"");
        return _egnyte.Simulator.Calls.Snapshot().Any(call => call.Method != "GET");
    }

    private async Task<bool> IsNotModifiedAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _jane);
        request.Headers.TryAddWithoutValidation("If-None-Match", (await _egnyte.Client.GetScimAsync(_jane)).Headers.ETag!.ToString());
        return (await _egnyte.Client.SendScimAsync(request)).Status == 304;
    }

    private async Task<int> PageSizeAsync(string query) => (await _egnyte.Client.GetScimAsync($"Users?{query}")).Json.GetProperty("Resources").GetArrayLength();

    private async Task<string?> FirstOfAsync(string query) =>
        (await _egnyte.Client.GetScimAsync($"Users?{query}")).Json.GetProperty("Resources")[0].GetProperty("userName").GetString();

    private async Task<JsonElement> SchemaAsync(string urn) => (await _egnyte.Client.GetScimAsync($"Schemas/{urn}")).Json;

    private static JsonElement.ArrayEnumerator Attributes(JsonElement schema) => schema.GetProperty("attributes").EnumerateArray();

    private Task<ScimAnswer> PatchAsync(string path, string value) =>
        _egnyte.Client.SendScimAsync(
            "PATCH",
            _jane,
            $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"{{path}}","value":{{value}}}]}""");
}
