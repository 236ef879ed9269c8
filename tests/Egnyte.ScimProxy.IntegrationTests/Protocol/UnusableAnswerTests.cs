namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>A 2xx counts only for the resource that it names, and only for the fields that it holds (behaviour.md §1.1).</summary>
public sealed class UnusableAnswerTests
{
    private const int AnswerUnusable = 1217;

    private const string Deactivation = """{"Operations":[{"op":"replace","value":{"active":false}}]}""";

    private const string NewEmail = """{"Operations":[{"op":"replace","path":"emails[type eq \"work\"].value","value":"new@example.com"}]}""";

    private const string Put = """
        {"userName":"jane","name":{"givenName":"Jane","familyName":"Doe"},"emails":[{"value":"new@example.com","primary":true}],"active":true}
        """;

    private const string New = """
        {"userName":"jane","externalId":"00u1a2b3c4d5e6f7g8h9","name":{"givenName":"Jane","familyName":"Doe"},"emails":[{"value":"jane@example.com"}]}
        """;

    private const string Join = """{"Operations":[{"op":"add","path":"members","value":[{"value":"3"}]}]}""";

    /// <summary>Request, body, what Egnyte answers call by call, the status and the calls without their bodies.</summary>
    public static TheoryData<string, string?, string[], int, string> Unusable => new()
    {
        // Another id.
        { "GET Users/20", null, [User(2100210), User(2100210), User(2100210)], 503, "GET users/20, GET users/20, GET users/20" },
        { "GET Users/20", null, [User(2100210), User(20)], 200, "GET users/20, GET users/20" },
        {
            "DELETE Users/20",
            null,
            [User(2100210, active: true), User(20, active: true), User(20, active: false)],
            204,
            "PATCH users/20, GET users/20, PATCH users/20"
        },
        { "DELETE Users/20", null, [User(2100210, active: false), User(20, active: false)], 204, "PATCH users/20, GET users/20" },
        {
            "PATCH Users/20",
            Deactivation,
            [User(2100210, active: false), User(2100210), User(2100210), User(2100210)],
            503,
            "PATCH users/20, GET users/20, GET users/20, GET users/20"
        },
        { "PUT Users/20", Put, [User(2100210), User(20), User(20, email: "new@example.com")], 200, "GET users/20, GET users/20, PATCH users/20" },
        {
            "PATCH Users/20",
            NewEmail,
            [User(2100210, email: "new@example.com"), User(20), User(20, email: "new@example.com")],
            200,
            "PATCH users/20, GET users/20, PATCH users/20"
        },
        { "GET Groups/g", null, [Group("h", 1), Group("G", 1)], 200, "GET groups/g, GET groups/g" },
        { "PATCH Groups/g", Join, [Group("g", 1), Group("h", 1, 3), Group("g", 1, 3)], 204, "GET groups/g, PATCH groups/g, GET groups/g" },
        { "DELETE Groups/g", null, ["""{"id":"h"}""", "404 "], 204, "DELETE groups/g, DELETE groups/g" },

        // Another name.
        { "POST Users", New, [User(20, userName: "john"), Page(User(20, externalId: "00u1a2b3c4d5e6f7g8h9"))], 201, "POST users, GET users" },
        { "POST Users", New, [User(20, userName: "JANE")], 201, "POST users" },
        {
            "POST Groups",
            """{"displayName":"Sales","members":[{"value":"1"}]}""",
            [Group("g", 1), Page("""{"id":"s","displayName":"Sales"}"""), Group("s", 1).Replace("Staff", "Sales", StringComparison.Ordinal)],
            201,
            "POST groups, GET groups, GET groups/s"
        },
        { "GET Users?filter=userName eq \"jane\"", null, [Page(User(20, userName: "john")), Page(User(20))], 200, "GET users, GET users" },
        { "GET Users?filter=externalId eq \"x\"", null, [Page(User(20)), Page(), Page()], 200, "GET users, GET users" },
        {
            "GET Groups?filter=displayName sw \"Sal\"&excludedAttributes=members",
            null,
            [Page("""{"id":"g","displayName":"Staff"}"""), Page()],
            200,
            "GET groups, GET groups"
        },

        // A field on which a decision rests.
        {
            "DELETE Users/20",
            null,
            [User(20).Replace("\"active\":true,", "", StringComparison.Ordinal), User(20, active: false)],
            204,
            "PATCH users/20, GET users/20"
        },
        {
            "DELETE Users/20",
            null,
            [.. Enumerable.Repeat(User(20).Replace("\"active\":true,", "", StringComparison.Ordinal), 4)],
            503,
            "PATCH users/20, GET users/20, PATCH users/20, GET users/20"
        },
        {
            "PATCH Users/20",
            NewEmail,
            [User(20).Replace("\"email\"", "\"mail\"", StringComparison.Ordinal), User(20, email: "new@example.com")],
            200,
            "PATCH users/20, GET users/20"
        },
        { "GET Groups/g", null, ["""{"id":"g","displayName":"Staff"}""", Group("g", 1)], 200, "GET groups/g, GET groups/g" },
        {
            "PATCH Groups/g",
            """{"Operations":[{"op":"replace","path":"displayName","value":"Sales"}]}""",
            [Group("g", 1), """{"id":"g"}""", Group("g", 1).Replace("Staff", "Sales", StringComparison.Ordinal)],
            204,
            "GET groups/g, PATCH groups/g, GET groups/g"
        },

        // Nothing that can be read.
        { "PATCH Users/20", Deactivation, ["204 ", User(20, active: false)], 200, "PATCH users/20, GET users/20" },
        { "PATCH Users/20", Deactivation, ["202 {}", User(20, active: false)], 200, "PATCH users/20, GET users/20" },
        { "PATCH Users/20", Deactivation, ["null", User(20, active: false)], 200, "PATCH users/20, GET users/20" },
        { "PATCH Users/20", Deactivation, ["<html>", User(20, active: false)], 200, "PATCH users/20, PATCH users/20" },
        { "GET Groups/g", null, ["""{"id":"g","displayName":"Staff","members":[null]}""", Group("g", 1)], 200, "GET groups/g, GET groups/g" },
        { "GET Groups/g", null, ["""{"id":"g","displayName":"Staff","members":[{"username":"u"}]}""", Group("g", 1)], 200, "GET groups/g, GET groups/g" },
        {
            "GET Groups?excludedAttributes=members",
            null,
            [Page($$"""{"id":"{{new string('x', 65)}}","displayName":"Staff"}"""), Page("""{"id":"g","displayName":"Staff"}""")],
            200,
            "GET groups, GET groups"
        },
        {
            "POST Groups",
            """{"displayName":"Staff","members":[{"value":"1"}]}""",
            [Group(new string('x', 100_000), 1), Page("""{"id":"g","displayName":"Staff"}"""), Group("g", 1)],
            201,
            "POST groups, GET groups, GET groups/g"
        },
        { "GET Groups/g", null, [Group("g", 1, 1), Group("g", 1, 2)], 200, "GET groups/g, GET groups/g" },
        {
            "GET Users/20",
            null,
            [User(20).Replace("\"active\"", "\"groups\":[null],\"active\"", StringComparison.Ordinal), User(20)],
            200,
            "GET users/20, GET users/20"
        },
        {
            "GET Users/20",
            null,
            [User(20).Replace("\"active\"", "\"groups\":[{\"value\":\"g\"},{\"value\":\"G\"}],\"active\"", StringComparison.Ordinal), User(20)],
            200,
            "GET users/20, GET users/20"
        },
        { "GET Users/20", null, [User(20).Replace("Jane", "\\ud800", StringComparison.Ordinal), User(20)], 200, "GET users/20, GET users/20" },
        {
            "GET Users/20",
            null,
            [User(20).Replace("\"active\"", "\"\\udfff\":1,\"active\"", StringComparison.Ordinal), User(20)],
            200,
            "GET users/20, GET users/20"
        },
        {
            "GET Users/20",
            null,
            [User(20).Replace("\"id\":20", "\"id\":20,\"id\":2100210", StringComparison.Ordinal), User(20)],
            200,
            "GET users/20, GET users/20"
        },
        { "GET Users/20", null, [User(20).Replace("\"id\":20", "\"id\":20.5", StringComparison.Ordinal), User(20)], 200, "GET users/20, GET users/20" },
        {
            "GET Users/20",
            null,
            [User(20).Replace("\"id\":20", "\"id\":99999999999999999999", StringComparison.Ordinal), User(20)],
            200,
            "GET users/20, GET users/20"
        },
        {
            "GET Users/20",
            null,
            [User(20).Replace("\"active\"", $"\"x\":{new string('[', 200)}{new string(']', 200)},\"active\"", StringComparison.Ordinal), User(20)],
            200,
            "GET users/20, GET users/20"
        },

        // Lists.
        { "GET Users?count=10", null, ["""{"totalResults":0,"resources":null}"""], 200, "GET users" },
        { "GET Users?count=10", null, ["""{"totalResults":1,"resources":null}""", Page(User(20))], 200, "GET users, GET users" },
        { "GET Users?count=10", null, ["""{"totalResults":1}""", Page(User(20))], 200, "GET users, GET users" },
        {
            "GET Users?count=10",
            null,
            ["""{"totalResults":0,"resources":[{"id":20,"userName":"jane","active":true}]}""", Page(User(20))],
            200,
            "GET users, GET users"
        },
        {
            "GET Users?count=10",
            null,
            [.. Enumerable.Repeat(
                """{"totalResults":2,"resources":[{"id":20,"userName":"jane","active":true},{"id":0,"userName":"john","active":true}]}""", 3)],
            503,
            "GET users, GET users, GET users"
        },
        {
            "GET Users?count=10",
            null,
            [.. Enumerable.Repeat("""{"totalResults":2,"resources":[{"id":20,"userName":"jane","active":true},null]}""", 3)],
            503,
            "GET users, GET users, GET users"
        },
        { "GET Users?count=10", null, [Page(User(20), User(20)), Page(User(20), User(20))], 503, "GET users, GET users" },
        {
            "GET Users?count=10",
            null,
            [Page(User(20))
                .Replace("\"totalResults\":1", "\"totalResults\":300", StringComparison.Ordinal), Page(User(20))
                .Replace("\"totalResults\":1", "\"totalResults\":300", StringComparison.Ordinal), Page(User(20)), Page(User(20))],
            200,
            "GET users, GET users, GET users"
        },
        { "GET Users?count=10&startIndex=5", null, [Page(User(20)), Page(User(20))], 503, "GET users, GET users" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task Request_WithAnAnswerThatDoesNotCount_IsNotActedOn(string request, string? body, string[] answers, int status, string calls)
    {
        await using var egnyte = await ScriptedEgnyte.StartAsync([.. answers.Select(Answer)]);
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address, time: new HurriedTime());
        using var client = proxy.CreateClient(userAgent: "generic");

        var answer = await client.SendScimAsync(request.Split(' ')[0], request[(request.IndexOf(' ', StringComparison.Ordinal) + 1)..], body);

        Assert.True(status == answer.Status, answer.Text);
        Assert.Equal(calls, string.Join(", ", egnyte.Calls.Select(call => string.Join(' ', call.Split(' ').Take(2)).Split('?')[0])));
        Assert.DoesNotContain("2100210", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OfOneRowACall_EndsAfterTwoCalls()
    {
        await using var egnyte = await ScriptedEgnyte.StartAsync(
            [.. Enumerable.Range(1, 100).Select(id => (200, $$"""{"startIndex":{{id}},"totalResults":300,"resources":[{{User(id)}}]}"""))]);
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address, time: new HurriedTime());

        var answer = await proxy.Client.GetScimAsync("Users?count=100");

        ScimShape.AssertError(answer, 429);
        Assert.Equal(2, egnyte.Calls.Count);
    }

    [Fact]
    public async Task User_WithoutActive_IsShownAsNeitherActiveNorInactive()
    {
        await using var egnyte = await ScriptedEgnyte.StartAsync((200, User(20).Replace("\"active\":true,", "", StringComparison.Ordinal)));
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address);

        var answer = await proxy.Client.GetScimAsync("Users/20");

        Assert.Equal(200, answer.Status);
        Assert.False(answer.Json.TryGetProperty("active", out _));
    }

    [Fact]
    public async Task GroupOfAUser_WithoutAName_IsShownWithoutDisplay()
    {
        await using var egnyte = await ScriptedEgnyte.StartAsync(
            (200, User(20).Replace("\"active\"", "\"groups\":[{\"value\":\"g\"}],\"active\"", StringComparison.Ordinal)));
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address);

        var answer = await proxy.Client.GetScimAsync("Users/20");

        Assert.DoesNotContain("null", answer.Text, StringComparison.Ordinal);
        Assert.Equal("g", Assert.Single(answer.Json.GetProperty("groups").EnumerateArray()).GetProperty("value").GetString());
    }

