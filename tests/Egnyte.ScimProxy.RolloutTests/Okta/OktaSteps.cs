using System.Text.Json;
using System.Text.Json.Nodes;

namespace Egnyte.ScimProxy.RolloutTests.Okta;

/// <summary>The requests of Okta's tasks, in order (scim-clients.md §3 and §4; a catalogue app, which patches).</summary>
internal static class OktaSteps
{
    private const int PageSize = 100;

    public static async Task AssignAsync(OktaTask task, Person person)
    {
        var found = await task.SendAsync("GET", $"Users?filter={Uri.EscapeDataString($"userName eq \"{person.UserName}\"")}&startIndex=1&count=100");
        if (IdIn(found) is not { } id)
        {
            await task.SendAsync("POST", "Users", BodyOf(person));
            return;
        }

        // Who exists is linked: read, and written back with Okta's values.
        await task.SendAsync("GET", $"Users/{id}");
        await task.SendAsync("PUT", $"Users/{id}", BodyOf(person));
    }

    public static async Task PushAsync(OktaTask task, PushedGroup group)
    {
        var members = string.Join(',', group.Members.Select(member => $$"""{"value":"{{member}}"}"""));
        var found = await task.SendAsync("GET", $"Groups?filter={Uri.EscapeDataString($"displayName eq \"{group.DisplayName}\"")}&startIndex=1&count=100");
        var id = IdIn(found) ?? (await task.SendAsync(
            "POST",
            "Groups",
            $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"{{group.DisplayName}}","members":[{{members}}]}""")).Id;

        // The same members again, right after they were created with the group.
        await task.SendAsync("PATCH", $"Groups/{id}", Patch($$"""{"op":"add","path":"members","value":[{{members}}]}"""));
    }

    /// <summary>As an app of the catalogue does it.</summary>
    public static Task DeactivateAsync(OktaTask task, string id) =>
        task.SendAsync("PATCH", $"Users/{id}", Patch("""{"op":"replace","value":{"active":false}}"""));

    /// <summary>As an app of the wizard does it: read, and written back whole.</summary>
    public static async Task DeactivateByPutAsync(OktaTask task, string id)
    {
        var person = JsonNode.Parse((await task.SendAsync("GET", $"Users/{id}")).Text)!;
        person["active"] = false;
        await task.SendAsync("PUT", $"Users/{id}", person.ToJsonString());
    }

    /// <summary>Reads one page, hands out its rows, and says where the next begins and how many rows there are.</summary>
    public static async Task<(int Next, int Total)> ReadPageAsync(OktaTask task, string list, int start, Action<JsonElement> row)
    {
        var page = (await task.SendAsync("GET", $"{list}?startIndex={start}&count={PageSize}")).Json;
        var rows = page.GetProperty("Resources");
        Assert.Equal(start, page.GetProperty("startIndex").GetInt32());
        Assert.InRange(rows.GetArrayLength(), 1, PageSize);
        foreach (var one in rows.EnumerateArray())
        {
            row(one);
        }

        return (start + rows.GetArrayLength(), page.GetProperty("totalResults").GetInt32());
    }

    private static string? IdIn(ScimAnswer list) =>
        list.Json.TryGetProperty("Resources", out var rows) && rows.GetArrayLength() > 0 ? rows[0].GetProperty("id").GetString() : null;

    private static string Patch(string operation) => $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{operation}}]}""";

    private static string BodyOf(Person person) => $$"""
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"{{person.UserName}}","name":{"givenName":"New","familyName":"Hire"},
         "emails":[{"primary":true,"value":"{{person.UserName}}@example.com","type":"work"}],"displayName":"New Hire","locale":"en-US",
         "externalId":"{{person.ExternalId}}","groups":[],"password":"1mz050nq","active":true}
        """;
}
