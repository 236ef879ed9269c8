using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Tests.Mapping;

public sealed class ProfileInheritanceTests
{
    private const string Base = """
        {"description":"The base.","extension":"urn:x:base:2.0:User","settings":{"UserNameFormat":"email"},"externalIdProvesOwnership":false,"users":[
          {"scim":"userName","egnyte":"userName","required":true,"immutable":"reject","fix":"Old fix."},
          {"scim":"name.givenName","egnyte":"name.givenName","required":true},
          {"scim":"name.familyName","egnyte":"name.familyName","required":true},
          {"scim":"emails","egnyte":"email","required":true},
          {"scim":"active","egnyte":"active","default":true},
          {"scim":"title","egnyte":"role"},
          {"scim":"extension:language","egnyte":"language"}],
         "groups":{"members":"skip"}}
        """;

    [Fact]
    public void AProfileThatSaysNothing_IsWhatItBuildsOn_UnderItsOwnName()
    {
        var profile = Read("""{"extends":"base"}""");

        Assert.Equal(
            ("own", "", "urn:x:base:2.0:User", "email", false),
            (profile.Name, profile.Description, profile.Extension, profile.Settings["UserNameFormat"], profile.ExternalIdProvesOwnership));
        Assert.Equal(["userName", "name.givenName", "name.familyName", "emails", "active", "title", "language"], profile.Rules.Select(rule => rule.Name));
        Assert.True(profile.Groups.SkipsMembers);
    }

    [Fact]
    public void ARuleOfTheSamePath_ChangesThePropertiesThatItNames()
    {
        var profile = Read("""{"extends":"base","users":[{"scim":"USERNAME","fix":"New fix.","immutable":"ignore","required":null}]}""");

        var rule = profile.Rules[profile.UserName];
        Assert.Equal(("New fix.", false, Immutability.Ignore), (rule.Fix, rule.IsRequired, rule.Immutability));
        Assert.Equal(["base", "own"], rule.Origins);
        Assert.Equal(0, profile.UserName);
    }

    [Fact]
    public void ARuleOfAnotherPath_IsAdded_AndARemovedOneIsGone()
    {
        var profile = Read("""{"extends":"base","users":[{"scim":"title","remove":true},{"scim":"nickName","egnyte":"role"}]}""");

        Assert.Equal(["userName", "name.givenName", "name.familyName", "emails", "active", "language", "nickName"], profile.Rules.Select(rule => rule.Name));
        Assert.Equal(-1, profile.IndexOf(AttributePath.Parse("title")));
    }

    [Fact]
    public void AnotherExtension_TakesTheRulesOfTheExtensionAlong()
    {
        var profile = Read("""{"extends":"base","extension":"urn:x:own:2.0:User","users":[{"scim":"urn:x:own:2.0:User:language","required":true}]}""");

        Assert.Equal(7, profile.Rules.Count);
        Assert.True(profile.Rules[profile.IndexOf(AttributePath.Parse("urn:x:own:2.0:User:language"))].IsRequired);
    }

    [Fact]
    public void TheNearestProfile_HasTheLastWord()
    {
        var profile = Read(
            """{"extends":"middle","users":[{"scim":"title","required":true}],"groups":{"members":"reject"}}""",
            ("middle",
             """
             {"extends":"base","settings":{"UserNameFormat":"prefix"},
              "users":[{"scim":"title","fix":"Middle."},{"scim":"extension:language","remove":true}]}
             """));

        var title = profile.Rules[profile.IndexOf(AttributePath.Parse("title"))];
        Assert.Equal(
            ("prefix", "Middle.", true, "role", false),
            (profile.Settings["UserNameFormat"], title.Fix, title.IsRequired, title.Field?.Name, profile.Groups.SkipsMembers));
        Assert.Equal(["base", "middle", "own"], title.Origins);
        Assert.Equal(-1, profile.IndexOfField("language"));
    }

