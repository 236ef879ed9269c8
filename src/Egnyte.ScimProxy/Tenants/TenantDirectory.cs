using System.Collections.Frozen;

namespace Egnyte.ScimProxy.Tenants;

/// <summary>The configured tenants by name; fixed while the process runs.</summary>
internal sealed class TenantDirectory : IDisposable
{
    /// <summary>The tenant that also answers at <c>/scim/v2</c>.</summary>
    public const string DefaultName = "default";

    private readonly FrozenDictionary<string, Tenant> _tenants;
    private readonly UnknownTenants _unknown;

    public TenantDirectory(IEnumerable<Tenant> tenants)
    {
        _tenants = tenants.ToFrozenDictionary(tenant => tenant.Name, StringComparer.OrdinalIgnoreCase);
        _unknown = new UnknownTenants([.. All]);
    }

    public IEnumerable<Tenant> All => _tenants.Values.OrderBy(tenant => tenant.Name, StringComparer.Ordinal);

    /// <summary>The tenant of that name, or null.</summary>
    public Tenant? Find(string name) => _tenants.GetValueOrDefault(name);

    /// <summary>The tenant that answers a request: for a name that is not configured, one that refuses every token.</summary>
    public Tenant Serving(string name) => _tenants.GetValueOrDefault(name) ?? _unknown.Find(name);

    public void Dispose()
    {
        foreach (var tenant in _tenants.Values)
        {
            tenant.Dispose();
        }

        _unknown.Dispose();
    }
}
