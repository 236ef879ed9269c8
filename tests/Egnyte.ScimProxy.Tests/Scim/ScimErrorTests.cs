using System.Buffers;
using System.Text;
using System.Text.Json;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Tests.Scim;

public sealed class ScimErrorTests
{
    public static TheoryData<ScimError, int, string?> Errors => new()
    {
        { ScimError.InvalidFilter("x"), 400, "invalidFilter" },
        { ScimError.TooMany("x"), 400, "tooMany" },
        { ScimError.Uniqueness("x"), 409, "uniqueness" },
        { ScimError.Mutability("x"), 400, "mutability" },
        { ScimError.InvalidSyntax("x"), 400, "invalidSyntax" },
        { ScimError.InvalidPath("x"), 400, "invalidPath" },
        { ScimError.NoTarget("x"), 400, "noTarget" },
        { ScimError.InvalidValue("x"), 400, "invalidValue" },
        { ScimError.InvalidVersion("x"), 400, "invalidVers" },
        { ScimError.Unauthorized("x"), 401, null },
        { ScimError.Forbidden("x"), 403, null },
        { ScimError.NotFound("x"), 404, null },
        { ScimError.MethodNotAllowed("x"), 405, null },
        { ScimError.PayloadTooLarge("x"), 413, null },
        { ScimError.UnsupportedMediaType("x"), 415, null },
        { ScimError.Internal("x"), 500, null },
        { ScimError.NotImplemented("x"), 501, null },
        { ScimError.BadGateway("x"), 502, null },
        { ScimError.Unavailable(429, "x", 15), 429, null },
    };

    /// <summary>A detail quotes values of the client and of Egnyte, which may hold anything.</summary>
    [Theory]
    [InlineData("from \"a\u202Eb\"", "from \"a\\u202Eb\"")]
    [InlineData("a\u001b[31m\nb", "a\\u001B[31m\\nb")]
    [InlineData("a\uE000\u2028b", "a\\uE000\\u2028b")]
    [InlineData("from \"<script>alert(1)</script>\"", "from \"\\u003Cscript>alert(1)\\u003C/script>\"")]
    [InlineData("<!-- <img <?x", "\\u003C!-- \\u003Cimg \\u003C?x")]
    [InlineData("a < b <1 <", "a < b <1 <")]
    public void Detail_WithInvisibleCharactersOrTags_ShowsThemEscaped(string detail, string shown)
    {
        Assert.Equal(shown, ScimError.Mutability(detail).Detail);
        Assert.Equal(shown, (ScimError.Mutability("x") with { Detail = detail }).Detail);
    }

    [Fact]
    public void Detail_OfAnyLength_IsBounded()
    {
        Assert.Equal(new string('x', 1500), ScimError.Mutability(new string('x', 1500)).Detail);
        Assert.Equal(new string('x', 1499) + "\u2026", ScimError.Mutability(new string('x', 1501)).Detail);
        Assert.Equal(new string('x', 1498) + "\u2026", ScimError.Mutability(new string('x', 1498) + "\U0001F600y").Detail);
    }

    [Theory]
    [MemberData(nameof(Errors), DisableDiscoveryEnumeration = true)]
    public void WriteTo_EachError_IsTheBodyOfTheRfc(ScimError error, int status, string? scimType)
    {
        string keyword = scimType is null ? "" : $"\"scimType\":\"{scimType}\",";

        Assert.Equal($$"""{"schemas":["{{ScimSchemas.Error}}"],"status":"{{status}}",{{keyword}}"detail":"x"}""", Written(error));
    }

    [Fact]
    public void WriteTo_TextOfAClientQuoted_IsAlwaysWellFormed()
    {
        var error = Refused.By(() => AttributePath.Parse("\ud800<\u0001" + new string('x', 100)));

        Assert.Contains("\ufffd<\ufffdxxx", JsonElement.Parse(Written(error)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Unavailable_KnowsWhenToAskAgain() => Assert.Equal(15, ScimError.Unavailable(503, "x", 15).RetryAfterSeconds);

    [Fact]
    public void ScimException_SaysTheDetail() => Assert.Equal("x", new ScimException(ScimError.NotFound("x")).Message);

    private static string Written(ScimError error)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            error.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
