using System.IO.Compression;
using System.Text;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>Bodies in other forms than plain UTF-8 JSON: read where that is certain, else rejected with what is wrong and where.</summary>
public sealed class RequestBodyTests : IAsyncLifetime
{
    private const string Deactivation = """{"Operations":[{"op":"replace","path":"active","value":false}]}""";

    private SimulatedEgnyte _egnyte = null!;

    public async ValueTask InitializeAsync() => _egnyte = await SimulatedEgnyte.StartAsync();

    public ValueTask DisposeAsync() => _egnyte.DisposeAsync();

    private long User => _egnyte.Simulator.Domain.AllUsers()[1].Id;

    [Theory]
    [InlineData("", "empty")]
    [InlineData("  \r\n ", "blanks only")]
    [InlineData("{\n  \"a\": 1,\n  \"b\": }", "line 3, column 8")]
    [InlineData("{\"é\":x}", "line 1, column 6")]
    [InlineData("{'a':1}", "line 1, column 2")]
    [InlineData("{\"a\":1", "ends too early")]
    [InlineData("{\"a\":\"b", "ends too early")]
    [InlineData("{\"a\":1,}", "column 8")]
    [InlineData("{}x", "column 3")]
    [InlineData("{}{}", "column 3")]
    [InlineData("{\"a\":\"b\u0001\"}", "U+0001")]
    [InlineData("{\"a\":{\"name\":1,\n\"name\":2}}", "'name' is given twice in one object, again at line 2, column 1")]
    [InlineData("{\"name\":1,\"n\\u0061me\":2}", "'name' is given twice")]
    [InlineData("{\"a\":\"\\ud800\"}", "surrogate")]
    [InlineData("{\"\\udc00\":1}", "surrogate")]
    [InlineData("[{}]", "an array")]
    [InlineData("\"a\"", "a string")]
    [InlineData("12", "a number")]
    [InlineData("null", "a literal")]
    [InlineData("a=b&c=d", "column 1")]
    public async Task Body_ThatCannotBeParsed_SaysWhatIsWrongAndWhere(string body, string what) => await AssertFaultAsync(Encoding.UTF8.GetBytes(body), what);

    [Fact]
    public async Task Body_NestedTooDeep_SaysWhere()
    {
        await AssertFaultAsync(
            Encoding.UTF8.GetBytes($$"""{"a":{{new string('[', 40)}}{{new string(']', 40)}}}"""), "deeper than 32 levels at line 1, column 37");
        await AssertFaultAsync(Encoding.UTF8.GetBytes($$"""{"a":{{new string('[', 100_000)}}"""), "deeper than 32 levels");
    }

    [Fact]
    public async Task Body_CompressedWithoutAHeader_IsNamed() =>
        await AssertFaultAsync(Compressed(Encoding.UTF8.GetBytes(Deactivation), "gzip"), "Content-Encoding: gzip");

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public async Task Body_InAWiderEncoding_IsNamed(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        foreach (var bytes in new byte[][] { encoding.GetBytes(Deactivation), [.. encoding.GetPreamble(), .. encoding.GetBytes(Deactivation)] })
        {
            await AssertFaultAsync(bytes, "UTF-16 or UTF-32");
        }
    }

    [Fact]
    public async Task Body_InLatin1_NamesTheByteAndItsPlace() =>
        await AssertFaultAsync(Encoding.Latin1.GetBytes("{\n\"name\":{\"familyName\":\"M\u00fcller\"}}"), "0xFC at line 2, column 24");

