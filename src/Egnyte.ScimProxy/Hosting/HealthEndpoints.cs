using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Egnyte.ScimProxy.Hosting;

internal static class HealthEndpoints
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks(Live, new HealthCheckOptions { Predicate = static _ => false });
        routes.MapHealthChecks(Ready);
    }
}
