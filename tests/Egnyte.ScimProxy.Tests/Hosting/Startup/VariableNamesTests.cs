using Egnyte.ScimProxy.Hosting.Startup;

namespace Egnyte.ScimProxy.Tests.Hosting.Startup;

public sealed class VariableNamesTests
{
    [Theory]
    [InlineData("ScimProxy_Tenants__default__EgnyteDomain", "ScimProxy__Tenants__default__EgnyteDomain")]
    [InlineData("ScimProxy_Tenants_default_EgnyteDomain", "ScimProxy__Tenants__default__EgnyteDomain")]
    [InlineData("SCIMPROXY_TENANTS_MY_OWN_EGNYTEDOMAIN", "ScimProxy__Tenants__MY_OWN__EgnyteDomain")]
    [InlineData("ScimProxy_Tenants_default_UserNameDomains_0", "ScimProxy__Tenants__default__UserNameDomains__0")]
    [InlineData("ScimProxy_Tenants_default_Capabilities_ListUsers", "ScimProxy__Tenants__default__Capabilities__ListUsers")]
    [InlineData("ScimProxy_PublicUrl", "ScimProxy__PublicUrl")]
    [InlineData("ScimProxy_Management_Url", "ScimProxy__Management__Url")]
    [InlineData("ScimProxy_TrustedProxies__0", "ScimProxy__TrustedProxies__0")]
    [InlineData("SCIM_PROXY__PublicUrl", "ScimProxy__PublicUrl")]
    [InlineData("SCIM_PROXY_TENANTS_DEFAULT_PROFILE", "ScimProxy__Tenants__DEFAULT__Profile")]
    [InlineData("ScimProxyTenants__default__Profile", "ScimProxy__Tenants__default__Profile")]
    [InlineData("ScimProxy.Tenants.default.EgnyteDomain", "ScimProxy__Tenants__default__EgnyteDomain")]
    [InlineData("Logging_LogLevel_Default", "Logging__LogLevel__Default")]
    [InlineData("Kestrel_Endpoints__Http__Url", "Kestrel__Endpoints__Http__Url")]
    public void Warnings_OfAVariableThatNobodyReads_HoldTheRightSpelling(string name, string right) =>
        Assert.EndsWith(
            $"{name} is not read: two underscores stand for a colon. Write {right}",
            Assert.Single(VariableNames.Warnings(["PATH", name])),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("ScimProxy__Tenants__my_own__EgnyteDomain")]
    [InlineData("SCIMPROXY__PUBLICURL")]
    [InlineData("SCIMPROXYHOME")]
    [InlineData("SCIM_PROXY_SERVICE_HOST")]
    [InlineData("SCIM_PROXY_PORT_80_TCP_ADDR")]
    [InlineData("SCIMPROXY_SERVICE_PORT")]
    [InlineData("LOGGING_LEVEL")]
    [InlineData("KESTREL_HOME")]
    public void Warnings_OfAnyOtherVariable_AreNone(string name) => Assert.Empty(VariableNames.Warnings([name]));
}
