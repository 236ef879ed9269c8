using System.Globalization;
using System.Text.Json;

namespace Egnyte.ScimProxy.Testing;

/// <summary>What RFC 7643 and RFC 7644 demand of every answer, whatever it is about.</summary>
public static class ScimShape
{
    private const string Messages = "urn:ietf:params:scim:api:messages:2.0:";
    private const string User = "urn:ietf:params:scim:schemas:core:2.0:User";
    private const string Group = "urn:ietf:params:scim:schemas:core:2.0:Group";

    public static void AssertError(ScimAnswer answer, int status, string? scimType = null)
    {
        Assert.Equal((status, "application/scim+json"), (answer.Status, answer.MediaType));
        Assert.Equal([Messages + "Error"], Texts(answer.Json.GetProperty("schemas")));
        Assert.Equal(status.ToString(CultureInfo.InvariantCulture), answer.Json.GetProperty("status").GetString());
        Assert.False(string.IsNullOrWhiteSpace(answer.Json.GetProperty("detail").GetString()));
        Assert.Equal(scimType, answer.Json.TryGetProperty("scimType", out var type) ? type.GetString() : null);
    }

    /// <summary>RFC 7644 §3.4.2: counters are numbers, and itemsPerPage is what there is.</summary>
    public static IReadOnlyList<JsonElement> AssertList(ScimAnswer answer, int totalResults, int startIndex)
    {
        Assert.Equal((200, "application/scim+json"), (answer.Status, answer.MediaType));
        Assert.Equal([Messages + "ListResponse"], Texts(answer.Json.GetProperty("schemas")));
        Assert.Equal(["schemas", "totalResults", "startIndex", "itemsPerPage", "Resources"], answer.Json.EnumerateObject().Select(property => property.Name));
        var resources = answer.Json.GetProperty("Resources").EnumerateArray().ToList();
        Assert.Equal((totalResults, startIndex, resources.Count), (Number("totalResults"), Number("startIndex"), Number("itemsPerPage")));
        return resources;

        int Number(string name) => answer.Json.GetProperty(name).GetInt32();
    }

    public static void AssertUser(JsonElement user, string baseUrl)
    {
        AssertResource(user, User, "User", $"{baseUrl}/Users/");
        Assert.NotEmpty(user.GetProperty("userName").GetString()!);
        Assert.NotEmpty(user.GetProperty("name").GetProperty("givenName").GetString()!);
        Assert.NotEmpty(user.GetProperty("name").GetProperty("familyName").GetString()!);
        Assert.NotEmpty(Assert.Single(user.GetProperty("emails").EnumerateArray()).GetProperty("value").GetString()!);
        Assert.True(user.GetProperty("active").ValueKind is JsonValueKind.True or JsonValueKind.False);
        Assert.False(user.TryGetProperty("password", out _));
    }

    public static void AssertGroup(JsonElement group, string baseUrl)
    {
        AssertResource(group, Group, "Group", $"{baseUrl}/Groups/");
        Assert.NotEmpty(group.GetProperty("displayName").GetString()!);
    }

    public static IReadOnlyList<string> MemberIds(JsonElement group) =>
        [.. group.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("value").GetString()!)];

    public static IEnumerable<string?> Texts(JsonElement array) => array.EnumerateArray().Select(element => element.GetString());

    // RFC 7643 §3: schemas names what is present, and nothing else.
    private static void AssertResource(JsonElement resource, string schema, string resourceType, string locationBefore)
    {
        var present = resource.EnumerateObject().Select(property => property.Name).Where(name => name.StartsWith("urn:", StringComparison.Ordinal));
        Assert.Equal([schema, .. present], Texts(resource.GetProperty("schemas")));
        Assert.Equal(JsonValueKind.String, resource.GetProperty("id").ValueKind);
        Assert.Equal(resourceType, resource.GetProperty("meta").GetProperty("resourceType").GetString());
        Assert.Equal(locationBefore + resource.GetProperty("id").GetString(), resource.GetProperty("meta").GetProperty("location").GetString());
    }
}
