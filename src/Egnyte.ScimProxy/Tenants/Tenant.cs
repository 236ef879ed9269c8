using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Groups;

namespace Egnyte.ScimProxy.Tenants;

/// <summary>One Egnyte domain and how it is provisioned: everything that a request needs and that is made once.</summary>
internal sealed class Tenant(string name, TenantMapping mapping, Uri egnyteAddress, EgnyteConnection connection) : IDisposable
{
    public string Name { get; } = name;

    /// <summary>The mapping in force; a request takes it once, at its beginning.</summary>
    public TenantMapping Mapping { get; } = mapping;

    public Uri EgnyteAddress { get; } = egnyteAddress;

    public EgnyteConnection Connection { get; } = connection;

    public KnownPatchForm KnownPatchForm { get; } = new(mapping.Settings.GroupPatchForm);

    public GroupTurns GroupTurns { get; } = new();

    public void Dispose() => Connection.Dispose();
}
