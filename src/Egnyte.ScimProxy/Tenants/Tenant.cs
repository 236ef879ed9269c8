using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Groups;
using Egnyte.ScimProxy.Hosting;

namespace Egnyte.ScimProxy.Tenants;

/// <summary>One Egnyte domain and how it is provisioned: everything that a request needs and that is made once.</summary>
internal sealed class Tenant(string name, TenantMapping mapping, ProfileStanding standing, Uri egnyteAddress, EgnyteConnection connection) : IDisposable
{
    private volatile TenantMapping _mapping = mapping;
    private volatile ProfileStanding _standing = standing;

    public string Name { get; } = name;

    /// <summary>The mapping in force, which a changed profile replaces; a request takes it once, at its beginning.</summary>
    public TenantMapping Mapping
    {
        get => _mapping;
        set => _mapping = value;
    }

    public ProfileStanding Standing
    {
        get => _standing;
        set => _standing = value;
    }

    public Uri EgnyteAddress { get; } = egnyteAddress;

    public EgnyteConnection Connection { get; } = connection;

    public KnownPatchForm KnownPatchForm { get; } = new(mapping.Settings.GroupPatchForm);

    public GroupTurns GroupTurns { get; } = new();

    public MemberExpansions MemberExpansions { get; } = new();

    public RequestSlots Slots { get; } = new();

    public void Dispose()
    {
        MemberExpansions.Dispose();
        Connection.Dispose();
    }
}
