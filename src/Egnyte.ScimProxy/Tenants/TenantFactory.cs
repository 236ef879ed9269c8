using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Mapping;

namespace Egnyte.ScimProxy.Tenants;

/// <summary>Turns validated options into tenants.</summary>
internal static class TenantFactory
{
    private const string EgnyteZone = ".egnyte.com";

    public static Tenant Create(
        string name,
        TenantOptions options,
        MappingProfile profile,
        TimeProvider time,
        Action<EgnyteEvent>? notify = null,
        Action<EgnyteAttempt>? observe = null)
    {
        var address = AddressOf(options);
        return new Tenant(
            name,
            options,
            MappingOf(name, options, profile),
            new ProfileStatus(time.GetUtcNow(), []),
            address,
            EgnyteConnection.Open(address, ConnectionOf(options, time, notify) with { Observe = observe }));
    }

    public static EgnyteConnectionOptions ConnectionOf(TenantOptions options, TimeProvider time, Action<EgnyteEvent>? notify) => new()
    {
        Time = time,
        CallsPerSecond = TenantSettingsFormat.CallsPerSecond.Of(options),
        CallsPerDay = TenantSettingsFormat.CallsPerDay.Of(options),
        WriteReserve = TenantSettingsFormat.WriteReserve.Of(options),
        Notify = notify,
    };

    public static TenantMapping MappingOf(string name, TenantOptions options, MappingProfile profile) =>
        new(profile, new TenantSettings(name, options, profile));

    /// <summary>
    /// A label is a domain at egnyte.com; a name with a dot is used as it is, as for acme.egnytegov.com. Always in ASCII: the names in a
    /// certificate and in NO_PROXY are compared with it.
    /// </summary>
    public static Uri AddressOf(TenantOptions options) =>
        TenantSettingsFormat.EgnyteBaseAddress.Of(options) is { } address ? new Uri(ConfiguredAddress.Normalized(address)!)
        : TenantSettingsFormat.EgnyteDomain.Of(options)! is var domain && domain.Contains('.', StringComparison.Ordinal) ? new Uri($"https://{domain}")
        : new Uri($"https://{domain}{EgnyteZone}");
}
