namespace Egnyte.ScimProxy.IntegrationTests.CallBudget;

/// <summary>behaviour.md §1.1: a 404 in another form than Egnyte's own is confirmed by one row of the same collection.</summary>
public sealed class ForeignNotFoundTests
{
    private const string Foreign = """{"message":"no Route matched with those values"}""";

    private const string User = "GET users?startIndex=1&count=1";

    private const string Group = "GET groups?startIndex=1&count=1";

    private const string Rows = """{"startIndex":1,"totalResults":1,"itemsPerPage":1,"resources":[{"id":8,"displayName":"Staff","userName":"joe"}]}""";

    private const string NoRows = """{"startIndex":1,"totalResults":0,"itemsPerPage":0,"resources":[]}""";

    private const string Deactivation = """{"Operations":[{"op":"replace","value":{"active":false}}]}""";

    private const string Bulk = """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
         "Operations":[{"method":"PATCH","path":"/Users/7","data":{"Operations":[{"op":"replace","value":{"active":false}}]}}]}
        """;

    private const string Put = """{"userName":"jane","name":{"givenName":"Jane","familyName":"Doe"},"emails":[{"value":"jane@example.com"}],"active":true}""";

    internal static readonly Cost[] Table =
    [
        new(BudgetRow.ForeignNotFound, "GET of a user", "GET Users/7", null, 404, "GET users/7", User),
        new(BudgetRow.ForeignNotFound, "PATCH of a user", "PATCH Users/7", Deactivation, 404, """PATCH users/7 {"active":false}""", User),
        new(BudgetRow.ForeignNotFound, "PATCH of a user, in bulk", "POST Bulk", Bulk, 200, """PATCH users/7 {"active":false}""", User)
        {
            Says = "\"status\":\"404\"",
        },
        new(BudgetRow.ForeignNotFound, "PUT of a user", "PUT Users/7", Put, 404, "GET users/7", User),
        new(BudgetRow.ForeignNotFound, "DELETE of a user", "DELETE Users/7", null, 404, """PATCH users/7 {"active":false}""", User),
        new(BudgetRow.ForeignNotFound, "DELETE of a user for good", "DELETE Users/7", null, 404, "DELETE users/7", User) { Settings = ["DeletePolicy=delete"] },
        new(BudgetRow.ForeignNotFound, "a filter by an id", "GET Users?filter=id eq \"7\"", null, 200, "GET users/7", User) { Says = "\"totalResults\":0" },
        new(BudgetRow.ForeignNotFound, "GET of a group", "GET Groups/g", null, 404, "GET groups/g", Group),
        new(
            BudgetRow.ForeignNotFound,
            "PATCH of a group",
            "PATCH Groups/g",
            """{"Operations":[{"op":"add","path":"members","value":[{"value":"3"}]}]}""",
            404,
            "GET groups/g",
            Group),
        new(
            BudgetRow.ForeignNotFound,
            "PUT of a group",
            "PUT Groups/g",
            """{"displayName":"Staff","members":[]}""",
            404,
            """PUT groups/g {"displayName":"Staff","members":[]}""",
            Group),
        new(BudgetRow.ForeignNotFound, "DELETE of a group", "DELETE Groups/g", null, 404, "DELETE groups/g", Group),
    ];

    public static TheoryData<string> Rows404 => [.. Table.Select(cost => cost.Case)];

    [Theory]
    [MemberData(nameof(Rows404))]
    public async Task Foreign404_ThatIsConfirmed_Is404(string row)
    {
        var cost = Table.Single(cost => cost.Case == row);
        await using var egnyte = await ScriptedEgnyte.StartAsync(
            (404, Foreign), (200, cost.Request.Contains("Groups", StringComparison.Ordinal) ? NoRows : Rows));
        await using var proxy = await StartAsync(egnyte, cost);

        var answer = await SendAsync(proxy, cost);

        Assert.True(cost.Status == answer.Status, answer.Text);
        Assert.Contains(cost.Says, answer.Text, StringComparison.Ordinal);
        Assert.Equal(cost.Calls, egnyte.Calls.Select(Uri.UnescapeDataString));
    }

    /// <summary>The gateway lost its routes: no client is told that a user does not exist, and every client is told to retry.</summary>
    [Theory]
    [MemberData(nameof(Rows404))]
    public async Task Foreign404_OfEveryCall_IsTransient(string row)
    {
        var cost = Table.Single(cost => cost.Case == row);
        await using var egnyte = await ScriptedEgnyte.StartAsync([.. Enumerable.Repeat((404, Foreign), 8)]);
        await using var proxy = await StartAsync(egnyte, cost);

        var answer = await SendAsync(proxy, cost);

        Assert.True(answer.Status == 429 || answer.Text.Contains("\"status\":\"429\"", StringComparison.Ordinal), answer.Text);
        Assert.InRange(egnyte.Calls.Count, 2, 4);
    }

    private static Task<ScimProxyApplication> StartAsync(ScriptedEgnyte egnyte, Cost cost) => ScimProxyApplication.StartAsync(
        egnyte.Address,
        [.. cost.Settings.Select(setting => KeyValuePair.Create($"ScimProxy:Tenants:default:{setting.Split('=')[0]}", (string?)setting.Split('=')[1]))],
        time: new HurriedTime());

    private static Task<ScimAnswer> SendAsync(ScimProxyApplication proxy, Cost cost)
    {
        var space = cost.Request.IndexOf(' ', StringComparison.Ordinal);
        return proxy.Client.SendScimAsync(cost.Request[..space], cost.Request[(space + 1)..], cost.Body);
    }
}
