using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting.Health;

internal sealed record TenantHealth(string Name, ProfileHealth Profile, EgnyteHealth Egnyte)
{
    public static TenantHealth Of(Tenant tenant) => new(tenant.Name, ProfileHealth.Of(tenant), EgnyteHealth.Of(tenant.Connection));
}
