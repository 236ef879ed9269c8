using System.Collections.Frozen;
using Egnyte.ScimProxy.Mapping;

namespace Egnyte.ScimProxy.Tenants;

internal enum DefaultUserMapping
{
    None,
    Email,
    UserName,
}

internal enum UserNameFormat
{
    Prefix,
    Email,
}

internal enum ExternalIdMismatch
{
    Auto,
    Reject,
    Ignore,
}

internal enum DeletePolicy
{
    Deactivate,
    Delete,
    Refuse,
}

/// <summary>How Egnyte's group PATCH is spoken; public sources disagree.</summary>
internal enum GroupPatchForm
{
    /// <summary>As a delta, verified against a reading before it until a response has kept a member that the request did not name.</summary>
    Auto,

    /// <summary>Egnyte's own list of members with operations, trusted to keep the others.</summary>
    Delta,

    /// <summary>A SCIM 2.0 PatchOp.</summary>
    PatchOp,

    /// <summary>Not at all: the group is read and put back whole.</summary>
    Put,
}

/// <summary>Whether lists of groups hold members, which cost a call for each group.</summary>
internal enum GroupListMembers
{
    Expand,

    /// <summary>Only where the client names them in <c>attributes</c>.</summary>
    Omit,
}

/// <summary>What a tenant decides beside its profile, already validated: the tenant's settings, else the profile's, else the defaults.</summary>
internal sealed record TenantSettings
{
    private readonly object?[] _values;

    public TenantSettings(string name, TenantOptions options, MappingProfile? profile)
    {
        Name = name;
        _values = [.. TenantSettingsFormat.All.Select(setting => setting.Read(options, profile))];
        Capabilities = new Capabilities(
            Key(nameof(Capabilities)),
            Enum.GetValues<Capability>().Where(capability => !Get(TenantSettingsFormat.Permits(capability))).ToFrozenSet());
    }

    public string Name { get; private init; }

    /// <summary>What may be done at all.</summary>
    public Capabilities Capabilities { get; private init; }

    /// <summary>Whether DefaultUserMapping fills the SAML subject.</summary>
    public bool MapsUsers => Get(TenantSettingsFormat.DefaultUserMapping) is not DefaultUserMapping.None;

    public T Get<T>(TenantSetting<T> setting) => (T)_values[setting.Index]!;

    /// <summary>The SAML subject that DefaultUserMapping makes of a user, or null.</summary>
    public string? MappedUser(string? email, string? userName) => Get(TenantSettingsFormat.DefaultUserMapping) switch
    {
        DefaultUserMapping.Email => email,
        DefaultUserMapping.UserName => userName,
        _ => null,
    };

    /// <summary>The same settings under another name.</summary>
    public TenantSettings Named(string name) =>
        this with { Name = name, Capabilities = Capabilities with { Section = KeyOf(name, nameof(Capabilities)) } };

    /// <summary>A setting of this tenant as the operator writes it.</summary>
    public string Key(TenantSetting setting) => Key(setting.Key);

    private static string KeyOf(string tenant, string setting) => $"ScimProxy:Tenants:{tenant}:{setting}";

    private string Key(string setting) => KeyOf(Name, setting);
}
