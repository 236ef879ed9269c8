using System.Text.Json;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>What the service says of itself (RFC 7644 §4), held against what it does; never with a call to Egnyte.</summary>
public sealed class DiscoveryTests : IClassFixture<RunningEgnyte>
{
    private const string UserSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
    private const string GroupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";
    private const string ConfigurationSchema = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
    private const string TypeSchema = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
    private const string SchemaSchema = "urn:ietf:params:scim:schemas:core:2.0:Schema";
    private const string ExtensionSchema = "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User";

    // RFC 7643 §3.1: common attributes are no part of any schema document.
    private static readonly string[] Common = ["schemas", "id", "externalId", "meta"];
    private static readonly string[] Types = ["string", "boolean", "decimal", "integer", "dateTime", "reference", "complex"];
    private static readonly string[] Mutabilities = ["readOnly", "readWrite", "immutable", "writeOnly"];
    private static readonly string[] Flags = ["multiValued", "required", "caseExact"];
    private static readonly string[] Returns = ["always", "never", "default", "request"];
    private static readonly string[] Uniquenesses = ["none", "server", "global"];

    private readonly SimulatedEgnyte _egnyte;

    public DiscoveryTests(RunningEgnyte running)
    {
        _egnyte = running.Egnyte;
        _egnyte.Simulator.Calls.Clear();
    }

