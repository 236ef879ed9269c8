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
        Assert.Equal(egnyte, TenantFactory.AddressOf(new TenantOptions { EgnyteDomain = domain, EgnyteBaseAddress = address }).ToString());

    [Fact]
    public void WithoutSettings_TheDefaultsOfTheContractHold()
    {
        var settings = Settings(new TenantOptions());

        Assert.Equal(
            (DefaultUserMapping.None, UserNameFormat.Prefix, ExternalIdMismatch.Auto),
            (settings.DefaultUserMapping, settings.UserNameFormat, settings.ExternalIdMismatch));
        Assert.Equal((DeletePolicy.Deactivate, null, 0), (settings.DeletePolicy, settings.TransientStatus, settings.UserNameDomains.Count));
    }

    [Fact]
    public void EveryAllowedWord_IsUnderstood()
    {
        Assert.All(
            TenantSettingValues.DefaultUserMappings,
            word => Assert.Equal(word, $"{Settings(new TenantOptions { DefaultUserMapping = word }).DefaultUserMapping}", ignoreCase: true));
        Assert.All(
            TenantSettingValues.UserNameFormats,
            word => Assert.Equal(word, $"{Settings(new TenantOptions { UserNameFormat = word }).UserNameFormat}", ignoreCase: true));
        Assert.All(
            TenantSettingValues.ExternalIdMismatches,
            word => Assert.Equal(word, $"{Settings(new TenantOptions { ExternalIdMismatch = word }).ExternalIdMismatch}", ignoreCase: true));
        Assert.All(
            TenantSettingValues.DeletePolicies,
            word => Assert.Equal(word, $"{Settings(new TenantOptions { DeletePolicy = word }).DeletePolicy}", ignoreCase: true));
        Assert.Equal(
            [null, 429, 503], TenantSettingValues.TransientStatuses.Select(word => Settings(new TenantOptions { TransientStatus = word }).TransientStatus));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    public void ACapability_IsOnUnlessItIsFalse_AsATextOrAsJsonHasIt(string value, bool permitted)
    {
        var capabilities = Settings(new TenantOptions { Capabilities = { ["deleteUsers"] = value } }).Capabilities;

        Assert.Equal(permitted, capabilities.Has(Capability.DeleteUsers));
        Assert.All(Enum.GetValues<Capability>().Except([Capability.DeleteUsers]), capability => Assert.True(capabilities.Has(capability)));
    }

    [Fact]
    public void UserNameDomains_AreComparedWithoutCase() =>
        Assert.Contains("EXAMPLE.com", (IReadOnlySet<string>)Settings(new TenantOptions { UserNameDomains = ["example.COM"] }).UserNameDomains);

    private static TenantSettings Settings(TenantOptions options) => TenantFactory.SettingsOf("default", options, ProfileCompiler.CompileBuiltIn("okta"));
}
