using System.Text.Json;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>The $ref of members and of groups (RFC 7643 §4.1.2, §4.2): shown, declared, and an address that can be fetched.</summary>
public sealed class ReferenceTests : IAsyncLifetime
{
    private SimulatedEgnyte _egnyte = null!;
    private long _user;
    private string _group = "";

    public async ValueTask InitializeAsync()
    {
        _egnyte = await SimulatedEgnyte.StartAsync();
        _user = _egnyte.Simulator.Domain.AllUsers()[0].Id;
        _group = _egnyte.Simulator.Domain.AddGroup("References", [_user]).Id;
    }

    public ValueTask DisposeAsync() => _egnyte.DisposeAsync();

    [Fact]
    public async Task Reference_OfAMember_IsTheAddressOfTheUser()
    {
        var member = (await _egnyte.Client.GetScimAsync($"Groups/{_group}")).Json.GetProperty("members")[0];

        Assert.Equal($"{_egnyte.Client.BaseAddress}Users/{_user}", member.GetProperty("$ref").GetString());
        Assert.Equal(200, (await _egnyte.Client.GetScimAsync(member.GetProperty("$ref").GetString()!)).Status);
        Assert.Equal(["value", "$ref", "display", "type"], member.EnumerateObject().Select(part => part.Name));
    }

    [Fact]
    public async Task Reference_OfAGroup_IsTheAddressOfTheGroup()
    {
        var user = (await _egnyte.Client.GetScimAsync($"Users/{_user}")).Json;

        Assert.Equal(_egnyte.Simulator.Controls.Dialect.FewerFields, !user.TryGetProperty("groups", out var groups));
        Assert.All(groups.ValueKind is JsonValueKind.Array ? groups.EnumerateArray().ToArray() : [], group =>
            Assert.Equal($"{_egnyte.Client.BaseAddress}Groups/{group.GetProperty("value").GetString()}", group.GetProperty("$ref").GetString()));
    }

    [Fact]
    public async Task Reference_BehindAPublicUrl_BeginsThere()
    {
        await using var proxy = await ScimProxyApplication.StartAsync(
            _egnyte.Simulator.Address, [.. SimulatedEgnyte.NeededBy("default"), new("ScimProxy:PublicUrl", "https://scim.example.com/base/")]);

        var member = (await proxy.Client.GetScimAsync($"Groups/{_group}")).Json.GetProperty("members")[0];

        Assert.Equal($"https://scim.example.com/base/scim/v2/Users/{_user}", member.GetProperty("$ref").GetString());
    }

    [Theory]
    [InlineData("attributes=members.$ref", "$ref")]
    [InlineData("attributes=members.value", "value")]
    [InlineData("excludedAttributes=members.$ref", "value,display,type")]
    public async Task Reference_IsSelectedLikeAnyPart(string query, string parts)
    {
        var member = (await _egnyte.Client.GetScimAsync($"Groups/{_group}?{query}")).Json.GetProperty("members")[0];

        Assert.Equal(parts.Split(','), member.EnumerateObject().Select(part => part.Name));
    }

    [Theory]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:Group", "members", "User", "immutable")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User", "groups", "Group", "readOnly")]
    public async Task Reference_IsDeclared(string schema, string attribute, string type, string mutability)
    {
        var declared = (await _egnyte.Client.GetScimAsync($"Schemas/{schema}")).Json.GetProperty("attributes")
            .EnumerateArray()
            .Single(candidate => candidate.GetProperty("name").GetString() == attribute)
            .GetProperty("subAttributes").EnumerateArray().Single(part => part.GetProperty("name").GetString() == "$ref");

        Assert.Equal(("reference", mutability), (declared.GetProperty("type").GetString(), declared.GetProperty("mutability").GetString()));
        Assert.Equal([type], ScimShape.Texts(declared.GetProperty("referenceTypes")));
    }

    [Fact]
    public async Task Patch_OfAGroup_ByTheGenericProfile_IsAnsweredWithTheResource()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: new KeyValuePair<string, string?>("ScimProxy:Tenants:default:Profile", "generic"));
        var user = egnyte.Simulator.Domain.AllUsers()[0].Id;
        var group = egnyte.Simulator.Domain.AddGroup("References", [user]).Id;

        foreach (var operation in new[]
        {
            """{"op":"replace","path":"displayName","value":"Renamed"}""", $$$"""{"op":"remove","path":"members","value":[{"value":"{{{user}}}"}]}""",
            $$$"""{"op":"add","path":"members","value":[{"value":"{{{user}}}"}]}""",
        })
        {
            var answer = await egnyte.Client.SendScimAsync("PATCH", $"Groups/{group}", $$"""{"Operations":[{{operation}}]}""");

            Assert.Equal((200, "application/scim+json"), (answer.Status, answer.MediaType));
            ScimShape.AssertGroup(answer.Json, $"{egnyte.Client.BaseAddress}".TrimEnd('/'));
            Assert.Equal(operation.Contains("remove", StringComparison.Ordinal) ? 0 : 1, answer.Json.GetProperty("members").GetArrayLength());
        }
    }
}
