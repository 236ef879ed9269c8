using System.Net;
using System.Text;
using System.Text.Json;

namespace Egnyte.ScimProxy.IntegrationTests;

/// <summary>The runner of the conversations can fail: what it would let pass, no conversation could find.</summary>
public sealed class ConversationFormatTests
{
    [Theory]
    [InlineData("""{ "id": "42" }""", """{ "id": "42", "more": 1 }""", true)]
    [InlineData("""{ "id": 42 }""", """{ "id": "42" }""", false)]
    [InlineData("""{ "id": "42" }""", """{ "id": 42 }""", false)]
    [InlineData("""{ "id": "42" }""", """{}""", false)]
    [InlineData("""{ "name": { "givenName": "Jane" } }""", """{ "name": { "givenName": "Jane", "familyName": "Doe" } }""", true)]
    [InlineData("""{ "name": { "givenName": "Jane" } }""", """{ "name": { "givenName": "Janet" } }""", false)]
    [InlineData("""{ "Resources": [] }""", """{ "Resources": [{}] }""", false)]
    [InlineData("""{ "Resources": [{ "id": "1" }, { "id": "2" }] }""", """{ "Resources": [{ "id": "2" }, { "id": "1" }] }""", false)]
    [InlineData("""{ "$absent": ["password"] }""", """{ "id": "42" }""", true)]
    [InlineData("""{ "$absent": ["password"] }""", """{ "password": null }""", false)]
    [InlineData("""{ "detail": { "$contains": ["held", "42"] } }""", """{ "detail": "is held by 42" }""", true)]
    [InlineData("""{ "detail": { "$contains": ["held", "43"] } }""", """{ "detail": "is held by 42" }""", false)]
    [InlineData("""{ "detail": { "$contains": [] } }""", """{ "detail": "is held by 42" }""", false)]
    [InlineData("""{ "id": { "$any": true } }""", """{ "id": "42" }""", true)]
    [InlineData("""{ "id": { "$any": true } }""", """{}""", false)]
    [InlineData("""{ "location": "{scim}/Users/42" }""", """{ "location": "http://127.0.0.1/scim/v2/Users/42" }""", true)]
    public void Expectation_OfAnAnswer_SeesTheDifference(string expected, string actual, bool matches) =>
        Assert.Equal(matches, !JsonExpectation.Differences(JsonElement.Parse(expected), JsonElement.Parse(actual), "http://127.0.0.1/scim/v2").Any());

    [Fact]
    public void Expectation_WithAMisspeltOperator_IsRefused() =>
        Assert.Throws<JsonException>(() =>
            JsonExpectation.Differences(JsonElement.Parse("""{ "$absnt": ["x"], "id": "1" }"""), JsonElement.Parse("""{ "id": "1" }"""), "").ToList());

    [Theory]
    [InlineData("""{ "why": "w", "source": "s", "covers": [], "respones": {} }""")]
    [InlineData("""{ "why": "w", "source": "s", "covers": [], "request": { "method": "GET", "path": "/", "query": {} } }""")]
    [InlineData("""{ "why": "w", "covers": [] }""")]
    public void File_WithAnUnknownOrMissingProperty_IsRefused(string json) =>
        Assert.Throws<JsonException>(() => Conversation.Parse(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void File_WithoutAnAnswer_IsRefused() =>
        Assert.Throws<JsonException>(() =>
            Conversation.Parse("""{ "why": "w", "source": "s", "covers": [], "request": { "method": "GET", "path": "/" } }"""u8).InTurns());

    [Theory]
    [InlineData("GET", "users?count=2&startIndex=1&filter=userName+eq+%22jdoe%22", null, 200)]
    [InlineData("GET", "users?startIndex=1&count=2", null, 599)]
    [InlineData("GET", "users?startIndex=1&count=2&filter=userName+eq+%22jane%22", null, 599)]
    [InlineData("GET", "users?startIndex=1&count=2&filter=userName+eq+%22jdoe%22&sortBy=id", null, 599)]
    [InlineData("GET", "groups?startIndex=1&count=2&filter=userName+eq+%22jdoe%22", null, 599)]
    [InlineData("GET", "users?startIndex=1&count=2&filter=userName+eq+%22jdoe%22", """{ "active": false }""", 599)]
    public Task Egnyte_CalledByQuery_RefusesEveryOtherCall(string method, string path, string? body, int status) => RefusesAsync(
        new EgnyteCall
        {
            Method = "GET",
            Path = "/pubapi/v2/users",
            Query = new Dictionary<string, string> { ["startIndex"] = "1", ["count"] = "2", ["filter"] = "userName eq \"jdoe\"" },
        },
        method, path, body, status);

    [Theory]
    [InlineData("PATCH", "users/42", """{ "members": [{ "value": 7 }], "active": false }""", 200)]
    [InlineData("PUT", "users/42", """{ "active": false, "members": [{ "value": 7 }] }""", 599)]
    [InlineData("PATCH", "users/43", """{ "active": false, "members": [{ "value": 7 }] }""", 599)]
    [InlineData("PATCH", "users/42", """{ "active": "false", "members": [{ "value": 7 }] }""", 599)]
    [InlineData("PATCH", "users/42", """{ "active": false, "members": [{ "value": "7" }] }""", 599)]
    [InlineData("PATCH", "users/42", """{ "active": false, "members": [{ "value": 7 }], "email": "j@example.com" }""", 599)]
    [InlineData("PATCH", "users/42", null, 599)]
    public Task Egnyte_CalledWithABody_RefusesEveryOtherCall(string method, string path, string? body, int status) => RefusesAsync(
        new EgnyteCall { Method = "PATCH", Path = "/pubapi/v2/users/42", Body = JsonElement.Parse("""{ "active": false, "members": [{ "value": 7 }] }""") },
        method, path, body, status);

    private static async Task RefusesAsync(EgnyteCall expected, string method, string path, string? body, int status)
    {
        using var egnyte = new FakeEgnyte(new HurriedTime());
        using var client = new HttpClient();
        egnyte.Expect([new EgnyteExchange { Expect = expected, Reply = new EgnyteReply { Body = JsonElement.Parse("{}") } }]);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(egnyte.Address, $"/pubapi/v2/{path}"));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode)status, answer.StatusCode);
        Assert.Equal(status == 200 ? 0 : 2, egnyte.Complaints().Count); // the call that came, and the one that did not
    }
}
