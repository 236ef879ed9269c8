using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Tests.Tenants;

public sealed class TenantFactoryTests
{
    [Theory]
    [InlineData("acme", null, "https://acme.egnyte.com/")]
    [InlineData("acme.egnytegov.com", null, "https://acme.egnytegov.com/")]
    [InlineData(null, "http://127.0.0.1:8080", "http://127.0.0.1:8080/")]
    public void AnAddress_IsALabelAtEgnyteComOrANameWithADotAsItIs(string? domain, string? address, string egnyte) =>
        Assert.Equal(egnyte, TenantFactory.AddressOf(new TenantOptions { ["EgnyteDomain"] = domain, ["EgnyteBaseAddress"] = address }).ToString());

    [Fact]
    public void WithoutSettings_TheDefaultsOfTheContractHold()
    {
        var settings = Settings(new TenantOptions());

        Assert.Equal(DefaultUserMapping.None, settings.Get(TenantSettingsFormat.DefaultUserMapping));
        Assert.Equal(UserNameFormat.Prefix, settings.Get(TenantSettingsFormat.UserNameFormat));
        Assert.Equal(ExternalIdMismatch.Auto, settings.Get(TenantSettingsFormat.ExternalIdMismatch));
        Assert.Equal(DeletePolicy.Deactivate, settings.Get(TenantSettingsFormat.DeletePolicy));
        Assert.Null(settings.Get(TenantSettingsFormat.TransientStatus));
        Assert.Empty((IReadOnlySet<string>)settings.Get(TenantSettingsFormat.UserNameDomains));
    }

    [Fact]
    public void EveryAllowedWord_IsUnderstood()
    {
        Assert.All(
            TenantSettingsFormat.All.Where(setting => setting.Words.Count > 0 && setting != TenantSettingsFormat.TransientStatus),
            setting => Assert.All(
                setting.Words, word => Assert.Equal(word, $"{setting.Read(new TenantOptions { [setting.Key] = word }, null)}", ignoreCase: true)));

        var status = TenantSettingsFormat.TransientStatus;
        Assert.Equal([null, 429, 503], status.Words.Select(word => status.Of(new TenantOptions { [status.Key] = word })));
    }

    [Fact]
    public void EveryDefault_IsAllowed_AndIsTheFirstWord()
    {
        Assert.All(TenantSettingsFormat.All.Where(setting => setting.Default is not null), setting => Assert.Null(setting.Check(setting.Default!)));
        Assert.All(TenantSettingsFormat.All.Where(setting => setting.Words.Count > 0), setting => Assert.Equal(setting.Words[0], setting.Default));
    }

    [Fact]
    public void AProfilesDefault_StandsWhereTheTenantSaysNothing_AndOnlyThere()
    {
        var okta = ProfileCompiler.CompileBuiltIn("okta");
        var profile = new MappingProfile("own", okta.Extension, okta.Rules) { Settings = new Dictionary<string, string> { ["DeletePolicy"] = "refuse" } };

        Assert.Equal(DeletePolicy.Refuse, new TenantSettings("default", new TenantOptions(), profile).Get(TenantSettingsFormat.DeletePolicy));
        Assert.Equal(
            DeletePolicy.Delete,
            new TenantSettings("default", new TenantOptions { ["DeletePolicy"] = "delete" }, profile).Get(TenantSettingsFormat.DeletePolicy));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    public void ACapability_IsOnUnlessItIsFalse_AsATextOrAsJsonHasIt(string value, bool permitted)
    {
        var capabilities = Settings(new TenantOptions { ["Capabilities:deleteUsers"] = value }).Capabilities;

        Assert.Equal(permitted, capabilities.Has(Capability.DeleteUsers));
        Assert.All(Enum.GetValues<Capability>().Except([Capability.DeleteUsers]), capability => Assert.True(capabilities.Has(capability)));
    }

    [Fact]
    public void UserNameDomains_AreComparedWithoutCase() =>
        Assert.Contains(
            "EXAMPLE.com",
            (IReadOnlySet<string>)Settings(new TenantOptions { ["UserNameDomains:0"] = "example.COM" }).Get(TenantSettingsFormat.UserNameDomains));

    private static TenantSettings Settings(TenantOptions options) => new("default", options, ProfileCompiler.CompileBuiltIn("okta"));
}
