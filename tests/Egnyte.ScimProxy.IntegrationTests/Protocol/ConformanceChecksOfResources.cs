using System.Text.Json;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>What RFC 7643 and RFC 7644 say of the life of a resource: its birth, what is shown of it, its end.</summary>
public sealed class ConformanceChecksOfResources : IAsyncLifetime
{
    private const string Extension = "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User";
    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:User";
    private const string CoreGroup = "urn:ietf:params:scim:schemas:core:2.0:Group";
    private const string PatchOp = "\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"]";
    private const string Person = """{"userName":"john.roe","name":{"givenName":"John","familyName":"Roe"},"emails":[{"value":"john.roe@example.com"}]}""";

    private SimulatedEgnyte _egnyte = null!;
    private long _jane;
    private string _sales = "";

    public async ValueTask InitializeAsync()
    {
        _egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false, new KeyValuePair<string, string?>("ScimProxy:Tenants:default:DeletePolicy", "delete"));
        _jane = _egnyte.Simulator.Domain.AddUser(
            new SimulatedUser
            {
                UserName = "jane.doe",
                Email = "jane.doe@example.com",
                GivenName = "Jane",
                FamilyName = "Doe",
                AuthType = "sso",
                IdpUserId = "jane",
            }).Id;
        _sales = _egnyte.Simulator.Domain.AddGroup("Sales", [_jane]).Id;
    }

    public ValueTask DisposeAsync() => _egnyte.DisposeAsync();

    [Fact]
    public async Task Create_GivesAnIdAndMetaOfItsOwn_WhateverTheClientSent()
    {
        const string given = """
            "id":"bulkId:7","meta":{"resourceType":"Role","location":"https://elsewhere.example.com/7","created":"2001-01-01T00:00:00Z","version":"W/\"1\""}
            """;
        var user = await _egnyte.Client.SendScimAsync("POST", "Users", $"{Person[..^1]},{given}}}");
        var group = await _egnyte.Client.SendScimAsync("POST", "Groups", $$"""{"displayName":"New",{{given}}}""");

        foreach (var (created, type) in new[] { (user, "User"), (group, "Group") })
        {
            var meta = created.Json.GetProperty("meta");
            Assert.Equal(201, created.Status);
            Assert.DoesNotContain("bulkId", created.Id, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(type, meta.GetProperty("resourceType").GetString());
            Assert.Equal($"{_egnyte.Client.BaseAddress}{type}s/{created.Id}", meta.GetProperty("location").GetString());
            Assert.Equal(created.Headers.Location!.OriginalString, meta.GetProperty("location").GetString());
            Assert.Equal(created.Headers.ETag!.ToString(), meta.GetProperty("version").GetString());
        }
    }

    [Fact]
    public async Task Create_OfWhatExists_Is409Uniqueness()
    {
        await _egnyte.Client.SendScimAsync("POST", "Users", Person);

        ScimShape.AssertError(await _egnyte.Client.SendScimAsync("POST", "Users", Person), 409, "uniqueness");
        ScimShape.AssertError(await _egnyte.Client.SendScimAsync("POST", "Groups", """{"displayName":"Sales"}"""), 409, "uniqueness");
    }

    [Theory]
    [InlineData("Users")]
    [InlineData("Groups")]
    public async Task Put_OfWhatIsNotThere_CreatesNothing(string endpoint)
    {
        ScimShape.AssertError(await _egnyte.Client.SendScimAsync("PUT", $"{endpoint}/999999", endpoint == "Users" ? Person : """{"displayName":"New"}"""), 404);

        Assert.Equal((1, 1), (_egnyte.Simulator.Domain.UserCount, _egnyte.Simulator.Domain.GroupCount));
    }

    [Theory]
    [InlineData("Users")]
    [InlineData("Groups")]
    public async Task Delete_TakesTheResourceAway_AndItsNameIsFree(string endpoint)
    {
        var (body, name) = endpoint == "Users" ? (Person, "userName eq \"john.roe\"") : ("""{"displayName":"New"}""", "displayName eq \"New\"");
        var created = await _egnyte.Client.SendScimAsync("POST", endpoint, body);
        var (one, found) = ($"{endpoint}/{created.Id}", $"{endpoint}?filter={Uri.EscapeDataString(name)}");
        Assert.Equal(1, (await _egnyte.Client.GetScimAsync(found)).Json.GetProperty("totalResults").GetInt32());

        var deleted = await _egnyte.Client.SendScimAsync("DELETE", one);

        Assert.Equal((204, ""), (deleted.Status, deleted.Text));
        foreach (var (method, again) in new[]
        {
            ("GET", (string?)null),
            ("DELETE", null),
            ("PUT", body),
            ("PATCH",
             $$"""{{{PatchOp}},"Operations":[{"op":"replace","path":"{{(endpoint == "Users" ? "name.givenName" : "displayName")}}","value":"Other"}]}"""),
        })
        {
            ScimShape.AssertError(await _egnyte.Client.SendScimAsync(method, one, again), 404);
        }

        ScimShape.AssertList(await _egnyte.Client.GetScimAsync(found), 0, 1);
        Assert.Equal(201, (await _egnyte.Client.SendScimAsync("POST", endpoint, body)).Status);
    }

    public static TheoryData<string, string, string> Selections => new()
    {
        { "attributes=userName", "", "schemas id userName" },
        { "attributes=USERNAME,Name.GivenName", "", "schemas id userName name.givenName" },
        { "attributes=emails.value", "", "schemas id emails.value" },
        { $"attributes={Core}:userName,{Core}:name.familyName", "", "schemas id userName name.familyName" },
        { $"attributes={Extension}:userType,{Extension}:idpUserId", "", $"schemas id {Extension}.idpUserId" },
        { $"attributes={Extension}", $"{Extension}.role", $"schemas id {Extension}.authType {Extension}.idpUserId" },
        { "attributes=meta.location", "", "schemas id meta.location" },
        { "attributes=nothing", "", "schemas id" },
        {
            $"excludedAttributes=id,schemas,name,emails.type,emails.primary,meta,active,userType,{Extension}:authType",
            $"groups.value groups.$ref groups.display displayName {Extension}.role",
            $"schemas id userName emails.value {Extension}.idpUserId"
        },
        {
            "excludedAttributes=userName,displayName,name.formatted,emails,active,userType,meta.created,meta.lastModified,meta.version," + Extension,
            "groups.value groups.$ref groups.display",
            "schemas id name.givenName name.familyName meta.resourceType meta.location"
        },
    };

    [Theory]
    [MemberData(nameof(Selections))]
    public async Task Attributes_OfAUser_AreThoseAskedForAtEveryVerb(string query, string but, string expected)
    {
        var (patch, put) = (
            $$"""{{{PatchOp}},"Operations":[{"op":"replace","path":"name.givenName","value":"Janet"}]}""",
            Person.Replace("john.roe", "jane.doe", StringComparison.Ordinal));
        var answers = new[]
        {
            await _egnyte.Client.GetScimAsync($"Users/{_jane}?{query}"),
            await _egnyte.Client.SendScimAsync("PATCH", $"Users/{_jane}?{query}", patch),
            await _egnyte.Client.SendScimAsync("PUT", $"Users/{_jane}?{query}", put),
            await _egnyte.Client.SendScimAsync("POST", $"Users?{query}", $$"""{{Person[..^1]}},"{{Extension}}":{"idpUserId":"john"} }"""),
        };
        var names = query.Split('=');
        var lists = new[]
        {
            await _egnyte.Client.GetScimAsync($"Users?count=1&{query}"),
            await _egnyte.Client.GetScimAsync($"?count=1&{query}"),
            await _egnyte.Client.SendScimAsync("POST", "Users/.search", $$"""{"count":1,"{{names[0]}}":["{{string.Join("\",\"", names[1].Split(','))}}"]}"""),
        };

        Assert.All(answers, answer => Assert.Equal((answer == answers[3] ? 201 : 200, expected), (answer.Status, Shown(answer.Json, but))));
        Assert.All(lists, list => Assert.Equal(expected, Shown(list.Json.GetProperty("Resources")[0], but)));
    }

    [Theory]
    [InlineData("attributes=displayName", "schemas id displayName")]
    [InlineData("attributes=members.value", "schemas id members.value")]
    [InlineData($"attributes={CoreGroup}:members.type,meta.resourceType", "schemas id members.type meta.resourceType")]
    [InlineData("excludedAttributes=members,meta,id", "schemas id displayName")]
    [InlineData(
        "excludedAttributes=members.display,meta.version", "schemas id displayName members.value members.$ref members.type meta.resourceType meta.location")]
    public async Task Attributes_OfAGroup_AreThoseAskedForAtEveryVerb(string query, string expected)
    {
        var members = $"[{{\"value\":\"{_jane}\"}}]";
        var patch = await _egnyte.Client.SendScimAsync(
            "PATCH", $"Groups/{_sales}?{query}", $$"""{{{PatchOp}},"Operations":[{"op":"replace","path":"displayName","value":"Sales 2"}]}""");
        var answers = new[]
        {
            await _egnyte.Client.GetScimAsync($"Groups/{_sales}?{query}"),
            await _egnyte.Client.SendScimAsync("PUT", $"Groups/{_sales}?{query}", $$"""{"displayName":"Sales","members":{{members}}}"""),
            await _egnyte.Client.SendScimAsync("POST", $"Groups?{query}", $$"""{"displayName":"New","members":{{members}}}"""),
        };

        Assert.All(answers, answer => Assert.Equal(expected, Shown(answer.Json)));
        Assert.Equal(expected, Shown((await _egnyte.Client.GetScimAsync($"Groups?count=1&{query}")).Json.GetProperty("Resources")[0]));

        // RFC 7644 §3.5.2: 204 is not allowed if the request names the attributes to return.
        Assert.Equal(
            query.StartsWith("attributes", StringComparison.Ordinal) ? (200, expected) : (204, ""),
            (patch.Status, patch.Status == 204 ? patch.Text : Shown(patch.Json)));
    }

    [Theory]
    [InlineData("attributes=userName&excludedAttributes=name")]
    [InlineData("attributes=user%20name")]
    public async Task Attributes_ThatCannotBe_AreRefusedBeforeAnythingIsDone(string query)
    {
        _egnyte.Simulator.Calls.Clear();

        foreach (var (method, path, body) in new[]
        {
            ("GET", "Users", null), ("POST", "Users", Person), ("PUT", $"Users/{_jane}", Person), ("PATCH", $"Groups/{_sales}", "{}"),
            ("GET", $"Groups/{_sales}", (string?)null), ("GET", "Me", null),
        })
        {
            ScimShape.AssertError(await _egnyte.Client.SendScimAsync(method, $"{path}?{query}", body), 400, "invalidValue");
        }

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    /// <summary>The names in an answer, those of parts with a dot; without those that Egnyte may show or not.</summary>
    private static string Shown(JsonElement resource, string but = "") =>
        string.Join(' ', resource.EnumerateObject().SelectMany(Names).Except(but.Split(' ')));

    private static IEnumerable<string> Names(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Object => property.Value.EnumerateObject().Select(part => $"{property.Name}.{part.Name}"),
        JsonValueKind.Array when property.Value[0].ValueKind is JsonValueKind.Object =>
            property.Value[0].EnumerateObject().Select(part => $"{property.Name}.{part.Name}"),
        _ => [property.Name],
    };
}
