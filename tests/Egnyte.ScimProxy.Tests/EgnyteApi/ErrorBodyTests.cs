using System.Text;
using CsCheck;
using Egnyte.ScimProxy.EgnyteApi.Answers;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

public sealed class ErrorBodyTests
{
    private const string Bidi = "\u202e";

    [Theory]
    [InlineData("""{"ERRORS":[{"Description":"User 1 not found.","CODE":"404"}]}""", "User 1 not found.", null, "404")]
    [InlineData("""{"Message":"too short","Code":7}""", "too short", null, "7")]
    [InlineData("""{"InputErrors":{"userName":[{"Code":"X2","Msg":"bad name"}]}}""", "bad name", "userName", "X2")]
    [InlineData("""{"inputErrors":{"email":"bad mail"}}""", "bad mail", "email", null)]
    [InlineData("""{"detail":"no such thing","errorCode":"E7"}""", "no such thing", null, "E7")]
    [InlineData("""{"type":"about:blank","title":"Bad Request","status":400,"detail":"no such thing"}""", "no such thing", null, null)]
    [InlineData("""{"error":{"message":"nested","code":"E8"}}""", "nested", null, "E8")]
    [InlineData("""{"error":{"errors":[{"message":"deeper"}],"code":403}}""", "deeper", null, "403")]
    [InlineData("""{"errors":{"email":["is taken","is odd"]}}""", "is taken", "email", null)]
    [InlineData("""{"errors":{"email":{"msg":"is taken","code":"E9"}}}""", "is taken", "email", "E9")]
    [InlineData("""{"errors":{"message":"nested"}}""", "nested", null, null)]
    [InlineData("""{"errors":{"formErrors":[{"code":"X1","msg":"bad form"}],"inputErrors":{}}}""", "bad form", null, "X1")]
    [InlineData("""{"errors":"one text"}""", "one text", null, null)]
    [InlineData("""["one","two"]""", "one", null, null)]
    [InlineData("""[{"errorMessage":"in a list"}]""", "in a list", null, null)]
    [InlineData("""{"Fault":{"FaultString":"policy","Detail":{"ErrorCode":"F1"}}}""", "policy", null, "F1")]
    [InlineData("""{"timestamp":"2026-05-04T18:00:00Z","status":404,"error":"Not Found","path":"/pubapi"}""", "Not Found", null, null)]
    [InlineData("""{"message":null,"errorMessage":"","msg":"third"}""", "third", null, null)]
    [InlineData("""{"code":"ONLY"}""", null, null, "ONLY")]
    [InlineData("\"a bare text\"", "a bare text", null, null)]
    [InlineData("404 page not found", "404 page not found", null, null)]
    [InlineData("null", null, null, null)]
    [InlineData("17", null, null, null)]
    [InlineData("[]", null, null, null)]
    [InlineData("[[],{}]", null, null, null)]
    [InlineData("""{"message":"cut off""", null, null, null)]
    public void Parse_ShapeOfAGateway_HasReasonAttributeAndCode(string json, string? reason, string? attribute, string? code)
    {
        var body = EgnyteErrorBody.Parse(Encoding.UTF8.GetBytes(json));

        Assert.Equal((reason, attribute, code), (body.Reason, body.Attribute, body.Code));
    }

