using System.Text.Json;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests;

/// <summary>What a tenant switches off is refused by the key of its setting, without a call to Egnyte; all else goes on as before.</summary>
public sealed class CapabilityTests
{
    private const string Section = "ScimProxy:Tenants:default:Capabilities:";
    private const string NewUser = """{"userName":"jane.roe","name":{"givenName":"Jane","familyName":"Roe"},"emails":[{"value":"jane.roe@example.com"}]}""";
    private const string Deactivation = """{"Operations":[{"op":"replace","path":"active","value":false}]}""";
    private const string Renaming = """{"Operations":[{"op":"replace","path":"name.givenName","value":"Janet"}]}""";

    [Theory]
    [InlineData("CreateUsers", "POST", "Users", NewUser)]
    [InlineData("CreateUsers", "POST", "Users", "{}")]
    [InlineData("UpdateUsers", "PUT", "Users/{person}", NewUser)]
    [InlineData("UpdateUsers", "PATCH", "Users/{person}", Renaming)]
    [InlineData("UpdateUsers", "PATCH", "Users/{person}", """{"Operations":[{"op":"replace","path":"active","value":true}]}""")]
    [InlineData("DeactivateUsers", "PUT", "Users/{person}", """{"userName":"x","active":false}""")]
    [InlineData("DeactivateUsers", "PATCH", "Users/{person}", Deactivation)]
    [InlineData("DeactivateUsers", "PATCH", "Users/{person}", """{"Operations":[{"op":"Replace","value":{"active":"False","name":{"givenName":"Janet"}}}]}""")]
    [InlineData("DeactivateUsers", "DELETE", "Users/{person}", null)]
    [InlineData("DeleteUsers", "DELETE", "Users/{person}", null)]
    [InlineData("ListUsers", "GET", "Users", null)]
    [InlineData("ListUsers", "GET", "Users?startIndex=1&count=0", null)]
    [InlineData("ListUsers", "POST", "Users/.search", """{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"count":2}""")]
    [InlineData("ListUsers", "GET", ".", null)]
    [InlineData("CreateGroups", "POST", "Groups", """{"displayName":"Team"}""")]
    [InlineData("ChangeGroups", "PUT", "Groups/{group}", """{"displayName":"Team"}""")]
    [InlineData("ChangeGroups", "PATCH", "Groups/{group}", """{"Operations":[{"op":"replace","path":"displayName","value":"Team"}]}""")]
    [InlineData("DeleteGroups", "DELETE", "Groups/{group}", null)]
    [InlineData("ListGroups", "GET", "Groups?excludedAttributes=members", null)]
    [InlineData("ListGroups", "GET", "Groups?filter=displayName sw \"S\"", null)]
    [InlineData("ListGroups", "POST", ".search", """{"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"]}""")]
    public async Task WhatIsSwitchedOff_IsRefusedByItsKey_WithoutACall(string capability, string method, string path, string? body)
    {
        await using var egnyte = await StartAsync(capability);
        var (person, group) = Seed(egnyte);

        var answer = await egnyte.Client.SendScimAsync(
            method, path.Replace("{person}", $"{person.Id}", StringComparison.Ordinal).Replace("{group}", group.Id, StringComparison.Ordinal), body);

        ScimShape.AssertError(answer, 403);
        Assert.StartsWith($"{Section}{capability} is false: ", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, egnyte.Simulator.Calls.Count);
    }