    [Theory]
    [InlineData("""{"extends":"own"}""", "own.json:1: extends: The profile builds on itself: own extends own.")]
    [InlineData("""{"extends":"circle"}""", "circle.json:1: extends: The profile builds on itself: own extends circle extends own.")]
    [InlineData("""{"extends":"circle2"}""", "circle3.json:1: extends: The profile builds on itself: own extends circle2 extends circle3 extends circle2.")]
    [InlineData(
        """{"extends":"deep1"}""",
        "deep7.json:1: extends: The profile builds on more than 7 others: own extends deep1 extends deep2 extends deep3 extends deep4 "
        + "extends deep5 extends deep6 extends deep7 extends deep8.")]
    [InlineData("""{"extends":"oktaa"}""", "own.json:1: extends: There is no profile \"oktaa\". Did you mean okta?")]
    [InlineData(
        """{"extends":"base","users":[{"scim":"nickName","remove":true}]}""", "own.json:1: users[0].scim: There is no rule for \"nickName\" to remove.")]
    [InlineData("""{"extends":"base","users":[{"scim":"title"},\n{"scim":"Title"}]}""", "own.json:2: users[1].scim: There are two rules for \"Title\".")]
    [InlineData("""{"extends":"base","users":[{"scim":"title of honour"}]}""", "own.json:1: users[0].scim: \"title of honour\" is no SCIM attribute path.")]
    [InlineData("""{"extends":["base"]}""", "own.json:1: extends: This must be a text.")]
    [InlineData("""{"extends":"base","users":{"scim":"title"}}""", "own.json:1: users: This must be a list.")]
    [InlineData("""{"extends":"base","users":[{"scim":"title","remove":"yes"}]}""", "own.json:1: users[0].remove: This must be true or false.")]
    [InlineData("""{"extends":"base","settings":{"UserNameFormat":"upn"}}""", "own.json:1: settings.UserNameFormat: \"upn\" is not known here. Did you mean")]
    [InlineData(
        """{"extends":"base","settings":{"UserNamFormat":"email"}}""",
        "own.json:1: settings.UserNamFormat: \"UserNamFormat\" is not a property here. Did you mean \"UserNameFormat\"?")]
    [InlineData("""{"extends":"base","patchAnswer":{"users":"204"}}""", "own.json:1: patchAnswer.users: \"204\" is not known here.")]
    [InlineData(
        """{"extends":"base","users":[{"scim":"title","minLength":"3"}]}""", "own.json:1: users[0].minLength: This must be a whole number from 1 to 1000.")]
    [InlineData("""{"extends":"base","users":[{"scim":"title","allowed":"a"}]}""", "own.json:1: users[0].allowed: This must be a list.")]
    [InlineData(
        """{"extends":"base","users":[{"scim":"title","direction":"both ways"}]}""",
        "own.json:1: users[0].direction: \"both ways\" is not known here. Did you mean both?")]
    [InlineData(
        """{"extends":"base","users":[{"scim":"title","direktion":"both"}]}""",
        "own.json:1: users[0].direktion: \"direktion\" is not a property here. Did you mean \"direction\"?")]
    [InlineData("""{"extends":"base","users":[{"egnyte":"role"}]}""", "own.json:1: users[0]: The rule names no SCIM attribute.")]
    [InlineData("""{"extends":"base","extends":"okta"}""", "own.json:1: extends: \"extends\" is written twice.")]
    [InlineData("[]", "own.json:1: A profile is one JSON object.")]
    [InlineData("""{"extends":\n"base"\n""", "own.json:3: This is no JSON:")]
    [InlineData("{}", "own.json:1: The profile names no extension schema.")]
    public void AProfileThatCannotBeBuilt_SaysWhereAndWhy(string document, string message) =>
        Assert.StartsWith(
            message, TestProfiles.Compile(document.Replace("\\n", "\n", StringComparison.Ordinal), Known).Errors.First().ToString(), StringComparison.Ordinal);

    [Fact]
    public void ABuiltInProfile_CanBeBuiltOn() =>
        Assert.Equal(
            ("own", "email", 21),
            Read("""{"extends":"entra"}""") is var profile ? (profile.Name, profile.Settings["UserNameFormat"], profile.Rules.Count) : default);

    private static (string Name, string Json)[] Known { get; } =
    [
        ("base", Base),
        ("circle", """{"extends":"own"}"""),
        ("circle2", """{"extends":"circle3"}"""),
        ("circle3", """{"extends":"circle2"}"""),
        .. Enumerable.Range(1, 8).Select(depth => ($"deep{depth}", $$"""{"extends":"deep{{depth + 1}}"}""")),
    ];

    private static MappingProfile Read(string document, params (string Name, string Json)[] others) => TestProfiles.Good(document, [.. Known, .. others]);
}