    [Theory]
    [InlineData("""{"Errors":[{"description":"User 1 not found.","code":"404"}]}""", true)]
    [InlineData("""{"Errors":[{"description":"User 1 not found.","code":404}]}""", true)]
    [InlineData("""{"errors":[{"Description":"User 1 not found.","Code":"404"}]}""", false)]
    [InlineData("""{"ERRORS":[{"description":"No route","code":"404"}]}""", false)]
    [InlineData("""{"Errors":[{"code":"404"}],"schemas":["urn:scim:schemas:core:1.0"]}""", true)]
    [InlineData("""{"errors":[{"message":"Not Found","code":404}]}""", false)]
    [InlineData("""{"Errors":[{"description":"User 1 not found."}]}""", false)]
    [InlineData("""{"Errors":[{"description":"User 1 not found.","code":"500"}]}""", false)]
    [InlineData("""{"Errors":[{"description":"User 1 not found.","code":"404"},{"code":"500"}]}""", false)]
    [InlineData("""{"Errors":{"description":"User 1 not found.","code":"404"}}""", false)]
    [InlineData("""{"Errors":["404"]}""", false)]
    [InlineData("""{"Errors":[]}""", false)]
    [InlineData("""{"Errors":null}""", false)]
    [InlineData("""[{"description":"User 1 not found.","code":"404"}]""", false)]
    [InlineData("""{"fault":{"Errors":[{"description":"User 1 not found.","code":"404"}]}}""", false)]
    [InlineData("""{"message":"Not Found","code":"404"}""", false)]
    [InlineData("""{"errorMessage":"Group with resource id not found"}""", false)]
    [InlineData("""{"Errors":[{"description":"User 1 not found.","code":"404"}]} and more""", false)]
    [InlineData("<html>404</html>", false)]
    [InlineData("", false)]
    public void Parse_ABody_ProvesAbsenceOnlyInEgnytesForm(string text, bool proves) =>
        Assert.Equal(proves, EgnyteErrorBody.Parse(Encoding.UTF8.GetBytes(text)).ProvesAbsence);

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00")]
    [InlineData("\\uD83D")]
    [InlineData("\\ud800\\ud800")]
    [InlineData("\\udc00\\ud800")]
    [InlineData("\\ud83dx\\ude00")]
    public void Parse_ALoneSurrogate_IsReplaced(string escape)
    {
        string[] bodies =
        [
            $$"""{"message":"a{{escape}}b","code":"c"}""",
            $$"""{"message":"a{{escape}}b","code":"c{{escape}}"}""",
            $$"""{"{{escape}}":1,"x{{escape}}":[],"message":"ab","code":"c"}""",
            $$$"""{"inputErrors":{"x{{{escape}}}":[{"msg":"ab"}]}}""",
            $$"""{"Errors":[{"description":"a{{escape}}b","code":"404"}]}""",
            $$"""["a{{escape}}b"]""",
            $$"""{"message":"a\\{{escape}}b"}""",
        ];

        Assert.All(bodies, text => Assert.StartsWith("a", EgnyteErrorBody.Parse(Encoding.UTF8.GetBytes(text)).Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Parse_APairOfSurrogates_IsKept() =>
        Assert.Equal("a😀b\\ud800", EgnyteErrorBody.Parse("""{"message":"a\ud83d\ude00b\\ud800"}"""u8).Reason);

    [Fact]
    public void Parse_ALatin1Byte_IsReplaced()
    {
        var body = EgnyteErrorBody.Parse(Encoding.Latin1.GetBytes("""{"inputErrors":{"prénom":[{"code":"É1","msg":"Le prénom est trop long"}]},"é":1}"""));

        Assert.Equal(("Le pr\ufffdnom est trop long", "pr\ufffdnom", "\ufffd1"), (body.Reason, body.Attribute, body.Code));
    }

    public static TheoryData<string, bool> Encodings => new(
        from name in (string[])["utf-8", "utf-16", "utf-16BE"] from withMark in (bool[])[true, false] select (name, withMark));

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Parse_AnEncodingOfUnicode_IsRead(string name, bool withMark)
    {
        var encoding = Encoding.GetEncoding(name);
        foreach (var text in (string[])["""{"message":"prénom"}""", "<h1>prénom</h1>", " [\"prénom\"]"])
        {
            byte[] bytes = [.. withMark ? encoding.GetPreamble() : [], .. encoding.GetBytes(withMark ? text : text.Trim())];

            Assert.Equal("prénom", EgnyteErrorBody.Parse(bytes).Reason);
        }
    }

    [Fact]
    public void Parse_Gzip_IsNoText() => Assert.Null(EgnyteErrorBody.Parse([0x1F, 0x8B, 0x08, 0x01, 0x41, 0x42, 0x43]).Reason);

    /// <summary>Each level is looked into once: twice would double the work with every level, and 60 levels would never end.</summary>
    [Theory]
    [InlineData("errors")]
    [InlineData("message")]
    [InlineData("inputErrors")]
    [InlineData("fault")]
    public void Parse_AnErrorInAnErrorManyTimes_Ends(string name)
    {
        var json = string.Concat(Enumerable.Repeat($"{{\"{name}\":", 60)) + "{}" + new string('}', 60);

        Assert.Null(EgnyteErrorBody.Parse(Encoding.UTF8.GetBytes(json)).Reason);
    }

    [Fact]
    public void Parse_ADeepBody_IsNoReason() =>
        Assert.Null(EgnyteErrorBody.Parse(Encoding.UTF8.GetBytes($$"""{"message":"x","more":{{new string('[', 100)}}{{new string(']', 100)}}}""")).Reason);

    /// <summary>Keys and codes reach the client's text and the log as reasons do.</summary>
    [Fact]
    public void Parse_TextOfAnyLength_IsOneBoundedLineWithoutMarkupOrControl()
    {
        var nasty = $"A\\u0000\\u001b[31m\\r\\nB{Bidi}C<script>alert(1)</script>D<img src=x {new string('E', 10_000)}";
        string[] bodies =
        [
            $$"""{"message":"{{nasty}}","code":"{{nasty}}"}""", $$$"""{"inputErrors":{"{{{nasty}}}":[{"msg":"{{{nasty}}}","code":"{{{nasty}}}"}]}}""",
            $"{nasty.Replace("\\u0000", "", StringComparison.Ordinal)}", $"<html><h1>{nasty.Replace("\\u0000", "", StringComparison.Ordinal)}</h1></html>",
        ];

        Assert.All(bodies.Select(text => EgnyteErrorBody.Parse(Encoding.UTF8.GetBytes(text))), body =>
        {
            Assert.NotNull(body.Reason);
            Assert.All([body.Reason, body.Attribute ?? "", body.Code ?? ""], text =>
            {
                Assert.True(text.Length <= 300, $"{text.Length}");
                Assert.DoesNotContain(text, letter => char.IsControl(letter) || letter == Bidi[0]);
                Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
                Assert.DoesNotContain("<img", text, StringComparison.Ordinal);
            });
            Assert.True((body.Attribute ?? "").Length <= 100 && (body.Code ?? "").Length <= 100);
        });
    }

    [Fact]
    public void Parse_AnyBytes_NeverFails()
    {
        Gen.Byte.Array[0, 80].Sample(bytes => EgnyteErrorBody.Parse(bytes) is not null);
        Gen.OneOf(
            Gen.Const("{"), Gen.Const("\""), Gen.Const("\\u"), Gen.Const("d8"), Gen.Const("00"), Gen.Const("DC"), Gen.Const(":"), Gen.Const("}"),
            Gen.Const("errors"), Gen.Const("["), Gen.Const("]"), Gen.Const("\\"), Gen.Const("<"))
            .Array[0, 30].Sample(parts => EgnyteErrorBody.Parse(Encoding.UTF8.GetBytes(string.Concat(parts))) is not null);
        Gen.String[0, 20].Sample(text => EgnyteErrorBody.Parse(Encoding.UTF8.GetBytes($$"""{"{{text}}":"x","message":"{{text}}"}""")) is not null);
    }
}
