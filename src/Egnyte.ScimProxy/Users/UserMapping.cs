using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Users.Answers;

namespace Egnyte.ScimProxy.Users;

/// <summary>A tenant's mapping of users, compiled once for each reading of its profile.</summary>
internal sealed class UserMapping(TenantMapping mapping)
{
    public NewUserMapper NewUsers { get; } = new(mapping.Profile, mapping.Settings);

    public UserUpdateMapper Updates { get; } = new(mapping.Profile, mapping.Settings);

    public UserWriter Writer { get; } = new(mapping.Profile, mapping.Settings);
}
