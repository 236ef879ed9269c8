using Egnyte.ScimProxy.EgnyteApi;

namespace Egnyte.ScimProxy.Tenants;

/// <summary>One Egnyte domain and how it is provisioned: what a request needs and is made once.</summary>
internal sealed class Tenant(
    string name, TenantOptions options, TenantMapping mapping, ProfileStatus profileStatus, Uri egnyteAddress, EgnyteConnection connection) : IDisposable
{
    private volatile TenantMapping _mapping = mapping;
    private volatile ProfileStatus _profileStatus = profileStatus;

    public string Name { get; } = name;

    public TenantOptions Options { get; } = options;

    /// <summary>The mapping in force, which a changed profile replaces; a request takes it once, at its beginning.</summary>
    public TenantMapping Mapping
    {
        get => _mapping;
        set => _mapping = value;
    }

    public ProfileStatus ProfileStatus
    {
        get => _profileStatus;
        set => _profileStatus = value;
    }

    public Uri EgnyteAddress { get; } = egnyteAddress;

    public EgnyteConnection Connection { get; } = connection;

    public void Dispose() => Connection.Dispose();
}
