using System.Text;
using System.Text.Json.Nodes;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Profiles.Explaining;

namespace Egnyte.ScimProxy.Tests.Explaining;

public sealed class BrokenRuleTests
{
    private static readonly string[] Words = ["scim", "description", "fix"];

    // What no request shows: /Schemas alone says it, or a field that the rule does not name would have it.
    private static readonly string[] Unseen =
    [
        "emails: unique", "extension:isServiceAccount: direction", "password: direction", "password: type", "password: when", "password: onlyIf",
        "password: minLength",
    ];

    [Fact]
    public void EveryPropertyOfOktasRules_TakenAway_IsMissedByASample()
    {
        var okta = new ProfileLibrary(null).Find("okta")!;
        var rules = Parse(okta)["users"]!.AsArray();
        var properties = rules.SelectMany((rule, index) =>
            rule!.AsObject().Select(property => property.Key).Except(Words).Select(property => (index, property)));

        var survivors = properties.Where(broken => IsUnnoticed(okta, broken.index, broken.property))
            .Select(broken => $"{rules[broken.index]!["scim"]}: {broken.property}");

        Assert.Equal(Unseen, survivors);
    }

    private static bool IsUnnoticed(ProfileSource okta, int rule, string property)
    {
        var document = Parse(okta);
        document["users"]![rule]!.AsObject().Remove(property);
        var broken = new ProfileSource("broken", "broken.json", false, Encoding.UTF8.GetBytes(document.ToJsonString()));

        var compiled = ProfileCompiler.Compile(new ProfileLibrary(null).With([broken]), "broken");

        return compiled.Profile is { } usable && SampleRunner.Run(usable).Count == 0;
    }

    private static JsonObject Parse(ProfileSource source) => JsonNode.Parse(source.Utf8.Span)!.AsObject();
}
