using Egnyte.ScimProxy.Hosting.Health;
using Egnyte.ScimProxy.Tenants;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Egnyte.ScimProxy.Hosting;

internal static class HealthEndpoints
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";
    public const string Tenants = "/health/tenants";

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks(Live, new HealthCheckOptions { Predicate = static _ => false });
        routes.MapHealthChecks(Ready);
    }

    /// <summary>On the management address only: the answer names tenants and shows fingerprints and quota of tokens.</summary>
    public static void MapTenantsHealth(this IEndpointRouteBuilder routes, TenantDirectory tenants) =>
        routes.MapGet(Tenants, context => TenantsHealth.WriteAsync(context.Response, tenants, context.RequestAborted));
}
