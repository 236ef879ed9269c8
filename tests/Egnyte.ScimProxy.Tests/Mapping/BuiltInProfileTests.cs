using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Profiles;

namespace Egnyte.ScimProxy.Tests.Mapping;

/// <summary>What the profiles beside okta's say otherwise, and that it is little.</summary>
public sealed class BuiltInProfileTests
{
    // Of the four only Okta's externalId is known to be one person's: behaviour.md §4.
    [Theory]
    [InlineData("okta", true, "prefix")]
    [InlineData("entra", false, "email")]
    [InlineData("onelogin", false, "email")]
    [InlineData("generic", false, "prefix")]
    public void AProfile_SaysWhatItsClientNeeds(string name, bool externalIdProvesOwnership, string userNameFormat)
    {
        var profile = ProfileCompiler.CompileBuiltIn(name);

        Assert.Equal((externalIdProvesOwnership, userNameFormat), (profile.ExternalIdProvesOwnership, profile.Settings["UserNameFormat"]));
        Assert.Equal(new PatchAnswers(PatchAnswer.Resource, name == "generic" ? PatchAnswer.Resource : PatchAnswer.NoContent), profile.PatchAnswer);
        Assert.NotEmpty(profile.Description);
        Assert.Equal("roles", Assert.Single(profile.Refused).Name);
    }

    [Fact]
    public void AllProfiles_MapTheSame_AndDifferInWordsOnly()
    {
        var okta = ProfileCompiler.CompileBuiltIn("okta");

        Assert.All(ProfileLibrary.BuiltInNames.Select(ProfileCompiler.CompileBuiltIn), profile =>
            Assert.Equal(okta.Rules.Select(Mapping), profile.Rules.Select(Mapping)));
    }

    [Theory]
    [InlineData("entra")]
    [InlineData("onelogin")]
    [InlineData("generic")]
    public void AFix_SpeaksOfTheClientsOwnSettings_AndNotOfOktas(string name) =>
        Assert.DoesNotContain(
            ProfileCompiler.CompileBuiltIn(name).Rules,
            rule => rule.Fix is { } fix && (fix.Contains("app assignment", StringComparison.Ordinal) || fix.Contains("Okta", StringComparison.Ordinal)));

    private static object Mapping(AttributeRule rule) =>
        (rule.Path, rule.Field?.Name, rule.ToEgnyte, rule.ToScim, rule.IsRequired, rule.Immutability, rule.Default, OnlyIf: rule.OnlyIf?.ToString(),
         rule.SkipsEcho, Allowed: string.Join(' ', rule.Allowed ?? []), Pattern: rule.Pattern?.ToString());
}
