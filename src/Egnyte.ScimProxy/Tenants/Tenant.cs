using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Groups;
using Egnyte.ScimProxy.Hosting;

namespace Egnyte.ScimProxy.Tenants;

/// <summary>One Egnyte domain and how it is provisioned: everything that a request needs and that is made once.</summary>
internal sealed class Tenant(string name, TenantMapping mapping, ProfileStatus standing, Uri egnyteAddress, EgnyteConnection connection) : IDisposable
{
    private volatile TenantMapping _mapping = mapping;
    private volatile ProfileStatus _standing = standing;

    public string Name { get; } = name;

    /// <summary>The mapping in force, which a changed profile replaces; a request takes it once, at its beginning.</summary>
    public TenantMapping Mapping
    {
        get => _mapping;
        set => _mapping = value;
    }

    public ProfileStatus Standing
    {
        get => _standing;
        set => _standing = value;
    }

    public Uri EgnyteAddress { get; } = egnyteAddress;

    public EgnyteConnection Connection { get; } = connection;

    public GroupPatchSemantics GroupPatchSemantics { get; } = new(mapping.Settings.GroupPatchForm);

    public GroupLocks GroupLocks { get; } = new();

    public MemberPrefetches MemberPrefetches { get; } = new();

    public RequestSlots Slots { get; } = new();

    public void Dispose()
    {
        MemberPrefetches.Dispose();
        Connection.Dispose();
    }
}
