using System.Collections.Frozen;
using System.Globalization;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Mapping;

namespace Egnyte.ScimProxy.Tenants;

/// <summary>Turns validated options into tenants.</summary>
internal static class TenantFactory
{
    private const string EgnyteZone = ".egnyte.com";

    public static Tenant Create(string name, TenantOptions options, MappingProfile profile, TimeProvider time, Action<EgnyteEvent>? notify = null)
    {
        var address = AddressOf(options);
        return new Tenant(
            name,
            options,
            MappingOf(name, options, profile),
            new ProfileStatus(time.GetUtcNow(), []),
            address,
            EgnyteConnection.Open(address, ConnectionOf(options, time, notify)));
    }

    public static EgnyteConnectionOptions ConnectionOf(TenantOptions options, TimeProvider time, Action<EgnyteEvent>? notify) => new()
    {
        Time = time,
        CallsPerSecond = int.Parse(options.CallsPerSecond, CultureInfo.InvariantCulture),
        CallsPerDay = int.Parse(options.CallsPerDay, CultureInfo.InvariantCulture),
        WriteReserve = int.Parse(options.WriteReserve, CultureInfo.InvariantCulture),
        Notify = notify,
    };

    public static TenantMapping MappingOf(string name, TenantOptions options, MappingProfile profile) => new(profile, SettingsOf(name, options, profile));

    /// <summary>What the tenant sets; where it sets nothing, what its profile says; else the program's default.</summary>
    public static TenantSettings SettingsOf(string name, TenantOptions options, MappingProfile profile)
    {
        string? Of(string? tenants, string setting) => tenants is { Length: > 0 } ? tenants : profile.Settings.GetValueOrDefault(setting);
        return new TenantSettings(name)
        {
            DefaultUserMapping = Parse<DefaultUserMapping>(Of(options.DefaultUserMapping, nameof(TenantSettings.DefaultUserMapping)) ?? "none"),
            UserNameFormat = Parse<UserNameFormat>(Of(options.UserNameFormat, nameof(TenantSettings.UserNameFormat)) ?? "prefix"),
            UserNameDomains = options.UserNameDomains.ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            ExternalIdMismatch = Parse<ExternalIdMismatch>(Of(options.ExternalIdMismatch, nameof(TenantSettings.ExternalIdMismatch)) ?? "auto"),
            DeletePolicy = Parse<DeletePolicy>(Of(options.DeletePolicy, nameof(TenantSettings.DeletePolicy)) ?? "deactivate"),
            MaxScanCalls = int.Parse(options.MaxScanCalls, CultureInfo.InvariantCulture),
            GroupPatchForm = Parse<GroupPatchForm>(options.GroupPatchForm),
            GroupListMembers = Parse<GroupListMembers>(options.GroupListMembers),
            CursorPaging = bool.Parse(options.CursorPaging),
            Capabilities = new(
                $"ScimProxy:Tenants:{name}:{nameof(TenantOptions.Capabilities)}",
                options.Capabilities.Where(capability => !bool.Parse(capability.Value)).Select(capability => Parse<Capability>(capability.Key)).ToFrozenSet()),
            TransientStatus = int.TryParse(options.TransientStatus, out var status) ? status : null,
        };
    }

    /// <summary>
    /// A label is a domain at egnyte.com; a name with a dot is used as it is, as for acme.egnytegov.com. Always in ASCII: the names in a
    /// certificate and in NO_PROXY are compared with it.
    /// </summary>
    public static Uri AddressOf(TenantOptions options) => options.EgnyteBaseAddress is { Length: > 0 } address
        ? new Uri(ConfiguredAddress.Normalized(address)!)
        : new Uri($"https://{options.EgnyteDomain}{(options.EgnyteDomain!.Contains('.', StringComparison.Ordinal) ? "" : EgnyteZone)}");

    private static T Parse<T>(string value)
        where T : struct, Enum => Enum.Parse<T>(value, ignoreCase: true);
}
