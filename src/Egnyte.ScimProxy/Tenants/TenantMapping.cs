using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Schemas;

namespace Egnyte.ScimProxy.Tenants;

/// <summary>
/// How a tenant's users and groups are mapped, by one reading of its profile: everything that is made of the profile once. A changed
/// profile makes another of these; a request keeps the one it began with.
/// </summary>
internal sealed class TenantMapping(MappingProfile profile, TenantSettings settings)
{
    public MappingProfile Profile { get; } = profile;

    /// <summary>The tenant's settings, with the profile's own where the tenant says nothing.</summary>
    public TenantSettings Settings { get; } = settings;

    public ResourceSchema UserSchema { get; } = Egnyte.ScimProxy.Mapping.Schemas.UserSchema.Of(profile);

    /// <summary>The same mapping, whose error texts name the tenant as the request does; a text that cannot be a tenant's name is not repeated.</summary>
    public TenantMapping Named(string name) =>
        name == Settings.Name ? this : new TenantMapping(Profile, Settings.Named(TenantName.IsValid(name) ? name : UnknownTenants.Name));
}
