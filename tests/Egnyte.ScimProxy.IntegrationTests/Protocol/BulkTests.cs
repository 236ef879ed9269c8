using System.Text;
using System.Text.Json;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>Bulk requests (RFC 7644 §3.7): order, references, failures, limits.</summary>
public sealed class BulkTests : IAsyncLifetime
{
    private SimulatedEgnyte _egnyte = null!;
    private long _jane;
    private string _sales = "";

    public async ValueTask InitializeAsync()
    {
        _egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        _jane = _egnyte.Simulator.Domain.AddUser(
            new SimulatedUser { UserName = "jane.doe", Email = "jane.doe@example.com", GivenName = "Jane", FamilyName = "Doe" }).Id;
        _sales = _egnyte.Simulator.Domain.AddGroup("Sales", [_jane]).Id;
        _egnyte.Simulator.Calls.Clear();
    }

    public ValueTask DisposeAsync() => _egnyte.DisposeAsync();

    [Fact]
    public async Task Operations_OfEveryMethod_AreDoneInOrderAndEachSaysWhatBecameOfIt()
    {
        var done = await BulkAsync(
            Create("u1", "john.roe"),
            $$$"""{"method":"patch","path":"/Users/{{{_jane}}}","data":{{{Patch("""{"active":false}""")}}} }""",
            $$"""{"method":"PUT","path":"/Groups/{{_sales}}","data":{"displayName":"Sales","members":[]} }""",
            $$"""{"method":"DELETE","path":"/Groups/{{_sales}}"}""");

        Assert.Equal(["POST 201", "PATCH 200", "PUT 200", "DELETE 204"], Said(done));
        var john = _egnyte.Simulator.Domain.AllUsers().Single(user => user.UserName == "john.roe");
        Assert.Equal("u1", done[0].GetProperty("bulkId").GetString());
        Assert.Equal($"{_egnyte.Client.BaseAddress}Users/{john.Id}", done[0].GetProperty("location").GetString());
        Assert.StartsWith("W/\"", done[0].GetProperty("version").GetString(), StringComparison.Ordinal);
        Assert.EndsWith($"/Groups/{_sales}", done[3].GetProperty("location").GetString(), StringComparison.Ordinal);
        Assert.Empty(_egnyte.Simulator.Domain.AllGroups());
        Assert.False(_egnyte.Simulator.Domain.AllUsers().Single(user => user.Id == _jane).Active);
    }

    [Fact]
    public async Task Reference_ToWhatComesEarlierOrLater_IsItsId()
    {
        var done = await BulkAsync(
            """{"method":"POST","bulkId":"g","path":"/Groups","data":{"displayName":"New","members":[{"value":"bulkId:u1"},{"value":"bulkId:u2"}]}}""",
            Create("u1", "john.roe"),
            Create("u2", "mary.poe"),
            $$$"""{"method":"PATCH","path":"/Groups/bulkId:g","data":{"Operations":[{"op":"add","path":"members","value":[{"value":"{{{_jane}}}"}]}]}}""",
            """{"method":"PATCH","path":"/Users/bulkId:u2","data":{"Operations":[{"op":"replace","path":"active","value":false}]}}""");

        Assert.Equal(["POST 201", "POST 201", "POST 201", "PATCH 204", "PATCH 200"], Said(done));
        var users = _egnyte.Simulator.Domain.AllUsers();
        Assert.Equal(users.Select(user => user.Id).Order(), _egnyte.Simulator.Domain.AllGroups().Single(group => group.DisplayName == "New").MemberIds.Order());
        Assert.False(users.Single(user => user.UserName == "mary.poe").Active);
    }

