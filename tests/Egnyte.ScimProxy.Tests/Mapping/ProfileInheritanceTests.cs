using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Tests.Mapping;

public sealed class ProfileInheritanceTests
{
    private const string Base = """
        {"name":"base","description":"The base.","extension":"urn:x:base:2.0:User","userNameFormat":"email","externalIdProvesOwnership":false,"users":[
          {"scim":"userName","egnyte":"userName","required":true,"immutable":"reject","cure":"Old cure."},
          {"scim":"title","egnyte":"role"},
          {"scim":"extension:language","egnyte":"language"}]}
        """;

    [Fact]
    public void AProfileThatSaysNothing_IsWhatItBuildsOn_UnderItsOwnName()
    {
        var profile = Read("""{"name":"own","extends":"base"}""");

        Assert.Equal(("own", "", "urn:x:base:2.0:User", "email", false), (profile.Name, profile.Description, profile.Extension, profile.UserNameFormat, profile.ExternalIdProvesOwnership));
        Assert.Equal(["userName", "title", "language"], profile.Rules.Select(rule => rule.Name));
    }

    [Fact]
    public void ARuleOfTheSamePath_ChangesThePropertiesThatItNames()
    {
        var profile = Read("""{"name":"own","extends":"base","users":[{"scim":"USERNAME","cure":"New cure.","immutable":null}]}""");

        var rule = profile.Rules[profile.UserName];
        Assert.Equal(("New cure.", true, Immutability.Mutable), (rule.Cure, rule.IsRequired, rule.Immutability));
        Assert.Equal(0, profile.UserName);
    }

    [Fact]
    public void ARuleOfAnotherPath_IsAdded_AndARemovedOneIsGone()
    {
        var profile = Read("""{"name":"own","extends":"base","users":[{"scim":"title","remove":true},{"scim":"nickName","egnyte":"role"}]}""");

        Assert.Equal(["userName", "language", "nickName"], profile.Rules.Select(rule => rule.Name));
        Assert.Equal(-1, profile.IndexOf(AttributePath.Parse("title")));
    }

    [Fact]
    public void AnotherExtension_TakesTheRulesOfTheExtensionAlong()
    {
        var profile = Read("""{"name":"own","extends":"base","extension":"urn:x:own:2.0:User","users":[{"scim":"urn:x:own:2.0:User:language","required":true}]}""");

        Assert.Equal(3, profile.Rules.Count);
        Assert.True(profile.Rules[profile.IndexOf(AttributePath.Parse("urn:x:own:2.0:User:language"))].IsRequired);
    }

    [Fact]
    public void TheNearestProfile_HasTheLastWord()
    {
        var profile = Read("""{"name":"own","extends":"middle","users":[{"scim":"title","required":true}]}""", name => name is "middle"
            ? """{"name":"middle","extends":"base","userNameFormat":"prefix","users":[{"scim":"title","cure":"Middle."},{"scim":"userName","remove":true}]}"""
            : Base);

        var title = profile.Rules[profile.IndexOf(AttributePath.Parse("title"))];
        Assert.Equal(("prefix", "Middle.", true, "role"), (profile.UserNameFormat, title.Cure, title.IsRequired, title.Field?.Name));
        Assert.Equal(-1, profile.UserName);
    }

    [Theory]
    [InlineData("""{"name":"own","extends":"own"}""", "Profile \"own\" builds on itself: own extends own.")]
    [InlineData("""{"name":"own","extends":"circle"}""", "Profile \"own\" builds on itself: own extends circle extends own.")]
    [InlineData("""{"name":"own","extends":"circle2"}""", "Profile \"own\" builds on itself: own extends circle2 extends circle3 extends circle2.")]
    [InlineData("""{"name":"own","extends":"deep1"}""", "Profile \"own\" builds on more than 7 others: own extends deep1 extends deep2 extends deep3 extends deep4 extends deep5 extends deep6 extends deep7 extends deep8.")]
    [InlineData("""{"name":"own","extends":"base","users":[{"scim":"nickName","remove":true}]}""", "Rule \"nickName\" cannot be removed: no profile that this one extends has it.")]
    [InlineData("""{"name":"own","extends":"base","users":[{"scim":"title"},{"scim":"Title"}]}""", "Rule \"Title\" is written twice.")]
    [InlineData("""{"name":"own","extends":"base","users":[{"scim":"title of honour"}]}""", "Rule \"title of honour\": \"scim\" is not an attribute path.")]
    [InlineData("""{"extends":"base"}""", "The profile has no \"name\".")]
    [InlineData("""{"name":"own","extends":["base"]}""", "\"extends\" must be a text.")]
    [InlineData("""{"name":"own","extends":"base","users":{"scim":"title"}}""", "\"users\" must be a list of objects.")]
    [InlineData("""{"name":"own","extends":"base","users":[{"scim":"title","remove":"yes"}]}""", "\"remove\" must be true or false.")]
    [InlineData("""{"name":"own","extends":"base","userNameFormat":"upn"}""", "\"userNameFormat\" cannot be \"upn\": it is prefix or email.")]
    [InlineData("""{"name":"own","extends":"base","patchAnswer":{"users":"204"}}""", "\"patchAnswer\" for users cannot be \"204\": it is resource or noContent.")]
    [InlineData("""{"name":"own","extends":"base","users":[{"scim":"title","minLength":"3"}]}""", "\"minLength\" must be a whole number.")]
    [InlineData("""{"name":"own","extends":"base","users":[{"scim":"title","allowed":"a"}]}""", "\"allowed\" must be a list of texts.")]
    [InlineData("""{"name":"own","extends":"base","users":[{"scim":"title","direction":"both ways"}]}""", "Rule \"title\": \"direction\" cannot be \"both ways\".")]
    [InlineData("[]", "A profile must be a JSON object.")]
    public void AProfileThatCannotBeBuilt_SaysWhy(string document, string message) => Assert.Equal(message, Assert.Throws<ProfileException>(() => Read(document)).Message);

    [Fact]
    public void ABuiltInProfile_CanBeBuiltOn() =>
        Assert.Equal(("acme", "email", 21), ProfileReader.Read(JsonElement.Parse("""{"name":"acme","extends":"entra"}""")) is var profile ? (profile.Name, profile.UserNameFormat, profile.Rules.Count) : default);

    private static MappingProfile Read(string document, Func<string, string>? find = null) => ProfileReader.Read(JsonElement.Parse(document), name => JsonElement.Parse(find?.Invoke(name) ?? Find(name)));

    private static string Find(string name) => name switch
    {
        "base" => Base,
        "circle" => """{"name":"circle","extends":"own"}""",
        "circle2" => """{"name":"circle2","extends":"circle3"}""",
        "circle3" => """{"name":"circle3","extends":"circle2"}""",
        _ when name.StartsWith("deep", StringComparison.Ordinal) => $$"""{"name":"{{name}}","extends":"deep{{name[^1] - '0' + 1}}"}""",
        _ => throw new ProfileException($"There is no profile \"{name}\"."),
    };
}
