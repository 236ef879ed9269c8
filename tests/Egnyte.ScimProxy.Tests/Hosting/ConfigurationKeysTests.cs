using System.Reflection;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Tests.Hosting;

public sealed class ConfigurationKeysTests
{
    [Fact]
    public void TheKeys_AreThePropertiesOfTheOptions()
    {
        Assert.Equal(PropertiesOf<ScimProxyOptions>(), ConfigurationKeys.TopLevel.Order());
        Assert.Equal(PropertiesOf<ManagementOptions>(), ConfigurationKeys.Management.Order());
        Assert.Equal(PropertiesOf<TenantOptions>(), ConfigurationKeys.Tenant.Order());
        Assert.Equal(Enum.GetNames<Capability>().Order(), ConfigurationKeys.Capabilities.Order());
    }

    private static IEnumerable<string> PropertiesOf<T>() =>
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name).Order();
}
