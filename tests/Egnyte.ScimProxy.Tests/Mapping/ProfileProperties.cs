using System.Text.Json;
using CsCheck;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Schemas;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters.Parsing;
using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Users;
using Egnyte.ScimProxy.Users.Answers;
using static Egnyte.ScimProxy.Tests.Users.People;

namespace Egnyte.ScimProxy.Tests.Mapping;

/// <summary>What holds for every valid profile.</summary>
public sealed class ProfileProperties
{
    private static readonly Gen<string> Step = Gen.OneOf(
        "\"lower\"", "\"upper\"", "\"trim\"", "\"localPart\"", "\"asciiFold\"", "\"toBool\"", "{\"truncate\":5}",
        "{\"replace\":{\"from\":\"a\",\"to\":\"b\"}}", "{\"regexReplace\":{\"pattern\":\"[0-9]+\",\"with\":\"\"}}",
        "{\"lookup\":{\"table\":{\"Sales\":\"s\",\"Legal\":\"l\"}}}", "{\"lookup\":{\"table\":{\"Sales\":\"s\",\"Legal\":\"s\"},\"missing\":\"keep\"}}",
        "{\"lookup\":{\"table\":{\"a\":\"x\"},\"missing\":\"ignore\"}}",
        "{\"template\":\"r-{value}\"}", "{\"template\":\"{value}-{name.givenName}\"}", "{\"template\":\"{nickName}.{title}\"}",
        "{\"template\":\"{initial(nickName)}{title}\"}", "{\"firstOf\":[\"value\",\"nickName\"]}",
        "{\"firstOf\":[\"emails[type eq \\\"work\\\"].value\",\"title\"]}", "{\"constant\":\"x\"}", "{\"constant\":true}");

    private static readonly Gen<string> Undoable = Gen.OneOf(
        "{\"lookup\":{\"table\":{\"Sales\":\"s\",\"Legal\":\"l\",\"r-x\":\"q\"}}}",
        "{\"template\":\"r-{value}\"}",
        "{\"template\":\"{value}!\"}",
        "{\"template\":\"a{value}a\"}");

    private static readonly Gen<string> Property = Gen.OneOf(
        Gen.Const("\"required\":true"), Gen.Const("\"required\":null"),
        Gen.OneOf("both", "toEgnyte", "toScim", "refused").Select(word => $"\"direction\":\"{word}\""),
        Gen.OneOf("create", "update", "both").Select(word => $"\"when\":\"{word}\""),
        Gen.OneOf("reject", "ignore", "ownership").Select(word => $"\"immutable\":\"{word}\""),
        Gen.OneOf("\"power\"", "\"x\"", "true", "{\"by\":\"userType\",\"values\":{\"standard\":\"egnyte\"},\"otherwise\":\"sso\"}", "null")
            .Select(value => $"\"default\":{value}"),
        Gen.OneOf("[\"sso\",\"x\"]", "[\"admin\",\"power\"]", "null").Select(value => $"\"allowed\":{value}"),
        Gen.OneOf("{\"userType\":\"power\"}", "{\"userType\":[\"power\",\"admin\"]}", "{\"active\":true}", "{\"role\":\"x\"}", "null")
            .Select(value => $"\"onlyIf\":{value}"),
        Gen.Const("\"echo\":\"skip\""), Gen.Const("\"sendOnly\":true"), Gen.Const("\"update\":\"besideAnotherChange\""),
        Gen.Const("\"pattern\":\"^[a-z]*$\""), Gen.Const("\"minLength\":3"), Gen.Const("\"otherwiseOnCreate\":\"reject\""), Gen.Const("\"remove\":true"),
        Gen.OneOf("role", "language", "userName", "email", "externalId", "userType", "authType", "isServiceAccount", "name.formatted", "groups")
            .Select(field => $"\"egnyte\":\"{field}\""),
        Gen.Const("\"requires\":{\"sendInvite\":false}"),
        Step.Array[0, 3].Select(steps => $"\"transforms\":[{string.Join(',', steps)}]"));

    private static readonly Gen<string> Rule = Gen.Select(
        Gen.OneOf(
            "userName",
            "externalId",
            "emails",
            "emails[type eq \\\"work\\\"].value",
            "active",
            "userType",
            "displayName",
            "title",
            "nickName",
            "roles",
            "roles[primary eq true].value",
            "addresses[type eq \\\"work\\\"].country",
            "extension:authType",
            "extension:role",
            "extension:language",
            "extension:isServiceAccount",
            "extension:sendInvite",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
            "groups",
            "meta.created",
            "password"),
        Property.Array[0, 4],
        (scim, properties) =>
            $"{{\"scim\":\"{scim}\"{string.Concat(properties.DistinctBy(property => property.Split(':')[0]).Select(property => $",{property}"))}}}");

    private static readonly Gen<string> Document = Gen.Select(
        Rule.Array[1, 3],
        Gen.OneOf("", ",\"groups\":{\"shown\":{\"startsWith\":\"okta-\"}}", ",\"settings\":{\"UserNameFormat\":\"email\"}"),
        (rules, more) => $"{{\"extends\":\"okta\",\"users\":[{string.Join(',', rules)}]{more}}}");

