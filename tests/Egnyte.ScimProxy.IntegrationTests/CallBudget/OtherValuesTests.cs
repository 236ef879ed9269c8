using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.IntegrationTests.CallBudget;

/// <summary>An Egnyte whose 2xx does not show what was sent, which the simulator never is.</summary>
public sealed class OtherValuesTests
{
    private const string Created = """{"userName":"jane","name":{"givenName":"Jane","familyName":"Doe"},"emails":[{"value":"jane@example.com"}]}""";

    private const string SentForJane =
        """POST users {"userName":"jane","email":"jane@example.com","name":{"givenName":"Jane","familyName":"Doe"},"active":true,"sendInvite":true"""
        + ""","authType":"sso","userType":"power"}""";

    private const string Deactivation = """{"Operations":[{"op":"replace","value":{"active":false}}]}""";

    internal static readonly Cost[] Table =
    [
        new(
            BudgetRow.AnswerWithOtherValues,
            "a create that lost the user type",
            "POST Users",
            Created,
            201,
            SentForJane,
            """PATCH users/7 {"userType":"power"}"""),
        new(
            BudgetRow.AnswerWithOtherValues,
            "a deactivation that did not happen",
            "PATCH Users/7",
            Deactivation,
            200,
            """PATCH users/7 {"active":false}""",
            """PATCH users/7 {"active":false}"""),
        new(
            BudgetRow.AnswerWithOtherValues,
            "a delete that did not deactivate",
            "DELETE Users/7",
            null,
            204,
            """PATCH users/7 {"active":false}""",
            """PATCH users/7 {"active":false}"""),
        new(
            BudgetRow.AnswerWithOtherValues,
            "an e-mail change that waits for the person",
            "PATCH Users/7",
            """{"Operations":[{"op":"replace","value":{"emails":[{"value":"new@example.com"}]}}]}""",
            200,
            """PATCH users/7 {"email":"new@example.com"}"""),
        new(
            BudgetRow.AnswerWithOtherValues,
            "an answer that never shows it",
            "PATCH Users/7",
            """{"Operations":[{"op":"replace","path":"userType","value":"power"}]}""",
            200,
            """PATCH users/7 {"userType":"power"}""",
            """PATCH users/7 {"userType":"power"}""") { Says = "\"userType\":\"standard\"" },
        new(
            BudgetRow.AnswerWithoutResource,
            "a PATCH of a user answered 204",
            "PATCH Users/7",
            Deactivation,
            200,
            """PATCH users/7 {"active":false}""",
            "GET users/7") { Says = "\"active\":false" },
        new(
            BudgetRow.AnswerWithoutResource,
            "a DELETE of a user whose deactivation is answered 204",
            "DELETE Users/7",
            null,
            204,
            """PATCH users/7 {"active":false}""",
            "GET users/7"),
        new(
            BudgetRow.AnswerWithoutResource,
            "a PUT of a group answered 202",
            "PUT Groups/g",
            """{"displayName":"Staff","members":[{"value":"1"}]}""",
            200,
            """PUT groups/g {"displayName":"Staff","members":[{"value":1}]}""",
            "GET groups/g") { Says = "\"members\":[{\"value\":\"1\"" },
        new(
            BudgetRow.AnswerWithoutResource,
            "a rename of a group answered without a body",
            "PUT Groups/g",
            """{"displayName":"Staff"}""",
            200,
            """PATCH groups/g {"displayName":"Staff"}""",
            "GET groups/g"),
    ];

    private static readonly Dictionary<string, (int, string)[]> Answers = new()
    {
        [Table[0].Case] = [(201, Jane(userType: "standard")), (200, Jane())],
        [Table[1].Case] = [(200, Jane()), (200, Jane(active: false))],
        [Table[2].Case] = [(200, Jane()), (200, Jane(active: false))],
        [Table[3].Case] = [(200, Jane(pending: true))],
        [Table[4].Case] = [(200, Jane(userType: "standard")), (200, Jane(userType: "standard"))],
        [Table[5].Case] = [(204, ""), (200, Jane(active: false))],
        [Table[6].Case] = [(204, ""), (200, Jane(active: false))],
        [Table[7].Case] = [(202, "accepted"), (200, Group(1))],
        [Table[8].Case] = [(200, ""), (200, Group(1))],
    };

    public static TheoryData<string> Rows => [.. Table.Select(cost => cost.Case)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task AnAnswerThatShowsOtherValues_IsFollowedByOneMoreCall(string row)
    {
        var cost = Table.Single(cost => cost.Case == row);
        await using var egnyte = await ScriptedEgnyte.StartAsync(Answers[row]);
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address);

        var (status, text) = await SendAsync(proxy, cost.Request, cost.Body);

        Assert.True(cost.Status == status, text);
        Assert.Contains(cost.Says, text, StringComparison.Ordinal);
        Assert.Equal(cost.Calls, egnyte.Calls);
    }