    /// <summary>The same operations, whichever way they arrive.</summary>
    [Fact]
    public async Task ABulkRequest_IsRefusedOperationByOperation()
    {
        await using var egnyte = await StartAsync("DeleteUsers", "DeleteGroups");
        var (person, group) = Seed(egnyte);

        var answer = await egnyte.Client.SendScimAsync("POST", "Bulk", $$$"""
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],"Operations":[
              {"method":"DELETE","path":"/Users/{{{person.Id}}}"},{"method":"DELETE","path":"/Groups/{{{group.Id}}}"},
              {"method":"PATCH","path":"/Users/{{{person.Id}}}","data":{{{Deactivation}}}}]}
            """);

        Assert.Equal(
            ["403", "403", "200"], answer.Json.GetProperty("Operations").EnumerateArray().Select(operation => operation.GetProperty("status").GetString()));
        Assert.Equal(1, egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task TheTokensOwner_IsNotChangedByItsAliasEither()
    {
        await using var egnyte = await StartAsync("UpdateUsers");

        var answer = await egnyte.Client.SendScimAsync("PATCH", "Me", Renaming);

        ScimShape.AssertError(answer, 403);
        Assert.Contains($"{Section}UpdateUsers", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(egnyte.Simulator.Calls.Snapshot(), call => call.Method != "GET");
    }

    [Theory]
    [InlineData("PATCH", Deactivation, false)]
    [InlineData("PATCH", """{"Operations":[{"op":"replace","value":{"active":false,"name":{"givenName":"Janet"}}}]}""", true)]
    [InlineData("PUT", """{"userName":"other","active":false,"name":{"givenName":"Janet"}}""", true)]
    public async Task ADeactivation_IsSentWhereUpdatesAreOff_AndNothingElse(string method, string body, bool dropsSomething)
    {
        await using var egnyte = await StartAsync("UpdateUsers");
        var (person, _) = Seed(egnyte);
        var before = person.GivenName;

        var answer = await egnyte.Client.SendScimAsync(method, $"Users/{person.Id}", body);

        Assert.Equal((200, false), (answer.Status, answer.Json.GetProperty("active").GetBoolean()));
        Assert.Equal((false, before), (egnyte.Simulator.Domain.FindUser(person.Id)!.Active, egnyte.Simulator.Domain.FindUser(person.Id)!.GivenName));
        Assert.Equal(1, egnyte.Simulator.Calls.Count);
        Assert.Equal(dropsSomething, egnyte.Proxy.Logs.Lines.Any(line => line.EventId == 1004));
    }

    /// <summary>Without them no client can link the person or the group that it has.</summary>
    [Theory]
    [InlineData("ListUsers", "Users?filter=userName eq \"nobody.here\"")]
    [InlineData("ListUsers", "Users?filter=externalId eq \"00unobody\"")]
    [InlineData("ListUsers", "Users?filter=emails[type eq \"work\"].value eq \"nobody@example.com\"")]
    [InlineData("ListUsers", "Users?filter=id eq \"7\"")]
    [InlineData("ListUsers", "Users?filter=userName eq \"no name\"")]
    [InlineData("ListGroups", "Groups?filter=displayName eq \"Nobody's\"")]
    [InlineData("ListGroups", "Groups?filter=id eq \"5ef70bb0\"")]
    public async Task ALookUp_IsNoList(string capability, string path)
    {
        await using var egnyte = await StartAsync(capability);

        ScimShape.AssertList(await egnyte.Client.GetScimAsync(path), 0, 1);
    }

    [Fact]
    public async Task Discovery_SaysWhatIsSwitchedOff()
    {
        await using var egnyte = await StartAsync("CreateUsers", "UpdateUsers", "DeactivateUsers", "ChangeGroups");

        var configuration = await egnyte.Client.GetScimAsync("ServiceProviderConfig");
        Assert.False(configuration.Json.GetProperty("patch").GetProperty("supported").GetBoolean());
        Assert.True(configuration.Json.GetProperty("bulk").GetProperty("supported").GetBoolean());
        Assert.Equal(
            "An Egnyte user account. Switched off here: CreateUsers, DeactivateUsers, UpdateUsers.",
            (await egnyte.Client.GetScimAsync("ResourceTypes/User")).Json.GetProperty("description").GetString());
        Assert.Equal(
            "An Egnyte custom group. Switched off here: ChangeGroups.",
            (await egnyte.Client.GetScimAsync("ResourceTypes/Group")).Json.GetProperty("description").GetString());
        Assert.All(await MutabilitiesAsync(egnyte, "User"), attribute => Assert.EndsWith(" readOnly", attribute, StringComparison.Ordinal));
        Assert.Equal(
            [
                "displayName immutable", "members immutable", "members.value immutable", "members.$ref immutable", "members.display readOnly",
                "members.type immutable",
            ],
            await MutabilitiesAsync(egnyte, "Group"));
    }

    [Theory]
    [InlineData(new[] { "UpdateUsers" }, "active readWrite", "userName immutable", "emails immutable", "emails.value immutable", "groups readOnly")]
    [InlineData(new[] { "UpdateUsers", "DeactivateUsers" }, "active immutable", "name.givenName immutable")]
    [InlineData(new[] { "CreateUsers" }, "active readWrite", "userName readOnly", "emails readWrite", "emails.value readWrite", "name.givenName readWrite")]
    [InlineData(new[] { "CreateUsers", "UpdateUsers" }, "active readWrite", "userName readOnly", "emails readOnly")]
    [InlineData(new[] { "DeactivateUsers" }, "active readWrite", "userName immutable", "emails readWrite")]
    public async Task TheSchemaOfPeople_SaysWhatCanBeWritten(string[] off, params string[] attributes)
    {
        await using var egnyte = await StartAsync(off);

        var mutabilities = await MutabilitiesAsync(egnyte, "User");

        Assert.All(attributes, attribute => Assert.Contains(attribute, mutabilities));
    }

    private static async Task<IReadOnlyList<string>> MutabilitiesAsync(SimulatedEgnyte egnyte, string schema)
    {
        var document = await egnyte.Client.GetScimAsync($"Schemas/urn:ietf:params:scim:schemas:core:2.0:{schema}");
        return [.. document.Json.GetProperty("attributes").EnumerateArray().SelectMany(attribute => Mutabilities(attribute, ""))];
    }

    private static IEnumerable<string> Mutabilities(JsonElement attribute, string prefix)
    {
        var name = prefix + attribute.GetProperty("name").GetString();
        yield return $"{name} {attribute.GetProperty("mutability").GetString()}";
        if (attribute.TryGetProperty("subAttributes", out var parts))
        {
            foreach (var part in parts.EnumerateArray().SelectMany(part => Mutabilities(part, name + ".")))
            {
                yield return part;
            }
        }
    }

    private static (SimulatedUser Person, SimulatedGroup Group) Seed(SimulatedEgnyte egnyte)
    {
        var person = egnyte.Simulator.Domain.SeedUsers(1)[0];
        return (person, egnyte.Simulator.Domain.AddGroup("Staff", [person.Id]));
    }

    private static Task<SimulatedEgnyte> StartAsync(params string[] off) =>
        SimulatedEgnyte.StartAsync(settings: [.. off.Select(capability => new KeyValuePair<string, string?>(Section + capability, "false"))]);
}
