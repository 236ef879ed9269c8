using System.Text.Json;

namespace Egnyte.ScimProxy.IntegrationTests.Profiles;

/// <summary>A profile for which the proxy has no code, defined by a file alone: elements by type and primary, and the enterprise extension.</summary>
public sealed class MappedElementTests
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
    private const string Core = "urn:ietf:params:scim:schemas:core:2.0:User";

    private const string Profile = """
        {"extends":"entra","users":[
        {"scim":"emails","remove":true},
        {"scim":"emails[type eq \"work\"].value","egnyte":"email","required":true,"unique":true},
        {"scim":"extension:userPrincipalName","remove":true},
        {"scim":"phoneNumbers[type eq \"mobile\"].value","egnyte":"userPrincipalName"},
        {"scim":"roles","remove":true},
        {"scim":"extension:role","remove":true},
        {"scim":"roles[primary eq true].value","egnyte":"role"},
        {"scim":"extension:idpUserId","remove":true},
        {"scim":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","egnyte":"idpUserId"}]}
        """;

    [Fact]
    public async Task WhatAClientWrites_ItReadsAgain_AndFindsByIt()
    {
        SimulatedEgnyte.Needs("email=atOnce", "an address that waits for its owner is not read back yet.");
        using var files = new ProfileFiles(("acme", Profile));
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: files.Settings);
        var body = $$"""
            {"userName":"ada@example.com","name":{"givenName":"Ada","familyName":"Stone"},"emails":[{"type":"work","value":"ada@example.com","primary":true}],
            "roles":[{"primary":"True","value":"Reviewer"}],"{{Enterprise}}":{"department":"Sales"} }
            """;

        var created = await egnyte.Client.SendScimAsync("POST", "Users", body);

        Assert.True(created.Status == 201, created.Text);
        Assert.Equal("Sales", created.Json.GetProperty(Enterprise).GetProperty("department").GetString());
        Assert.Contains(Enterprise, ScimShape.Texts(created.Json.GetProperty("schemas")));
        var address = $"Users/{created.Json.GetProperty("id").GetString()}";

        var patched = await egnyte.Client.SendScimAsync("PATCH", address, """
            {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
            {"op":"Replace","path":"emails[type eq \"work\"].value","value":"ada.new@example.com"},
            {"op":"Add","path":"phoneNumbers[type eq \"mobile\"].value","value":"12345"},
            {"op":"Add","path":"roles[primary eq \"True\"].value","value":"Approver"},
            {"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"Research"},
            {"op":"Replace","path":"active","value":"False"}]}
            """);

        Assert.True(patched.Status == 200, patched.Text);
        var read = (await egnyte.Client.GetScimAsync(address)).Json;
        Assert.Equal("""[{"value":"ada.new@example.com","type":"work","primary":true}]""", read.GetProperty("emails").GetRawText());
        Assert.Equal("""[{"value":"12345","type":"mobile","primary":true}]""", read.GetProperty("phoneNumbers").GetRawText());
        Assert.Equal("""[{"value":"Approver","primary":true}]""", read.GetProperty("roles").GetRawText());
        Assert.Equal("""{"department":"Research"}""", read.GetProperty(Enterprise).GetRawText());
        Assert.False(read.GetProperty("active").GetBoolean());
        Assert.Equal("ada.new@example.com", egnyte.Simulator.Domain.FindUser("ada")?.Email);

        Assert.Equal((1, 0), (await CountAsync("Research"), await CountAsync("Sales")));

        var replaced = await egnyte.Client.SendScimAsync("PUT", address, read.GetRawText().Replace("Research", "Law", StringComparison.Ordinal));

        Assert.True(replaced.Status == 200, replaced.Text);
        Assert.Equal("Law", replaced.Json.GetProperty(Enterprise).GetProperty("department").GetString());
        Assert.Equal(read.GetProperty("roles").GetRawText(), replaced.Json.GetProperty("roles").GetRawText());

        async Task<int> CountAsync(string department)
        {
            var filter = Uri.EscapeDataString($"userName eq \"ada\" and {Enterprise}:department eq \"{department}\"");
            return (await egnyte.Client.GetScimAsync($"Users?filter={filter}")).Json.GetProperty("totalResults").GetInt32();
        }
    }

    [Fact]
    public async Task TwoTenants_WithDifferentProfiles_ShowDifferentTrueSchemas()
    {
        using var files = new ProfileFiles(("acme", Profile));
        await using var egnyte = await SimulatedEgnyte.StartAsync(
            settings: [.. files.Settings, new("ScimProxy:Tenants:emea:EgnyteDomain", "emea"), new("ScimProxy:Tenants:emea:Profile", "okta")]);
        var emea = new Uri(egnyte.Client.BaseAddress!, "../../emea/scim/v2/").ToString();

        var (acme, okta) = (await SchemasAsync(""), await SchemasAsync(emea));

        Assert.Equal("EnterpriseUser", acme[Enterprise].GetProperty("name").GetString());
        Assert.Equal("department", Assert.Single(acme[Enterprise].GetProperty("attributes").EnumerateArray()).GetProperty("name").GetString());
        Assert.DoesNotContain(Enterprise, okta.Keys);
        Assert.Equal(["value string", "type string Always mobile.", "primary boolean Always true."], Parts(acme, "phoneNumbers"));
        Assert.Equal(["value string", "primary boolean Always true."], Parts(acme, "roles"));
        Assert.Empty(Parts(okta, "roles"));
        Assert.Equal(["value string", "type string Always work.", "primary boolean Always true."], Parts(okta, "emails"));
        Assert.Contains(Enterprise, (await egnyte.Client.GetScimAsync("ResourceTypes/User")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Enterprise, (await egnyte.Client.GetScimAsync($"{emea}ResourceTypes/User")).Text, StringComparison.Ordinal);

        async Task<Dictionary<string, JsonElement>> SchemasAsync(string tenant) =>
            (await egnyte.Client.GetScimAsync($"{tenant}Schemas")).Json.GetProperty("Resources")
                .EnumerateArray()
                .ToDictionary(schema => schema.GetProperty("id").GetString()!);
    }

    private static IEnumerable<string> Parts(Dictionary<string, JsonElement> schemas, string attribute) =>
        schemas[Core].GetProperty("attributes").EnumerateArray().Where(found => found.GetProperty("name").GetString() == attribute)
            .SelectMany(found => found.GetProperty("subAttributes").EnumerateArray())
            .Select(part => $"{part.GetProperty("name").GetString()} {part.GetProperty("type").GetString()}{Promise(part)}");

    private static string Promise(JsonElement part) =>
        part.GetProperty("description").GetString() is { } text && text.StartsWith("Always", StringComparison.Ordinal) ? $" {text}" : "";
}
