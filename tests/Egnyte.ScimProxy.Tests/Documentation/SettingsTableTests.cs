using System.Reflection;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Tests.Documentation;

/// <summary>The page of settings lists every setting and no other.</summary>
public sealed class SettingsTableTests
{
    [Fact]
    public void SettingsPage_ListsEverySetting()
    {
        var listed = Pages.Block(Pages.Settings, "settings")
            .Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]);

        Assert.Equal(
            (HashSet<string>)
            [
                .. NamesOf<TenantOptions>().Except(["Capabilities"]).Select(name => $"Tenants:{{name}}:{name}"),
                .. Enum.GetNames<Capability>().Select(name => $"Tenants:{{name}}:Capabilities:{name}"),
                .. NamesOf<ScimProxyOptions>().Except(["Tenants", "Management"]),
                .. NamesOf<ManagementOptions>().Select(name => $"Management:{name}"),
            ],
            listed.ToHashSet());
    }

    private static IEnumerable<string> NamesOf<T>() => typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name);
}