    [Fact]
    public async Task ServiceProviderConfig_TellsWhatIsOffered()
    {
        var answer = await _egnyte.Client.GetScimAsync("ServiceProviderConfig");

        Assert.Equal((200, "application/scim+json"), (answer.Status, answer.MediaType));
        Assert.Equal(["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"], ScimShape.Texts(answer.Json.GetProperty("schemas")));
        Assert.Equal(
            ["patch True", "bulk True", "filter True", "changePassword False", "sort False", "etag True"],
            answer.Json.EnumerateObject()
                .Where(feature => feature.Value.ValueKind is JsonValueKind.Object && feature.Value.TryGetProperty("supported", out _))
                .Select(feature => $"{feature.Name} {feature.Value.GetProperty("supported").GetBoolean()}"));
        Assert.Equal(200, answer.Json.GetProperty("filter").GetProperty("maxResults").GetInt32());
        Assert.Equal(
            (50, 4 * 1024 * 1024),
            (answer.Json.GetProperty("bulk").GetProperty("maxOperations").GetInt32(),
             answer.Json.GetProperty("bulk").GetProperty("maxPayloadSize").GetInt32()));
        Assert.Equal("oauthbearertoken", answer.Json.GetProperty("authenticationSchemes")[0].GetProperty("type").GetString());
        Assert.Equal($"{_egnyte.Client.BaseAddress}ServiceProviderConfig", answer.Json.GetProperty("meta").GetProperty("location").GetString());
        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("ResourceTypes", new[] { "User", "Group" })]
    [InlineData("Schemas", new[] { UserSchema, GroupSchema, ExtensionSchema, ConfigurationSchema, TypeSchema, SchemaSchema })]
    public async Task Documents_AreListedAndFoundOneByOneAtTheirLocation(string endpoint, string[] ids)
    {
        var list = ScimShape.AssertList(await _egnyte.Client.GetScimAsync(endpoint), ids.Length, 1);

        Assert.Equal(ids, list.Select(document => document.GetProperty("id").GetString()));
        foreach (var document in list)
        {
            var location = document.GetProperty("meta").GetProperty("location").GetString()!;
            Assert.Equal($"{_egnyte.Client.BaseAddress}{endpoint}/{document.GetProperty("id")}", location);
            Assert.Equal(document.GetRawText(), (await _egnyte.Client.GetScimAsync(location)).Json.GetRawText());
        }

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("ResourceTypes/Role")]
    [InlineData("Schemas/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")]
    [InlineData("Schemas/x%20y")]
    [InlineData("ServiceProviderConfig/1")]
    public async Task Document_ThatIsNotThere_Is404(string path)
    {
        ScimShape.AssertError(await _egnyte.Client.GetScimAsync(path), 404);

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("ServiceProviderConfig")]
    [InlineData("ResourceTypes")]
    [InlineData("Schemas")]
    public async Task Filter_OfDiscovery_Is403(string endpoint)
    {
        ScimShape.AssertError(await _egnyte.Client.GetScimAsync($"{endpoint}?filter=id%20eq%20%22User%22"), 403);

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task ResourceTypes_NameEndpointsAndSchemasThatExist()
    {
        var schemas = (await SchemasAsync()).Keys;

        foreach (var type in (await _egnyte.Client.GetScimAsync("ResourceTypes")).Json.GetProperty("Resources").EnumerateArray())
        {
            Assert.Contains(type.GetProperty("schema").GetString(), schemas);
            Assert.All(
                type.GetProperty("schemaExtensions").EnumerateArray(), extension => Assert.Contains(extension.GetProperty("schema").GetString(), schemas));
            Assert.Equal(200, (await _egnyte.Client.GetScimAsync($"{type.GetProperty("endpoint").GetString()![1..]}?count=1")).Status);
        }
    }

    [Fact]
    public async Task Schemas_DescribeEachAttributeWhollyInTheWordsOfRfc7643()
    {
        var attributes = (await SchemasAsync()).Values.SelectMany(schema => schema.GetProperty("attributes").EnumerateArray()).ToList();
        var all = attributes.Concat(
            attributes.Where(attribute => attribute.TryGetProperty("subAttributes", out _))
                .SelectMany(attribute => attribute.GetProperty("subAttributes").EnumerateArray()))
            .ToList();

        Assert.True(all.Count > 20);
        Assert.All(all, attribute =>
        {
            Assert.NotEmpty(attribute.GetProperty("name").GetString()!);
            Assert.NotEmpty(attribute.GetProperty("description").GetString()!);
            Assert.Contains(attribute.GetProperty("type").GetString(), Types);
            Assert.Contains(attribute.GetProperty("mutability").GetString(), Mutabilities);
            Assert.Contains(attribute.GetProperty("returned").GetString(), Returns);
            Assert.Contains(attribute.GetProperty("uniqueness").GetString(), Uniquenesses);
            Assert.Equal(attribute.GetProperty("type").GetString() == "complex", attribute.TryGetProperty("subAttributes", out _));
            Assert.DoesNotContain(attribute.EnumerateObject(), property => property.Value.ValueKind is JsonValueKind.Null);
            foreach (var name in Flags)
            {
                Assert.True(attribute.GetProperty(name).ValueKind is JsonValueKind.True or JsonValueKind.False);
            }
        });
    }

    [Fact]
    public async Task Answers_HoldOnlyWhatTheSchemasDeclareAsReturned()
    {
        var schemas = await SchemasAsync();
        var full = _egnyte.Simulator.Domain.AddUser(new SimulatedUser
        {
            UserName = "full.account",
            Email = "full.account@example.com",
            GivenName = "Full",
            FamilyName = "Account",
            ExternalId = "00u-full",
            AuthType = "ad",
            UserType = "power",
            Role = "Default",
            IdpUserId = "full",
            UserPrincipalName = "full@corp.example.com",
            Language = "en-US",
        });
        _egnyte.Simulator.Domain.AddGroup("Full Group", [full.Id]);

        var users = (await _egnyte.Client.GetScimAsync("Users")).Json.GetProperty("Resources")
            .EnumerateArray()
            .Append((await _egnyte.Client.GetScimAsync($"Users/{full.Id}")).Json)
            .ToList();
        var groups = (await _egnyte.Client.GetScimAsync("Groups")).Json.GetProperty("Resources").EnumerateArray().ToList();

        var seen = users.SelectMany(user => Undeclared(user, schemas[UserSchema], schemas))
            .Concat(groups.SelectMany(group => Undeclared(group, schemas[GroupSchema], schemas)))
            .Distinct();
        Assert.Empty(seen);
        Assert.Contains(
            users, user => user.TryGetProperty("groups", out _) == !SimulatedEgnyte.Dialect.FewerFields && user.TryGetProperty(ExtensionSchema, out _));
        Assert.Contains(groups, group => group.GetProperty("members").GetArrayLength() > 0);
    }

    [Theory]
    [InlineData("ServiceProviderConfig", ConfigurationSchema)]
    [InlineData("ResourceTypes/User", TypeSchema)]
    [InlineData("ResourceTypes/Group", TypeSchema)]
    [InlineData($"Schemas/{UserSchema}", SchemaSchema)]
    [InlineData($"Schemas/{SchemaSchema}", SchemaSchema)]
    public async Task Discovery_HoldsOnlyWhatItsOwnSchemasDeclare(string path, string schema)
    {
        var schemas = await SchemasAsync();

        var document = (await _egnyte.Client.GetScimAsync(path)).Json;

        Assert.Equal([schema], ScimShape.Texts(document.GetProperty("schemas")));

        // RFC 7643 §8.7.2 declares the parts of an attribute one level deep, and so cannot declare its own.
        Assert.Empty(
            Undeclared(document, schemas[schema], schemas).Except(path == $"Schemas/{SchemaSchema}" ? ["attributes.subAttributes.subAttributes"] : []));
    }

    private async Task<Dictionary<string, JsonElement>> SchemasAsync() =>
        (await _egnyte.Client.GetScimAsync("Schemas")).Json.GetProperty("Resources")
            .EnumerateArray()
            .ToDictionary(schema => schema.GetProperty("id").GetString()!);

    private static IEnumerable<string> Undeclared(JsonElement resource, JsonElement schema, Dictionary<string, JsonElement> schemas) =>
        resource.EnumerateObject()
            .Where(property => !Common.Contains(property.Name))
            .SelectMany(property => schemas.TryGetValue(property.Name, out var extension)
                ? Undeclared(property.Value, extension.GetProperty("attributes"))
                : Undeclared(property, schema.GetProperty("attributes")));

    private static IEnumerable<string> Undeclared(JsonElement complex, JsonElement attributes) => complex.ValueKind switch
    {
        JsonValueKind.Object => complex.EnumerateObject().SelectMany(property => Undeclared(property, attributes)),
        JsonValueKind.Array => complex.EnumerateArray().SelectMany(element => Undeclared(element, attributes)),
        _ => [complex.GetRawText()],
    };

    private static IEnumerable<string> Undeclared(JsonProperty property, JsonElement attributes)
    {
        var declared = attributes.EnumerateArray().FirstOrDefault(attribute => attribute.GetProperty("name").GetString() == property.Name);
        if (declared.ValueKind is JsonValueKind.Undefined || declared.GetProperty("returned").GetString() == "never" || !Suits(property.Value, declared))
        {
            return [property.Name];
        }

        return declared.TryGetProperty("subAttributes", out var parts) ? Undeclared(property.Value, parts).Select(part => $"{property.Name}.{part}") : [];
    }

    private static bool Suits(JsonElement value, JsonElement declared) =>
        (value.ValueKind is JsonValueKind.Array) == declared.GetProperty("multiValued").GetBoolean()
        && (declared.GetProperty("type").GetString() is not "boolean" || value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        && (
            declared.GetProperty("type").GetString() is not "string" || (
                value.ValueKind is JsonValueKind.Array
                    ? value.EnumerateArray().All(element => element.ValueKind is JsonValueKind.String)
                    : value.ValueKind is JsonValueKind.String));
}
