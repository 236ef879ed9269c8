using System.Text.Json.Serialization;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting.Health;

internal sealed record TenantHealth(string Name, ProfileHealth Profile, EgnyteHealth Egnyte)
{
    [JsonIgnore]
    public bool NeedsAttention => Profile.Findings is not null || Egnyte.State is EgnyteHealth.Failing or EgnyteHealth.QuotaExhausted;

    public static TenantHealth Of(Tenant tenant) => new(tenant.Name, ProfileHealth.Of(tenant), EgnyteHealth.Of(tenant.Connection));
}
