using System.Text;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Profiles;

namespace Egnyte.ScimProxy.Tests.Mapping;

/// <summary>Profiles written as an operator would write them.</summary>
internal static class TestProfiles
{
    /// <summary>The profile <c>own</c>, beside the built-in ones and others.</summary>
    public static CompiledProfile Compile(string json, params (string Name, string Json)[] others) =>
        ProfileCompiler.Compile(
            new ProfileLibrary(null)
                .With(
                    others.Append(("own", json))
                        .Select(profile => new ProfileSource(profile.Item1, $"{profile.Item1}.json", false, Encoding.UTF8.GetBytes(profile.Item2)))),
            "own");

    public static MappingProfile Good(string json, params (string Name, string Json)[] others)
    {
        var compiled = Compile(json, others);

        Assert.Empty(compiled.Errors);
        return compiled.Profile!;
    }

    /// <summary>okta's rules with these over them.</summary>
    public static MappingProfile WithRules(string rules) => Good($$"""{"extends":"okta","users":[{{rules}}]}""");

    /// <summary>What is found in okta's rules with these over them, of the rules that are written here.</summary>
    public static IReadOnlyList<ProfileFinding> Findings(string rules, FindingSeverity severity) =>
        [.. Compile($$"""{"extends":"okta","users":[{{rules}}]}""").Findings.Where(finding => finding.Severity == severity && finding.File == "own.json")];
}
