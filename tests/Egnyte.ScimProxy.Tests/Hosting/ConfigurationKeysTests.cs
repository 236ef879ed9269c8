using System.Reflection;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Tests.Hosting;

public sealed class ConfigurationKeysTests
{
    [Fact]
    public void TheKeys_AreThePropertiesOfTheOptions()
    {
        Assert.Equal(PropertiesOf<ScimProxyOptions>().Append("Tenants").Order(), ConfigurationKeys.TopLevel.Order());
        Assert.Equal(PropertiesOf<ManagementOptions>(), ConfigurationKeys.Management.Order());
        Assert.Equal(ConfigurationKeys.Capabilities.Order(), CapabilitySettings().Order());
        Assert.Equal(Enum.GetNames<Capability>().Order(), ConfigurationKeys.Capabilities.Order());
    }

    private static IEnumerable<string> PropertiesOf<T>() =>
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name).Order();

    private static IEnumerable<string> CapabilitySettings() =>
        TenantSettingsFormat.All.Where(setting => setting.Key.StartsWith("Capabilities:", StringComparison.Ordinal))
            .Select(setting => setting.Key.Split(':')[1]);
}
