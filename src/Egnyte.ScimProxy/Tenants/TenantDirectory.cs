using System.Collections.Frozen;

namespace Egnyte.ScimProxy.Tenants;

/// <summary>The configured tenants by name; fixed while the process runs.</summary>
internal sealed class TenantDirectory(IEnumerable<Tenant> tenants) : IDisposable
{
    /// <summary>The tenant that also answers at <c>/scim/v2</c>.</summary>
    public const string DefaultName = "default";

    private readonly FrozenDictionary<string, Tenant> _tenants = tenants.ToFrozenDictionary(tenant => tenant.Name, StringComparer.OrdinalIgnoreCase);

    public IEnumerable<Tenant> All => _tenants.Values.OrderBy(tenant => tenant.Name, StringComparer.Ordinal);

    public Tenant? Find(string name) => _tenants.GetValueOrDefault(name);

    /// <summary>Ends what runs without a request: the process stops.</summary>
    public void EndExpansions()
    {
        foreach (var tenant in _tenants.Values)
        {
            tenant.MemberExpansions.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var tenant in _tenants.Values)
        {
            tenant.Dispose();
        }
    }
}