    [Fact]
    public void EveryProfile_ThatTheLinterPasses_CanBeUsed_AndNoOther()
    {
        var (good, bad) = (0, 0);
        Document.Sample(
            document =>
            {
                var compiled = TestProfiles.Compile(document);

                Assert.Equal(compiled.Errors.Any(), compiled.Profile is null);
                if (compiled.Profile is { } profile)
                {
                    Interlocked.Increment(ref good);
                    Use(profile);
                }
                else
                {
                    Interlocked.Increment(ref bad);
                }
            },
            iter: 4_000,
            print: document => document);

        Assert.True(good > 300 && bad > 300, $"{good} good, {bad} bad");
    }

    // "For every rule that says it can be undone": what a client wrote, it reads again.
    [Fact]
    public void ARule_WhoseStepsLoseNothing_ReadsBackWhatWasWritten()
    {
        var (kept, refused) = (0, 0);
        Gen.Select(Undoable.Array[0, 3], Gen.OneOf(Gen.OneOf("Sales", "Legal", "a", "r-", "r-x", "!"), Gen.String[1, 8])).Sample(
            (steps, written) =>
            {
                var profile = TestProfiles.WithRules($"{{\"scim\":\"extension:language\",\"transforms\":[{string.Join(',', steps)}]}}");
                var rule = profile.Rules[profile.IndexOfField("language")];
                Assert.Empty(rule.Losses);

                var sent = rule.ToEgnyteValue(MappedValue.Of(written), out var refusal);
                if (refusal is null)
                {
                    Assert.Equal(written, rule.ToScimValue(sent).Text);
                    Interlocked.Increment(ref kept);
                }
                else
                {
                    Interlocked.Increment(ref refused);
                }
            },
            iter: 2_000);

        Assert.True(kept > 300 && refused > 100, $"{kept} kept, {refused} refused");
    }

    [Fact]
    public void AnyText_AsADocument_IsReadOrRefused_AndNeverThrows() =>
        Gen.Select(Document, Gen.Int[0, 400], Gen.OneOf("", "{", "]", "null", "\"", ",", "\u0000", "1e999", "//", "\\ud800", "true")).Sample(
            (document, place, text) =>
            {
                var broken = document.Insert(Math.Min(place, document.Length), text);
                var compiled = TestProfiles.Compile(broken);

                Assert.Equal(compiled.Errors.Any(), compiled.Profile is null);
                Assert.All(compiled.Errors, error => Assert.True(error.Line > 0 && error.Message.Length > 0 && error.Fix.Length > 0, error.ToString()));
            },
            iter: 4_000);

    private static void Use(MappingProfile profile)
    {
        var settings = new TenantSettings("default", new TenantOptions(), profile);
        var writer = new UserWriter(profile, settings);
        var schema = UserSchema.Of(profile);
        foreach (var body in Bodies)
        {
            ScimOrNothing(() => new NewUserMapper(profile, settings).ToNewEgnyteUser(UserAttributes.FromResource(body, profile)));
            ScimOrNothing(() => new UserUpdateMapper(profile, settings).ToUpdate(UserAttributes.FromResource(body, profile), Jane));
        }

        foreach (var patch in Patches)
        {
            ScimOrNothing(() =>
            {
                var mapper = new UserUpdateMapper(profile, settings);
                var given = Folded(patch, profile);
                return mapper.ToUpdate(given, mapper.NeedsPresent(given) ? Jane : null);
            });
        }

        foreach (var filter in new[]
        {
            "userName eq \"jane.doe@example.com\"", "emails[type eq \"work\"].value eq \"a@example.com\"", "externalId eq \"x\" and title pr",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"Sales\"",
        })
        {
            ScimOrNothing(() => UserQuery.From(ScimFilterParser.Parse(filter), profile, settings, schema));
        }

        using var json = new Utf8JsonWriter(Stream.Null);
        writer.Write(json, new UserView(Jane, UserNames.AsRead(Jane, null, profile, settings), "https://scim.example.com/scim/v2", null));
    }

    private static void ScimOrNothing(Func<object?> use)
    {
        try
        {
            use();
        }
        catch (ScimException refused)
        {
            Assert.NotEmpty(refused.Error.Detail);
        }
    }

    private static JsonElement[] Bodies { get; } =
    [
        JsonElement.Parse(
            """
            {"userName":"jane.doe@example.com","externalId":"e","name":{"givenName":"Jane","familyName":"Doe"},
             "emails":[{"value":"jane.doe@example.com","type":"work","primary":true}],"active":true,"userType":"power","title":"Sales",
             "nickName":"jd","roles":[{"value":"x","primary":true}],"addresses":[{"type":"work","country":"DE"}],
             "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Sales"},
             "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User":{"role":"r","authType":"sso","isServiceAccount":true,"language":"de"}}
            """),
        JsonElement.Parse("""{"userName":"x","active":false,"emails":"x@example.com","title":7,"nickName":true}"""),
        JsonElement.Parse("{}"),
    ];

    private static string[] Patches { get; } =
    [
        """{"op":"replace","path":"title","value":"Legal"}""",
        """{"op":"replace","path":"emails[type eq \"work\"].value","value":"b@example.com"},{"op":"replace","path":"active","value":"False"}""",
        """{"op":"add","path":"roles[primary eq \"True\"].value","value":"x"}""",
        """{"op":"remove","path":"nickName"},{"op":"replace","value":{"userType":"standard","name":{"givenName":"J"}}}""",
    ];
}
