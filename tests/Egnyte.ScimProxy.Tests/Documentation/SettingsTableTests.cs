using System.Reflection;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Tests.Documentation;

/// <summary>An operator finds every setting in the README, and none that there is not.</summary>
public sealed class SettingsTableTests
{
    [Fact]
    public void TheReadme_ListsEverySetting()
    {
        var text = File.ReadAllText(Path.Combine(Readme.Root, "README.md"));
        var listed = text[text.IndexOf("### Settings", StringComparison.Ordinal)..text.IndexOf("### Command line", StringComparison.Ordinal)].Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);

        Assert.Equal(
            (HashSet<string>)[.. NamesOf<TenantOptions>().Except(["Capabilities"]).Concat(Enum.GetNames<Capability>().Select(name => $"Capabilities:{name}")).Select(name => $"Tenants:{{name}}:{name}"), .. NamesOf<ScimProxyOptions>().Except(["Tenants", "Management"]), .. NamesOf<ManagementOptions>().Select(name => $"Management:{name}")],
            listed.ToHashSet());
    }

    private static IEnumerable<string> NamesOf<T>() => typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name);
}
