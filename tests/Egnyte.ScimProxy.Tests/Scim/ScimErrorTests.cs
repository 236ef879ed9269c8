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
