using System.Text.Json;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting.Health;

/// <summary>
/// How each tenant is, for an operator. Always 200: what ails one tenant must not look like a process that a balancer takes out.
/// </summary>
internal sealed record TenantsHealth(IReadOnlyList<TenantHealth> Tenants)
{
    public static Task WriteAsync(HttpResponse response, TenantDirectory tenants, CancellationToken cancellationToken)
    {
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        var health = new TenantsHealth([.. tenants.All.Select(TenantHealth.Of)]);
        return JsonSerializer.SerializeAsync(response.Body, health, HealthJsonContext.Default.TenantsHealth, cancellationToken);
    }
}
