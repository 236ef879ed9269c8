using System.Reflection;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Tests.Documentation;

/// <summary>The page of settings lists every setting and no other.</summary>
public sealed class SettingsTableTests
{
    [Fact]
    public void SettingsPage_ListsEverySetting() =>
        Assert.Equal(
            (HashSet<string>)
            [
                .. TenantSettingsFormat.All.Select(KeyOf),
                .. NamesOf<ScimProxyOptions>().Except(["Management"]),
                .. NamesOf<ManagementOptions>().Select(name => $"Management:{name}"),
            ],
            Rows().Select(row => row.Key).ToHashSet());

    [Fact]
    public void SettingsPage_SaysOfATenantsSettingWhatTheListSays()
    {
        var rows = Rows().ToDictionary(row => row.Key);

        Assert.All(TenantSettingsFormat.All, setting =>
        {
            var row = rows[KeyOf(setting)];
            Assert.Equal(DefaultOf(setting), row.Default);

            // A link to the details may follow.
            Assert.Equal(setting.Range.Length > 0 ? $"{setting.Text}: {setting.Range}" : setting.Text, row.Meaning.Split("; [")[0]);
        });
    }

    private static string DefaultOf(TenantSetting setting) => setting switch
    {
        { IsList: true } => "none",
        { IsOfProfile: true } => $"the profile's, else `{setting.Default}`",
        { Default: { } value } => $"`{value}`",
        _ => "",
    };

    private static string KeyOf(TenantSetting setting) => $"Tenants:{{name}}:{setting.Key}";

    private static IEnumerable<(string Key, string Default, string Meaning)> Rows() =>
        Pages.Block(Pages.Settings, "settings").Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => (cells[1].Trim('`'), cells[2], cells[3]));

    private static IEnumerable<string> NamesOf<T>() => typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name);
}