    [Fact]
    public async Task Reference_ThatCannotBeResolved_FailsThatOperationAlone()
    {
        var done = await BulkAsync(
            Create("u1", "jane.doe"),
            """{"method":"POST","bulkId":"a","path":"/Groups","data":{"displayName":"A","members":[{"value":"bulkId:u1"}]}}""",
            """{"method":"POST","bulkId":"b","path":"/Groups","data":{"displayName":"B","members":[{"value":"bulkId:c"}]}}""",
            """{"method":"POST","bulkId":"c","path":"/Groups","data":{"displayName":"C","members":[{"value":"bulkId:b"}]}}""",
            """{"method":"POST","bulkId":"d","path":"/Groups","data":{"displayName":"D","members":[{"value":"bulkId:nowhere"}]}}""",
            Create("u2", "john.roe"));

        Assert.Equal(["POST 409", "POST 409", "POST 409", "POST 409", "POST 400", "POST 201"], Said(done));
        Assert.Equal("uniqueness", done[0].GetProperty("response").GetProperty("scimType").GetString());
        Assert.All(done.Take(5), result => Assert.NotEmpty(result.GetProperty("response").GetProperty("detail").GetString()!));
        Assert.Single(_egnyte.Simulator.Domain.AllGroups());
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    [InlineData(9, 4)]
    [InlineData(0, 4)]
    public async Task FailOnErrors_LeavesTheRestUndone(int failOnErrors, int done)
    {
        var results = await BulkAsync(
            $"\"failOnErrors\":{failOnErrors},", Create("u1", "john.roe"), Create("u2", "john.roe"), Create("u3", "john.roe"), Create("u4", "mary.poe"));

        Assert.Equal(done, results.Count);
        Assert.Equal(done == 4 ? 3 : 2, _egnyte.Simulator.Domain.AllUsers().Count);
    }

    [Theory]
    [InlineData("/Users/{0}/")]
    [InlineData("/Users//{0}")]
    [InlineData("Users/{0}")]
    [InlineData("//Users/{0}//")]
    [InlineData("/users/{0}")]
    [InlineData("/scim/v2/Users/{0}")]
    [InlineData("scim/v2//Users/{0}/")]
    [InlineData("https://proxy.example.com/scim/v2/Users/{0}")]
    [InlineData("http://127.0.0.1:1/scim/v2//Users/{0}/")]
    [InlineData("/%55sers/{0}")]
    [InlineData(" /Users/{0}")]
    [InlineData("/Users/{0} ")]
    public async Task Path_InAFormThatClientsSend_IsThatOfTheResource(string path)
    {
        var operation = $$$"""
            {"method":"PATCH","path":"{{{string.Format(System.Globalization.CultureInfo.InvariantCulture, path, _jane)}}}",
             "data":{{{Patch("""{"active":false}""")}}}}
            """;

        Assert.Equal(["PATCH 200"], Said(await BulkAsync(operation)));
        Assert.False(_egnyte.Simulator.Domain.AllUsers().Single().Active);
    }

    [Theory]
    [InlineData("/Users/")]
    [InlineData("Users")]
    [InlineData("/scim/v2/Users/")]
    public async Task Path_OfACollection_InAFormThatClientsSend_IsThatOfTheCollection(string path) =>
        Assert.Equal(["POST 201"], Said(await BulkAsync(Create("u1", "john.roe").Replace("\"/Users\"", $"\"{path}\"", StringComparison.Ordinal))));

    [Fact]
    public async Task Reference_InAPathWithASlashAtTheEnd_IsResolved() =>
        Assert.Equal(
            ["POST 201", "PATCH 200"],
            Said(await BulkAsync(Create("u1", "john.roe"), $$$"""{"method":"PATCH","path":"Users/bulkId:u1/","data":{{{Patch("""{"active":false}""")}}} }""")));

    [Fact]
    public async Task Version_OfAnOperation_IsHeldAgainstTheResource()
    {
        var version = (await _egnyte.Client.GetScimAsync($"Users/{_jane}")).Json.GetProperty("meta")
            .GetProperty("version")
            .GetString()!.Replace("\"", "\\\"", StringComparison.Ordinal);

        var done = await BulkAsync(
            $$$"""{"method":"PATCH","path":"/Users/{{{_jane}}}","version":"{{{version}}}","data":{{{Patch("""{"name":{"givenName":"Janet"}}""")}}} }""",
            $$$"""{"method":"PATCH","path":"/Users/{{{_jane}}}","version":"{{{version}}}","data":{{{Patch("""{"name":{"givenName":"Janine"}}""")}}} }""");

        Assert.Equal(["PATCH 200", "PATCH 412"], Said(done));
        Assert.Equal("Janet", _egnyte.Simulator.Domain.AllUsers().Single().GivenName);
    }

    [Theory]
    [InlineData("""{"method":"POST","path":"/Users","data":{}}""", "400")]
    [InlineData("""{"method":"GET","path":"/Users/1"}""", "400")]
    [InlineData("""{"method":"POST","bulkId":"x","path":"/Users/1","data":{}}""", "400")]
    [InlineData("""{"method":"DELETE","path":"/Users"}""", "400")]
    [InlineData("""{"method":"PATCH","path":"/Users/1"}""", "400")]
    [InlineData("""{"method":"PATCH","path":"/Roles/1","data":{}}""", "400")]
    [InlineData("""{"method":"PATCH","path":"/Users/1/2","data":{"Operations":[{"op":"replace","path":"active","value":false}]}}""", "400")]
    [InlineData("""{"method":"DELETE","path":"/Users/1?attributes=id"}""", "400")]
    [InlineData("""{"method":"DELETE","path":"/Users/Users/1"}""", "400")]
    [InlineData("""{"method":"DELETE","path":"https://proxy.example.com/elsewhere/Users/1"}""", "400")]
    [InlineData("""{"method":"DELETE","path":"/other/scim/v2/Users/1"}""", "400")]
    [InlineData("""{"method":"DELETE","path":"/Users/%E9"}""", "404")]
    [InlineData("""{"path":"/Users"}""", "400")]
    [InlineData("""{"method":"DELETE","path":"/Users/nobody"}""", "404")]
    public async Task Operation_ThatCannotBe_IsRefusedAndTheNextIsDone(string operation, string status)
    {
        var done = await BulkAsync(operation, Create("u1", "john.roe"));

        Assert.Equal((status, "201"), (done[0].GetProperty("status").GetString(), done[1].GetProperty("status").GetString()));
        Assert.Equal(["urn:ietf:params:scim:api:messages:2.0:Error"], ScimShape.Texts(done[0].GetProperty("response").GetProperty("schemas")));
    }

    [Theory]
    [InlineData("""{"Operations":[]}""", 400)]
    [InlineData("""{"Operations":{}}""", 400)]
    [InlineData("""{"Operations":[7]}""", 400)]
    [InlineData("""{"Operations":[{"method":7}]}""", 400)]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"method":"DELETE","path":"/Users/1"}]}""", 400)]
    [InlineData("""{"failOnErrors":-1,"Operations":[{"method":"DELETE","path":"/Users/1"}]}""", 400)]
    [InlineData("""{"Operations":[{"method":"POST","bulkId":"x","path":"/Users","data":{}},{"method":"POST","bulkId":"x","path":"/Users","data":{}}]}""", 400)]
    public async Task Request_ThatIsNone_IsRefusedWhole(string body, int status)
    {
        ScimShape.AssertError(await _egnyte.Client.SendScimAsync("POST", "Bulk", body), status, "invalidSyntax");

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task Request_LargerThanTheService_SaysItTakes_Is413()
    {
        var configuration = (await _egnyte.Client.GetScimAsync("ServiceProviderConfig")).Json.GetProperty("bulk");
        var tooMany = string.Join(
            ',', Enumerable.Range(0, configuration.GetProperty("maxOperations").GetInt32() + 1).Select(number => Create($"u{number}", $"u{number}")));
        ScimShape.AssertError(await _egnyte.Client.SendScimAsync("POST", "Bulk", $$"""{"Operations":[{{tooMany}}]}"""), 413);

        // Told by its length, a body need not be sent to be refused.
        using var tooLong = new HttpRequestMessage(HttpMethod.Post, "Bulk")
        {
            Content = new StringContent(new string(' ', configuration.GetProperty("maxPayloadSize").GetInt32() + 1), Encoding.UTF8, "application/scim+json"),
        };
        tooLong.Headers.ExpectContinue = true;
        ScimShape.AssertError(await _egnyte.Client.SendScimAsync(tooLong), 413);
        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task Request_AsLargeAsTheServiceSaysItTakes_IsDone()
    {
        var most = (await _egnyte.Client.GetScimAsync("ServiceProviderConfig")).Json.GetProperty("bulk").GetProperty("maxOperations").GetInt32();

        var done = await BulkAsync([.. Enumerable.Range(1, most).Select(number => Create($"b{number}", $"u{number}"))]);

        Assert.Equal(most, done.Count(result => result.GetProperty("status").GetString() == "201"));
    }

    [Fact]
    public async Task Token_ThatEgnyteRefuses_Is401AfterOneCall()
    {
        using var refused = _egnyte.Proxy.CreateClient(token: "egnyte-no-token");

        var answer = await refused.SendScimAsync("POST", "Bulk", $$"""{"Operations":[{{Create("u1", "john.roe")}},{{Create("u2", "mary.poe")}}]}""");

        ScimShape.AssertError(answer, 401);
        Assert.Equal(1, _egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task ExhaustedDailyQuota_RejectsTheRestWithoutACall_WithRetryAfter()
    {
        _egnyte.Simulator.Controls.FailNext(1, kind: FailureKind.OverRate);

        var answer = await _egnyte.Client.SendScimAsync("POST", "Bulk", $$"""{"Operations":[{{Create("u1", "john.roe")}},{{Create("u2", "mary.poe")}}]}""");

        Assert.Equal(["POST 429", "POST 429"], Said(answer.Json.GetProperty("Operations").EnumerateArray()));
        Assert.True(answer.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(90));
        Assert.Equal(1, _egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task Reference_WithinAPathOfAPatch_IsRefused()
    {
        var done = await BulkAsync(
            $$"""{"method":"PATCH","path":"/Groups/{{_sales}}","data":{"Operations":[{"op":"remove","path":"members[value eq \"bulkId:u1\"]"}]} }""");

        Assert.Equal("invalidPath", done[0].GetProperty("response").GetProperty("scimType").GetString());
    }

    [Fact]
    public async Task Egnyte_DownInTheMiddle_IsToldOperationByOperation()
    {
        _egnyte.Simulator.Controls.FailNext(1, status: 403, body: """{"message":"No rights"}""");

        var done = await BulkAsync(Create("u1", "john.roe"), Create("u2", "mary.poe"));

        Assert.Equal(["POST 403", "POST 201"], Said(done));
    }

    private static string Create(string bulkId, string userName) =>
        $$$"""
        {"method":"POST","bulkId":"{{{bulkId}}}","path":"/Users",
         "data":{"userName":"{{{userName}}}","name":{"givenName":"Given","familyName":"Family"},"emails":[{"value":"{{{userName}}}@example.com"}]}}
        """;

    private static string Patch(string value) =>
        $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{{value}}}]}""";

    private static IEnumerable<string> Said(IEnumerable<JsonElement> results) =>
        results.Select(result => $"{result.GetProperty("method")} {result.GetProperty("status")}");

    private Task<IReadOnlyList<JsonElement>> BulkAsync(params string[] operations) =>
        operations[0].StartsWith('{') ? SendAsync("", operations) : SendAsync(operations[0], operations[1..]);

    private async Task<IReadOnlyList<JsonElement>> SendAsync(string more, string[] operations)
    {
        var answer = await _egnyte.Client.SendScimAsync(
            "POST", "Bulk", $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],{{more}}"Operations":[{{string.Join(',', operations)}}]}""");
        Assert.Equal(200, answer.Status);
        Assert.Equal(["urn:ietf:params:scim:api:messages:2.0:BulkResponse"], ScimShape.Texts(answer.Json.GetProperty("schemas")));
        return [.. answer.Json.GetProperty("Operations").EnumerateArray()];
    }
}