    [Fact]
    public async Task UnusableAnswer_IsLoggedWithItsReason()
    {
        await using var egnyte = await ScriptedEgnyte.StartAsync((200, User(2100210)), (200, User(20)));
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address, time: new HurriedTime());

        await proxy.Client.GetScimAsync("Users/20");

        var line = Assert.Single(proxy.Logs.Lines, line => line.EventId == AnswerUnusable);
        Assert.Contains("GET /pubapi/v2/users/{id}", line.Text, StringComparison.Ordinal);
        Assert.Contains("the user has another id", line.Text, StringComparison.Ordinal);
    }

    private static (int, string) Answer(string text) => int.TryParse(text.Split(' ')[0], out var status)
        ? (status, status == 404 ? """{"Errors":[{"description":"not found","code":"404"}]}""" : text[4..])
        : (200, text);

    private static string User(int id, string userName = "jane", string email = "jane@example.com", bool active = true, string? externalId = null) =>
        $$"""
        {"id":{{id}},"userName":"{{userName}}","externalId":"{{externalId}}","email":"{{email}}","name":{"givenName":"Jane","familyName":"Doe"},
         "active":{{(active ? "true" : "false")}},"authType":"sso","userType":"power"}
        """;

    private static string Group(string id, params int[] members) =>
        $$"""{"id":"{{id}}","displayName":"Staff","members":[{{string.Join(',', members.Select(member => $$"""{"value":{{member}}}"""))}}]}""";

    private static string Page(params string[] rows) =>
        $$"""{"startIndex":1,"totalResults":{{rows.Length}},"itemsPerPage":100,"resources":[{{string.Join(',', rows)}}]}""";
}
