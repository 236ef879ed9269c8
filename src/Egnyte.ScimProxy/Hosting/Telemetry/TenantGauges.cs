using System.Diagnostics.Metrics;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Pipeline;
using Egnyte.ScimProxy.Telemetry;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting.Telemetry;

/// <summary>The state of each tenant as gauges of the proxy's own meter, read when a collector asks.</summary>
internal sealed class TenantGauges
{
    public TenantGauges(IMeterFactory meters, TenantDirectory tenants)
    {
        var meter = meters.Create(ScimProxyMetrics.MeterName);
        meter.CreateObservableGauge(
            "scim_proxy.profile.outdated",
            () => tenants.All.Select(tenant => Measured(tenant.ProfileStatus.IsOutdated ? 1 : 0, Of(tenant))),
            "{tenant}",
            "1 where a tenant's newest profile file is not in force, by tenant.");
        meter.CreateObservableGauge(
            "scim_proxy.egnyte.failing",
            () => tenants.All.Select(tenant => Measured(tenant.Connection.OutageSince is null ? 0 : 1, Of(tenant))),
            "{tenant}",
            "1 while a tenant's Egnyte does not answer, by tenant.");
        meter.CreateObservableGauge(
            "scim_proxy.egnyte.breaker.open",
            () => tenants.All.Select(tenant => Measured(tenant.Connection.Breaker is EgnyteBreakerState.Closed ? 0 : 1, Of(tenant))),
            "{tenant}",
            "1 while calls to a tenant's Egnyte are refused at once because it keeps failing, by tenant.");
        meter.CreateObservableGauge(
            "scim_proxy.egnyte.queued",
            () => tenants.All.SelectMany(Queued),
            "{call}",
            "Calls that are queued for Egnyte's rate limit, by tenant and priority: deactivation, ordinary, list.");
        meter.CreateObservableGauge(
            "scim_proxy.egnyte.quota.left",
            () => tenants.All.SelectMany(QuotaLeft),
            "{call}",
            "Calls that are left of the day's, by tenant and token (the first eight digits of its SHA-256).");
        meter.CreateObservableGauge(
            "scim_proxy.egnyte.quota.allotted",
            () => tenants.All.SelectMany(QuotaAllotted),
            "{call}",
            "Calls that a token may make a day, by tenant and token.");
        meter.CreateObservableGauge(
            "scim_proxy.egnyte.rate.allotted",
            () => tenants.All.SelectMany(RateAllotted),
            "{call}/s",
            "Calls a second that a token may make, by tenant and token.");
    }

    private static IEnumerable<Measurement<int>> Queued(Tenant tenant) =>
    [
        .. Enum.GetValues<EgnytePriority>().Select(priority =>
            Measured(tenant.Connection.Queued(priority), Of(tenant), new("priority", ScimProxyMetrics.NameOf(priority)))),
    ];

    private static IEnumerable<Measurement<int>> QuotaLeft(Tenant tenant) =>
        tenant.Connection.Tokens.Select(token => Measured(token.QuotaLeft, Of(tenant), new("token", token.Token)));

    private static IEnumerable<Measurement<int>> QuotaAllotted(Tenant tenant) =>
        tenant.Connection.Tokens.Select(token => Measured(token.QuotaAllotted, Of(tenant), new("token", token.Token)));

    private static IEnumerable<Measurement<int>> RateAllotted(Tenant tenant) =>
        tenant.Connection.Tokens.Select(token => Measured(token.CallsPerSecond, Of(tenant), new("token", token.Token)));

    private static Measurement<int> Measured(int value, params ReadOnlySpan<KeyValuePair<string, object?>> tags) => new(value, tags);

    private static KeyValuePair<string, object?> Of(Tenant tenant) => new("tenant", tenant.Name);
}
