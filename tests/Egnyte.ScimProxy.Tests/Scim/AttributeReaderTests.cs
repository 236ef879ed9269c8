using System.Text.Json;
using CsCheck;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Tests.Scim;

public sealed class AttributeReaderTests
{
    private static readonly AttributePath[] Paths =
    [
        .. new[] { "userName", "name.givenName", "name.familyName", "emails", "name", "active", $"{ScimSchemas.EnterpriseUser}:department", $"{ScimSchemas.EnterpriseUser}:manager.displayName", $"{ScimSchemas.User}:title", "userName" }.Select(AttributePath.Parse),
    ];

    private static readonly Gen<string> Name = Gen.OneOf("userName", "USERNAME", "user\\u004eame", "name", "Name", "givenName", "GIVENNAME", "familyName", "emails", "active", "title", "Ünicode", "\\ud800", ScimSchemas.EnterpriseUser, "URN:ietf:params:scim:schemas:extension:enterprise:2.0:user", "department", "manager", "displayName");

    private static readonly Gen<string> Scalar = Gen.OneOf("1", "\"x\"", "true", "null", "[]");

    private static readonly Gen<string> Parts = Object(Gen.OneOf(Scalar, Object(Scalar)));

    // The slow way is the oracle: each attribute looked for alone.
    [Fact]
    public void OnePass_FindsWhatEachLookAloneFinds()
    {
        var reader = new AttributeReader(Paths);
        var found = 0;
        Gen.Frequency((1, Scalar), (20, Object(Gen.OneOf(Scalar, Parts)))).Sample(
            json =>
            {
                var resource = JsonElement.Parse(json);
                var values = new JsonElement[Paths.Length];
                reader.Read(resource, values);

                for (var path = 0; path < Paths.Length; path++)
                {
                    var expected = ScimJson.TryGet(resource, Paths[path], out var value) ? value.GetRawText() : null;
                    Assert.Equal(expected, values[path].ValueKind is JsonValueKind.Undefined ? null : values[path].GetRawText());
                    Interlocked.Add(ref found, expected is null ? 0 : 1);
                }
            },
            iter: 20_000);

        Assert.True(found > 5_000, $"{found} found");
    }

    private static Gen<string> Object(Gen<string> values) =>
        Gen.Select(Name, values, (name, value) => $"\"{name}\":{value}").Array[0, 8].Select(members => $"{{{string.Join(',', members)}}}");
}
