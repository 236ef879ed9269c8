using System.Text;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>What is refused before Egnyte is asked: in SCIM's error form, whatever was wrong (RFC 7644 §3.12).</summary>
public sealed class ErrorFormTests : IClassFixture<RunningEgnyte>
{
    private readonly SimulatedEgnyte _egnyte;

    public ErrorFormTests(RunningEgnyte running)
    {
        _egnyte = running.Egnyte;
        _egnyte.Simulator.Calls.Clear();
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/scim")]
    [InlineData("GET", "/scim/v1/Users")]
    [InlineData("GET", "/scim/v2/Roles")]
    [InlineData("GET", "/scim/v2/Users/1/groups")]
    [InlineData("GET", "/Users")]
    [InlineData("GET", "/scim/v2/scim/v2/Users")]
    [InlineData("GET", "/health")]
    [InlineData("DELETE", "/favicon.ico")]
    public async Task UnknownAddress_OfAnyMethod_Is404InScimsForm(string method, string path) =>
        ScimShape.AssertError(await SendAsync(method, path, method == "POST" ? "{}" : null), 404);

    [Theory]
    [InlineData("PUT", "Users", "GET, POST")]
    [InlineData("PATCH", "Users", "GET, POST")]
    [InlineData("DELETE", "Users", "GET, POST")]
    [InlineData("POST", "Users/1", "DELETE, GET, PATCH, PUT")]
    [InlineData("PUT", "Bulk", "POST")]
    [InlineData("PUT", ".search", "POST")]
    [InlineData("BREW", "Me", "DELETE, GET, PATCH, POST, PUT")]
    [InlineData("OPTIONS", "Users", "GET, POST")]
    [InlineData("DELETE", "Groups", "GET, POST")]
    [InlineData("POST", "Groups/1", "DELETE, GET, PATCH, PUT")]
    [InlineData("POST", "ServiceProviderConfig", "GET")]
    [InlineData("DELETE", "ResourceTypes/User", "GET")]
    [InlineData("PUT", "Schemas", "GET")]
    [InlineData("BREW", "Users", "GET, POST")]
    public async Task Method_ThatAnAddressDoesNotHave_Is405AndTellsWhichItHas(string method, string path, string allowed)
    {
        var answer = await SendAsync(method, path, method is "POST" or "PUT" or "PATCH" ? "{}" : null);

        ScimShape.AssertError(answer, 405);
        Assert.Equal(allowed, string.Join(", ", answer.ContentHeaders.Allow.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/json")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/scim+jsonx")]
    [InlineData("application/json-patch+json")]
    public async Task MediaType_ThatIsNotJson_Is415(string mediaType)
    {
        foreach (var (method, path) in Writes)
        {
            ScimShape.AssertError(await SendAsync(method, path, "{}", mediaType), 415);
        }

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/scim+json")]
    [InlineData("application/scim+json; charset=utf-8")]
    [InlineData("Application/SCIM+JSON ; charset=\"utf-8\"")]
    [InlineData("application/json;odata=verbose")]
    [InlineData("")]
    public async Task MediaType_ThatIsJson_IsRead(string mediaType)
    {
        // An empty object is read, and refused for what it does not say.
        ScimShape.AssertError(await SendAsync("POST", "Users", "{}", mediaType), 400, "invalidValue");
        ScimShape.AssertError(await SendAsync("POST", "Groups", "{}", mediaType), 400, "invalidValue");
    }

    public static TheoryData<string, string> Unreadable => new()
    {
        { "nothing", "" },
        { "blanks", "   " },
        { "an open object", """{"userName":"a" """ },
        { "an open text", """{"userName":"a""" },
        { "two objects", "{}{}" },
        { "an array", "[]" },
        { "an array of an object", """[{"userName":"a"}]""" },
        { "a text", "\"userName\"" },
        { "a number", "1" },
        { "null", "null" },
        { "a comma too many", """{"userName":"a",}""" },
        { "a comment", """{/* a */"userName":"a"}""" },
        { "single quotes", "{'userName':'a'}" },
        { "NaN", """{"userName":NaN}""" },
        { "a property twice", """{"userName":"a","displayName":"b","userName":"c"}""" },
        { "a property twice, further in", """{"name":{"givenName":"a","givenName":"b"}}""" },
        { "a property twice, once escaped", """{"userName":"a","user\u004eame":"b"}""" },
        { "too deep", $$"""{"a":{{string.Concat(Enumerable.Repeat("[", 40))}}{{string.Concat(Enumerable.Repeat("]", 40))}}}""" },
        { "far too deep", $$"""{"a":{{new string('[', 100_000)}}""" },
        { "half a character", """{"userName":"\ud800"}""" },
        { "the other half", """{"userName":"a\udc00b","Operations":[]}""" },
        { "half a character in a name", """{"\ud800":"a"}""" },
        { "half a character in a name, twice", """{"\ud800":"a","\ud800":"b"}""" },
        { "half a character where nothing is mapped", """{"Operations":[{"op":"replace","value":{"title":"\ud83d"}}]}""" },
        { "an unfinished escape", """{"userName":"\u12"}""" },
        { "a control character", "{\"userName\":\"a\u0001\"}" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Body_ThatIsNoReadableObject_Is400InvalidSyntax(string what, string body)
    {
        foreach (var (method, path) in Writes)
        {
            var answer = await SendAsync(method, path, body);

            Assert.True(answer.Status is 400, $"{what} by {method} {path}: {answer.Status} {answer.Text}");
            ScimShape.AssertError(answer, 400, "invalidSyntax");
        }

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}' })]
    [InlineData(new byte[] { (byte)'{', (byte)'"', (byte)'a', (byte)'"', (byte)':', (byte)'"', 0xed, 0xa0, 0x80, (byte)'"', (byte)'}' })]
    [InlineData(new byte[] { 0xff, 0xfe, (byte)'{', 0, (byte)'}', 0 })]
    public async Task Body_ThatIsNotUtf8_Is400InvalidSyntax(byte[] body)
    {
        foreach (var (method, path) in Writes)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new ByteArrayContent(body) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/scim+json");

            ScimShape.AssertError(await _egnyte.Client.SendScimAsync(request), 400, "invalidSyntax");
        }

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_ThatIsTooLarge_Is413(bool chunked)
    {
        const int limit = 4 * 1024 * 1024;
        foreach (var (method, path) in Writes)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new ByteArrayContent(Padded(limit + 1)) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/scim+json");
            request.Headers.TransferEncodingChunked = chunked;
            // Told by its length, a body need not be sent to be refused.
            request.Headers.ExpectContinue = !chunked;

            ScimShape.AssertError(await _egnyte.Client.SendScimAsync(request), 413);
        }

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task Body_ThatIsJustNotTooLarge_IsRead()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "Users") { Content = new ByteArrayContent(Padded(4 * 1024 * 1024)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/scim+json");

        ScimShape.AssertError(await _egnyte.Client.SendScimAsync(request), 400, "invalidValue");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("007")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.0")]
    [InlineData("abc")]
    [InlineData("%20")]
    [InlineData("1%202")]
    [InlineData("9223372036854775808")]
    [InlineData("010101001010101011001010101011")]
    [InlineData("%D9%A1%D9%A2")]
    [InlineData("..%2f1")]
    [InlineData("bulkId:1")]
    public async Task UserId_ThatCannotBe_Is404WithoutACall(string id)
    {
        foreach (var method in new[] { "GET", "PUT", "PATCH", "DELETE" })
        {
            ScimShape.AssertError(await SendAsync(method, $"Users/{id}", method is "PUT" or "PATCH" ? "{}" : null), 404);
        }

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("a%20b")]
    [InlineData("a%2fb")]
    [InlineData("a%3fb")]
    [InlineData("%2e%2e%2fusers")]
    [InlineData("%C3%A4")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task GroupId_ThatCannotBe_Is404WithoutACall(string id)
    {
        foreach (var method in new[] { "GET", "PUT", "PATCH", "DELETE" })
        {
            ScimShape.AssertError(await SendAsync(method, $"Groups/{id}", method is "PUT" or "PATCH" ? "{}" : null), 404);
        }

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task Ids_ThatDoNotExist_Are404WithOneCall()
    {
        ScimShape.AssertError(await SendAsync("GET", "Users/9223372036854775807"), 404);
        ScimShape.AssertError(await SendAsync("GET", "Groups/ffffffff-ffff-ffff-ffff-ffffffffffff"), 404);

        // Another form than that of Egnyte's documentation costs one row each.
        Assert.Equal(SimulatedEgnyte.Dialect.Errors is ErrorShape.Usual or ErrorShape.Scim ? 2 : 4, _egnyte.Simulator.Calls.Count);
    }

    private (string Method, string Path)[] Writes =>
    [
        ("POST", "Users"), ("PUT", $"Users/{_egnyte.Simulator.Domain.AllUsers()[0].Id}"), ("PATCH", $"Users/{_egnyte.Simulator.Domain.AllUsers()[0].Id}"),
        ("POST", "Groups"), ("PUT", $"Groups/{_egnyte.Simulator.Domain.AllGroups()[0].Id}"), ("PATCH", $"Groups/{_egnyte.Simulator.Domain.AllGroups()[0].Id}"),
    ];

    private async Task<ScimAnswer> SendAsync(string method, string path, string? body = null, string mediaType = "application/scim+json")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            _ = mediaType.Length == 0 || request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        }

        return await _egnyte.Client.SendScimAsync(request);
    }

    // A readable object of exactly so many bytes.
    private static byte[] Padded(int bytes)
    {
        var body = new byte[bytes];
        Array.Fill(body, (byte)' ');
        (body[0], body[^1]) = ((byte)'{', (byte)'}');
        return body;
    }
}
