using Egnyte.ScimProxy.Hosting.Health;
using Egnyte.ScimProxy.Tenants;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Egnyte.ScimProxy.Hosting;

internal static class HealthEndpoints
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";
    public const string Tenants = "/health/tenants";

    public static void MapHealth(this IEndpointRouteBuilder routes, TenantDirectory tenants)
    {
        routes.MapHealthChecks(Live, new HealthCheckOptions { Predicate = static _ => false });
        routes.MapHealthChecks(Ready);
        routes.MapGet(Tenants, context => TenantsHealth.WriteAsync(context.Response, tenants, context.RequestAborted));
    }
}
