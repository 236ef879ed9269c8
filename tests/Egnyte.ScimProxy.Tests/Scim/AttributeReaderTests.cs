using System.Runtime.InteropServices;
using System.Text.Json;
using CsCheck;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Tests.Scim;

public sealed class AttributeReaderTests
{
    private static readonly AttributePath[] Paths =
    [
        .. new[]
        {
            "userName", "name.givenName", "name.familyName", "emails", "name", "active", $"{ScimSchemas.EnterpriseUser}:department",
            $"{ScimSchemas.EnterpriseUser}:manager.displayName", $"{ScimSchemas.User}:title", "userName",
        }.Select(AttributePath.Parse),
    ];

    private static readonly Gen<string> Name = Gen.OneOf(
        "userName",
        "USERNAME",
        "user\\u004eame",
        "name",
        "Name",
        "givenName",
        "GIVENNAME",
        "familyName",
        "emails",
        "active",
        "title",
        "Ünicode",
        "\\ud800",
        ScimSchemas.EnterpriseUser,
        "URN:ietf:params:scim:schemas:extension:enterprise:2.0:user",
        "department",
        "manager",
        "displayName");

    private static readonly Gen<string> Scalar = Gen.OneOf("1", "\"x\"", "true", "null", "[]");

    private static readonly Gen<string> Parts = Object(Gen.OneOf(Scalar, Object(Scalar)));

    private static readonly string[] Containers = ["name", ScimSchemas.EnterpriseUser, "manager"];

    // The slow way is the oracle: each attribute looked for alone.
    [Fact]
    public void OnePass_FindsWhatEachLookAloneFinds()
    {
        var reader = new AttributeReader(Paths);
        var (found, left) = (0, 0);
        Gen.Frequency((1, Scalar), (20, Object(Gen.OneOf(Scalar, Parts)))).Sample(
            json =>
            {
                var resource = JsonElement.Parse(json);
                var values = new JsonElement[Paths.Length];
                if (!reader.TryRead(resource, values))
                {
                    Assert.True(json.AsSpan().ContainsAny('\\', 'Ü') || HoldsScalar(resource) || HoldsUrn(resource), json);
                    Interlocked.Increment(ref left);
                    return;
                }

                for (var path = 0; path < Paths.Length; path++)
                {
                    var expected = ScimJson.TryGet(resource, Paths[path], out var value) ? value.GetRawText() : null;
                    Assert.Equal(expected, values[path].ValueKind is JsonValueKind.Undefined ? null : values[path].GetRawText());
                    Interlocked.Add(ref found, expected is null ? 0 : 1);
                }
            },
            iter: 20_000);

        Assert.True(found > 5_000, $"{found} found");
        Assert.InRange(left, 1_000, 15_000);
    }

    [Theory]
    [InlineData("""{"name.givenName":"x"}""")]
    [InlineData("""{"emails[type eq \"work\"].value":"x"}""")]
    [InlineData("""{"emails[0].value":"x"}""")]
    [InlineData("""{"urn:ietf:params:scim:schemas:core:2.0:User":{"active":false}}""")]
    [InlineData("""{"urn:ietf:params:scim:schemas:core:2.0:User:active":false}""")]
    [InlineData("""{"\u0075rn:ietf:params:scim:schemas:core:2.0:User:active":false}""")]
    [InlineData("""{" active":false}""")]
    [InlineData("""{"active\u200b":false}""")]
    [InlineData("""{"name":"Jane"}""")]
    [InlineData("""{"name":null}""")]
    [InlineData("""{"name":{"givenName.x":"x"}}""")]
    public void AResource_ThatIsNotOfPlainNames_IsLeft(string json) =>
        Assert.False(new AttributeReader(Paths).TryRead(JsonElement.Parse(json), new JsonElement[Paths.Length]));

    // An object is expected, also of the schema and of the attribute that hold what is looked for.
    private static bool HoldsScalar(JsonElement json) => json.ValueKind is not JsonValueKind.Object || json.EnumerateObject().Any(property =>
        IsReadable(property) && Containers.Contains(property.Name, StringComparer.OrdinalIgnoreCase) && HoldsScalar(property.Value));

    // A URN is known beside the attributes, and not below one.
    private static bool HoldsUrn(JsonElement json) => json.EnumerateObject().Any(property =>
        property.Value.ValueKind is JsonValueKind.Object
            && property.Value.EnumerateObject().Any(inner => IsReadable(inner) && inner.Name.Contains(':', StringComparison.Ordinal)));

    private static bool IsReadable(JsonProperty property) => JsonMarshal.GetRawUtf8PropertyName(property).IndexOf("ud800"u8) < 0;

    private static Gen<string> Object(Gen<string> values) =>
        Gen.Select(Name, values, (name, value) => $"\"{name}\":{value}").Array[0, 8].Select(members => $"{{{string.Join(',', members)}}}");
}
