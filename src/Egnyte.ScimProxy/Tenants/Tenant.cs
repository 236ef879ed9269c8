using Egnyte.ScimProxy.Discovery;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Groups;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Users;

namespace Egnyte.ScimProxy.Tenants;

/// <summary>One Egnyte domain and how it is provisioned: everything that a request needs and that is made once.</summary>
internal sealed class Tenant(TenantSettings settings, MappingProfile profile, Uri egnyteAddress, EgnyteConnection connection) : IDisposable
{
    public string Name => Settings.Name;

    public TenantSettings Settings { get; } = settings;

    public MappingProfile Profile { get; } = profile;

    public Uri EgnyteAddress { get; } = egnyteAddress;

    public EgnyteConnection Connection { get; } = connection;

    public NewUserMapper NewUsers { get; } = new(profile, settings);

    public UserUpdateMapper UserUpdates { get; } = new(profile, settings);

    public UserWriter UserWriter { get; } = new(profile, settings);

    public ResourceSchema UserSchema { get; } = Discovery.UserSchema.Of(profile);

    public KnownPatchForm KnownPatchForm { get; } = new(settings.GroupPatchForm);

    public GroupTurns GroupTurns { get; } = new();

    public void Dispose() => Connection.Dispose();
}