    [Theory]
    [InlineData("application/scim+json; charset=iso-8859-1", Deactivation, 200)]
    [InlineData("application/json;charset=US-ASCII", Deactivation, 200)]
    [InlineData("application/json; charset=utf8", Deactivation, 200)]
    [InlineData("application/json; charset=\"UTF-8\"; x=y", Deactivation, 200)]
    [InlineData("application/json; charset=", Deactivation, 200)]
    [InlineData("application/json; charset=windows-1252", """{"Operations":[{"op":"replace","path":"name.familyName","value":"Müller"}]}""", 415)]
    [InlineData("application/json; charset=nothing", """{"Operations":[{"op":"replace","path":"name.familyName","value":"Müller"}]}""", 415)]
    public async Task Charset_OtherThanUtf8_IsReadWhereTheBodyIsAsciiElse415(string contentType, string body, int status)
    {
        var answer = await PatchAsync(Encoding.UTF8.GetBytes(body), contentType);

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 415, _egnyte.Simulator.Domain.AllUsers()[1].Active);
        Assert.Empty(answer.Headers.TryGetValues("Accept-Encoding", out var codings) ? codings : []);
    }

    [Fact]
    public async Task Body_WithAByteOrderMark_IsRead()
    {
        Assert.Equal(200, (await PatchAsync([.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Deactivation)])).Status);
        Assert.False(_egnyte.Simulator.Domain.AllUsers()[1].Active);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("GZIP")]
    [InlineData("x-gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    [InlineData("identity")]
    [InlineData("")]
    public async Task ContentEncoding_ThatIsSupported_IsRead(string coding)
    {
        Assert.Equal(200, (await PatchAsync(Compressed(Encoding.UTF8.GetBytes(Deactivation), coding), coding: coding)).Status);
        Assert.False(_egnyte.Simulator.Domain.AllUsers()[1].Active);
    }

    [Theory]
    [InlineData("compress")]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    [InlineData("aws-chunked")]
    [InlineData("none")]
    public async Task ContentEncoding_ThatIsNotSupported_Is415WithThoseThatAre(string coding)
    {
        _egnyte.Simulator.Calls.Clear();
        var answer = await PatchAsync(Compressed(Encoding.UTF8.GetBytes(Deactivation), "gzip"), coding: coding);

        ScimShape.AssertError(answer, 415);
        Assert.Equal("gzip, deflate, br", string.Join(", ", answer.Headers.GetValues("Accept-Encoding")));
        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task ContentEncoding_OfADamagedBody_Is400(string coding)
    {
        var whole = Compressed(Encoding.UTF8.GetBytes(Deactivation), coding);

        ScimShape.AssertError(await PatchAsync(Encoding.UTF8.GetBytes(Deactivation), coding: coding), 400, "invalidSyntax");
        ScimShape.AssertError(await PatchAsync(whole[..(whole.Length / 2)], coding: coding), 400, "invalidSyntax");
        Assert.True(_egnyte.Simulator.Domain.AllUsers()[1].Active);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task ContentEncoding_ThatHidesTooMuch_Is413(string coding)
    {
        var blanks = new byte[5 * 1024 * 1024];
        blanks.AsSpan().Fill((byte)' ');

        ScimShape.AssertError(await PatchAsync(Compressed(blanks, coding), coding: coding), 413);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("[[]]")]
    [InlineData("[\"\"]")]
    [InlineData("\"urn:ietf:params:scim:api:messages:2.0:{0}\"")]
    [InlineData("[\"URN:ietf:params:scim:api:messages:2.0:{0}\"]")]
    public async Task Schemas_ThatSayNothing_AreAbsent(string schemas)
    {
        Assert.Equal(200, (await PatchAsync(Encoding.UTF8.GetBytes(With(schemas, "PatchOp", Deactivation)))).Status);
        Assert.False(_egnyte.Simulator.Domain.AllUsers()[1].Active);
        Assert.Equal(200, (await _egnyte.Client.SendScimAsync("POST", "Users/.search", With(schemas, "SearchRequest", """{"count":1}"""))).Status);
        Assert.Equal(200, (await _egnyte.Client.SendScimAsync("POST", ".search", With(schemas, "SearchRequest", """{"count":1}"""))).Status);
        var bulk = $$$"""{"Operations":[{"method":"PATCH","path":"/Users/{{{User}}}","data":{{{With(schemas, "PatchOp", Deactivation)}}} }]}""";
        Assert.Equal(200, (await _egnyte.Client.SendScimAsync("POST", "Bulk", With(schemas, "BulkRequest", bulk))).Status);
        var group = $"Groups/{_egnyte.Simulator.Domain.AllGroups()[0].Id}";
        var rename = With(schemas, "PatchOp", """{"Operations":[{"op":"replace","path":"displayName","value":"New"}]}""");
        Assert.Equal(204, (await _egnyte.Client.SendScimAsync("PATCH", group, rename)).Status);
    }

    [Theory]
    [InlineData("[\"urn:ietf:params:scim:schemas:core:2.0:User\"]")]
    [InlineData("\"urn:x\"")]
    [InlineData("{}")]
    [InlineData("7")]
    public async Task Schemas_OfAnotherMessage_AreRejected(string schemas)
    {
        ScimShape.AssertError(
            await _egnyte.Client.SendScimAsync("POST", "Users/.search", With(schemas, "SearchRequest", """{"count":1}""")), 400, "invalidSyntax");
        ScimShape.AssertError(
            await _egnyte.Client.SendScimAsync("POST", "Bulk", With(schemas, "BulkRequest", """{"Operations":[{"method":"DELETE","path":"/Users/1"}]}""")),
            400,
            "invalidSyntax");
    }

    private static string With(string schemas, string message, string body) =>
        $"{{\"schemas\":{schemas.Replace("{0}", message, StringComparison.Ordinal)},{body[1..]}";

    private async Task AssertFaultAsync(byte[] body, string what)
    {
        _egnyte.Simulator.Calls.Clear();
        foreach (var (method, path) in new[] { ("POST", "Users"), ("PATCH", $"Users/{User}"), ("POST", ".search"), ("POST", "Bulk") })
        {
            var answer = await SendAsync(method, path, body, "application/scim+json", "");

            ScimShape.AssertError(answer, 400, "invalidSyntax");
            Assert.Contains(what, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    private static byte[] Compressed(byte[] body, string coding)
    {
        using var compressed = new MemoryStream();
        using (Stream? stream = coding.ToUpperInvariant() switch
        {
            "GZIP" or "X-GZIP" => new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            "DEFLATE" => new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            "BR" => new BrotliStream(compressed, CompressionLevel.Optimal, leaveOpen: true),
            _ => null,
        })
        {
            (stream ?? compressed).Write(body);
        }

        return compressed.ToArray();
    }

    private Task<ScimAnswer> PatchAsync(byte[] body, string contentType = "application/scim+json", string coding = "") =>
        SendAsync("PATCH", $"Users/{User}", body, contentType, coding);

    private async Task<ScimAnswer> SendAsync(string method, string path, byte[] body, string contentType, string coding)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        _ = coding.Length == 0 || request.Content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        return await _egnyte.Client.SendScimAsync(request);
    }
}
