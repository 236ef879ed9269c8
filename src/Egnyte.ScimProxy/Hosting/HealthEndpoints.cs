using Egnyte.ScimProxy.Hosting.Health;
using Egnyte.ScimProxy.Tenants;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;

namespace Egnyte.ScimProxy.Hosting;

internal static class HealthEndpoints
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";
    public const string Tenants = "/health/tenants";
    public const string Metrics = "/metrics";

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        // Probes every few seconds would be most of the requests that metrics show.
        routes.MapHealthChecks(Live, new HealthCheckOptions { Predicate = static _ => false }).DisableHttpMetrics();
        routes.MapHealthChecks(Ready).DisableHttpMetrics();
    }

    /// <summary>On the management address only: the answer names tenants and shows fingerprints and quota of tokens.</summary>
    public static void MapTenantsHealth(this IEndpointRouteBuilder routes, TenantDirectory tenants) =>
        routes.MapGet(Tenants, context => TenantsHealth.WriteAsync(context.Response, tenants, context.RequestAborted));

    /// <summary>The same on the management address for a browser.</summary>
    public static void MapStatusPage(this IEndpointRouteBuilder routes, TenantDirectory tenants, Readiness readiness) =>
        routes.MapGet("/", async context => await StatusPage.WriteAsync(
            context,
            tenants,
            StartupBanner.Version,
            (await readiness.CheckHealthAsync(new HealthCheckContext(), context.RequestAborted)).Status is HealthStatus.Healthy));

    /// <summary>On the management address only, as Prometheus reads it.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes, MeterProvider metrics) =>
        routes.MapPrometheusScrapingEndpoint(Metrics, metrics, configureBranchedPipeline: null, optionsName: null);
}
