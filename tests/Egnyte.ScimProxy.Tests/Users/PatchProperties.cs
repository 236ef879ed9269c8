using System.Text.Json;
using CsCheck;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Scim.Resources;
using Egnyte.ScimProxy.Tests.Scim;
using Egnyte.ScimProxy.Users;
using Egnyte.ScimProxy.Users.Patching;
using static Egnyte.ScimProxy.Tests.Users.People;

namespace Egnyte.ScimProxy.Tests.Users;

/// <summary>No JSON makes a PATCH of a person throw anything but a SCIM error.</summary>
public sealed class PatchProperties
{
    private static readonly MappingProfile[] Profiles = [.. ProfileLibrary.BuiltInNames.Select(ProfileCompiler.CompileBuiltIn)];

    private static readonly Gen<string> Attribute = Gen.OneOf(
        "active", "Active", "userName", "externalId", "name", "name.givenName", "name.familyName", "name.formatted", "displayName", "emails",
        "emails.value", "userType",
        "title", "password", "roles", "id", "groups", "meta.created", $"{Extension}:role", $"{Extension}:idpUserId", $"{Extension}:sendInvite",
        $"{Extension}:language",
        Extension, ScimSchemas.User, ScimSchemas.EnterpriseUser, $"{ScimSchemas.EnterpriseUser}:manager", $"{ScimSchemas.User}:active",
        $"{ScimSchemas.User}:emails");

    private static readonly Gen<string> Path = Gen.Frequency(
        (6, Attribute),
        (4,
         Gen.Select(
             Gen.OneOf("emails", "emails", "roles", "phoneNumbers", "groups", "active"),
             Gen.OneOf(
                 Gen.Const("type eq \"work\""),
                 Gen.Const("value eq \"jane.doe@example.com\""),
                 Gen.Const("primary eq \"True\""),
                 Generators.ValueFilter.Select(filter => filter.ToString())),
             Gen.OneOf("", ".value", ".value", ".type", ".display"),
             (attribute, filter, sub) => $"{attribute}[{filter}]{sub}")),
        (1, Generators.Garbage));

    private static readonly Gen<string> Scalar = Gen.OneOf(
        "true", "false", "\"False\"", "\"\"", "null", "\"jane.doe@example.com\"", "\"jane.doe\"", "\"power\"", "\"Undefined\"", "\"x\"", "7", "[]", "{}");

    private static readonly Gen<string> Value = Gen.Frequency(
        (6, Scalar),
        (2, Gen.Select(Gen.OneOf("value", "type", "primary", "givenName", "role"), Scalar, (name, value) => $$"""{"{{name}}":{{value}}}""")),
        (2, Gen.Select(Scalar, Gen.OneOf("\"work\"", "\"home\"", "null"), (value, type) => $$"""[{"$ref":null,"value":{{value}},"type":{{type}}}]""")),
        (1, Generators.Json));

    private static readonly Gen<string> Map = Gen.Select(Path, Value, (path, value) => $"{Quoted(path)}:{value}").Array[0, 4]
        .Select(members => $"{{{string.Join(',', members)}}}");

    // Text that is no Unicode is refused before anything of the body is read.
    private static readonly Gen<string> Operation = Gen.Frequency(
        (8,
         Gen.Select(
             Gen.OneOf("add", "Replace", "REPLACE", "remove"),
             Path,
             Value,
             (op, path, value) => $$"""{"op":"{{op}}","path":{{Quoted(path)}},"value":{{value}}}""")),
        (2, Gen.Select(Gen.OneOf("add", "Replace"), Map, (op, map) => $$"""{"op":"{{op}}","value":{{map}}}""")))
        .Where(operation => ScimJson.IsReadable(JsonElement.Parse(operation)));

    private static readonly Gen<string> Request = Gen.Frequency(
        (8, Operation.Array[1, 2].Select(operations => $$"""{"Operations":[{{string.Join(',', operations)}}]}""")),
        (1, Generators.PatchJson));

    [Fact]
    public void AnyJson_IsDoneOrRefused_AndBothAreFrequent()
    {
        var (done, refused, waited) = (0, 0, 0);
        Gen.Select(Request, Gen.OneOf(Profiles)).Sample(
            (request, profile) =>
            {
                try
                {
                    var given = UserPatch.Fold(PatchRequest.Read(JsonElement.Parse(request), profile.Extensions), profile);
                    var mapper = new UserUpdateMapper(profile, Settings);
                    var needsPresent = mapper.NeedsPresent(given);
                    var update = mapper.ToUpdate(given, needsPresent ? Jane : null);
                    Interlocked.Add(ref waited, needsPresent ? 1 : 0);
                    Interlocked.Increment(ref update.Refusal is null ? ref done : ref refused);
                    Assert.Equal(given.Deactivates, update.Deactivates);
                }
                catch (ScimException)
                {
                    Interlocked.Increment(ref refused);
                }
            },
            iter: 20_000);

        // Usually 4,150, 15,850 and 3,400; the limits are so far away that no seed meets them.
        Assert.True(done > 3_000, $"{done} of 20,000 were done");
        Assert.True(refused > 12_000, $"{refused} of 20,000 were refused");
        Assert.True(waited > 2_000, $"{waited} of 20,000 asked for the present account");
    }

    [Fact]
    public void ADeactivation_IsSeenAtTheEndOfAnyRequest() =>
        Operation.Array[0, 4].Sample(
            operations =>
            {
                var given = Folded(string.Join(',', [.. operations, """{"op":"Replace","path":"active","value":"False"}"""]));
                Assert.True(given.Deactivates);
            },
            iter: 5_000);

    private static string Quoted(string text) => JsonSerializer.Serialize(text);
}
