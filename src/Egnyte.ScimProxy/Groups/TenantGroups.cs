using Egnyte.ScimProxy.Groups.Changes;
using Egnyte.ScimProxy.Groups.Members;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Groups;

/// <summary>What this process holds of a tenant's groups between requests.</summary>
internal sealed class TenantGroups(Tenant tenant)
{
    public GroupPatchSemantics PatchSemantics { get; } = new(tenant.Mapping.Settings.Get(TenantSettingsFormat.GroupPatchForm));

    public GroupLocks Locks { get; } = new();

    public MemberPrefetches Prefetches { get; } = new();
}