    [Fact]
    public async Task APut_FiveSecondsAfterTheRead_ReadsAgain()
    {
        Caches.Need("the cache of users", "without it every PUT reads.");
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 4, 18, 0, 0, TimeSpan.Zero));
        await using var egnyte = await ScriptedEgnyte.StartAsync((200, Jane()), (200, Jane()), (200, Jane()), (200, Jane()));
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address, time: time);

        await SendAsync(proxy, "GET Users/7", null);
        await SendAsync(proxy, "PUT Users/7", """{"active":true}""");
        time.Advance(TimeSpan.FromSeconds(5));
        await SendAsync(proxy, "PUT Users/7", """{"active":true}""");

        Assert.Equal(["GET users/7", """PATCH users/7 {"active":true}""", "GET users/7", """PATCH users/7 {"active":true}"""], egnyte.Calls);
    }

    [Fact]
    public async Task AGroupPatch_ThatTookTheOthersOut_IsRepairedByOneReplacementARound()
    {
        await using var egnyte = await ScriptedEgnyte.StartAsync((200, Group(1, 2)), (200, Group(3)), (200, Group(1, 2, 3)), (200, Group(1, 2, 3)));
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address);

        var (status, text) = await SendAsync(proxy, "PATCH Groups/g", """{"Operations":[{"op":"add","path":"members","value":[{"value":"3"}]}]}""");

        Assert.True(status == 204, text);
        Assert.Equal(
            [
                "GET groups/g", """PATCH groups/g {"members":[{"value":3}]}""",
                """PUT groups/g {"displayName":"Staff","members":[{"value":1},{"value":2},{"value":3}]}""", "GET groups/g",
            ],
            egnyte.Calls);
    }

    [Fact]
    public async Task AGroupPatch_AfterARename_StillReadsFirst()
    {
        // A rename names no members: that it kept them all does not show what a change of members does.
        await using var egnyte = await ScriptedEgnyte.StartAsync(
            (200, Group(1, 2)), (200, Group(1, 2)), (200, Group(1, 2)), (200, Group(3)), (200, Group(1, 2, 3)), (200, Group(1, 2, 3)));
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address);

        var renamed = await SendAsync(proxy, "PATCH Groups/g", """{"Operations":[{"op":"replace","path":"displayName","value":"Staff"}]}""");
        var (status, text) = await SendAsync(proxy, "PATCH Groups/g", """{"Operations":[{"op":"add","path":"members","value":[{"value":"3"}]}]}""");

        Assert.Equal(204, renamed.Status);
        Assert.True(status == 204, text);
        Assert.Equal(["GET", "PATCH", "GET", "PATCH", "PUT", "GET"], egnyte.Calls.Select(call => call.Split(' ')[0]));
    }

    /// <summary>A retry would find a group whose members do not prove that it made the group: 409, after which no client retries.</summary>
    [Fact]
    public async Task AGroupCreate_ThatLostMembers_AndCannotBeCompletedNow_IsToldAsItIs()
    {
        await using var egnyte = await ScriptedEgnyte.StartAsync((201, Group(1)), (503, ""), (503, ""), (503, ""));
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address, time: new HurriedTime());

        var created = await proxy.Client.SendScimAsync("POST", "Groups", """{"displayName":"Staff","members":[{"value":"1"},{"value":"2"}]}""");

        Assert.True(created.Status == 201, created.Text);
        Assert.Equal(["1"], ScimShape.MemberIds(created.Json));
        Assert.Equal(["POST", "PUT", "PUT", "PUT"], egnyte.Calls.Select(call => call.Split(' ')[0]));
        Assert.Single(proxy.Logs.Lines, line => line.EventId == 1115);
    }

    /// <summary>The read that would show its members failed: a second one would fail too, and end a create that was done.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("""{"value":"1"}""")]
    public async Task AGroupCreate_AnsweredWithoutMembers_WhichCannotBeReadNow_IsToldWithoutThem(string members)
    {
        await using var egnyte = await ScriptedEgnyte.StartAsync((201, """{"id":"g","displayName":"Staff"}"""), (503, ""), (503, ""), (503, ""));
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address, time: new HurriedTime());

        var created = await proxy.Client.SendScimAsync("POST", "Groups", $$"""{"displayName":"Staff","members":[{{members}}]}""");

        Assert.True(created.Status == 201, created.Text);
        Assert.False(created.Json.TryGetProperty("members", out _));
        Assert.Equal(["POST", "GET", "GET", "GET"], egnyte.Calls.Select(call => call.Split(' ')[0]));
        Assert.Single(proxy.Logs.Lines, line => line.EventId == 1115);
    }

    private static string Jane(string userType = "power", bool active = true, bool pending = false) =>
        $$"""
        {"id":7,"userName":"jane","email":"jane@example.com","name":{"givenName":"Jane","familyName":"Doe"},
         "active":{{(active ? "true" : "false")}},"emailChangePending":{{(pending ? "true" : "false")}},"authType":"sso","userType":"{{userType}}"}
        """;

    private static string Group(params int[] members) =>
        $$"""
        {"id":"g","displayName":"Staff",
         "members":[{{string.Join(",", members.Select(member => $$"""{"username":"u{{member}}","value":{{member}},"display":"U"}"""))}}]}
        """;

    private static async Task<(int Status, string Text)> SendAsync(ScimProxyApplication proxy, string line, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(line.Split(' ')[0]), line.Split(' ')[1]);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/scim+json");
        using var answer = await proxy.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
