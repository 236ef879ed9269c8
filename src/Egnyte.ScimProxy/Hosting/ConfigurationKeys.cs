using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>The keys that the section ScimProxy may hold. A key that is not read is a mistake that would stay unseen.</summary>
internal static class ConfigurationKeys
{
    public static readonly string[] TopLevel =
    [
        nameof(ScimProxyOptions.Tenants), nameof(ScimProxyOptions.ProfilesPath), nameof(ScimProxyOptions.PublicUrl),
        nameof(ScimProxyOptions.TrustedProxies), nameof(ScimProxyOptions.ShutdownDelay), nameof(ScimProxyOptions.Management),
    ];

    public static readonly string[] Management = [nameof(ManagementOptions.Url)];

    public static readonly string[] Tenant = [.. TenantSettingsFormat.All.Select(setting => setting.Key.Split(':')[0]).Distinct()];

    public static readonly string[] Capabilities = Enum.GetNames<Capability>();

    private static readonly string[] Lists =
        [nameof(ScimProxyOptions.TrustedProxies), .. TenantSettingsFormat.All.Where(setting => setting.IsList).Select(setting => setting.Key)];

    private static readonly string[] Sections = [nameof(ScimProxyOptions.Tenants), nameof(ScimProxyOptions.Management), nameof(TenantSettings.Capabilities)];

    public static IEnumerable<string> FindUnknown(IConfigurationSection section) =>
    [
        .. OneValue(section),
        .. Unknown(section, TopLevel),
        .. Unknown(section.GetSection(nameof(ScimProxyOptions.Management)), Management),
        .. section.GetSection(nameof(ScimProxyOptions.Tenants)).GetChildren().SelectMany(tenant => Unknown(tenant, Tenant)),
        .. section.GetSection(nameof(ScimProxyOptions.Tenants)).GetChildren().SelectMany(
            tenant => Unknown(tenant.GetSection(nameof(TenantSettings.Capabilities)), Capabilities)),
        .. section.GetChildren().Where(child => Sections.Contains(child.Key, StringComparer.OrdinalIgnoreCase)).SelectMany(OneValue),
        .. section.GetSection(nameof(ScimProxyOptions.Tenants)).GetChildren().SelectMany(
            tenant => OneValue(tenant).Concat(OneValue(tenant.GetSection(nameof(TenantSettings.Capabilities))))),
    ];

    private static IEnumerable<string> OneValue(IConfigurationSection section) =>
        section.Value is { Length: > 0 } value ? [$"{section.Path} (\"{value}\") takes a section, not one value."] : [];

    private static IEnumerable<string> Unknown(IConfigurationSection section, string[] known)
    {
        foreach (var child in section.GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{child.Path} is not a setting: did you mean {ClosestMatch.To(child.Key, known)}?";
            }
            else if (child.GetChildren().Any()
                && child.Value is null
                && !Lists.Contains(child.Key, StringComparer.OrdinalIgnoreCase)
                && !Sections.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{child.Path} takes one value, not a section.";
            }
            else if (Lists.Contains(child.Key, StringComparer.OrdinalIgnoreCase) && child.GetChildren()
                .FirstOrDefault(entry => entry.Value is null or "") is { } entry)
            {
                yield return $"{entry.Path} is no text. Write a list of texts.";
            }
            else if (child.Value is { Length: > 0 } value && Lists.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"{child.Path} (\"{value}\") takes a list: write {child.Path}:0.";
            }
        }
    }
}
