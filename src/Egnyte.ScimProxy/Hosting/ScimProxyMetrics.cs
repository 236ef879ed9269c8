using System.Diagnostics.Metrics;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Pipeline;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>The proxy's own meter; requests and Egnyte calls are counted by the platform's.</summary>
internal sealed class ScimProxyMetrics
{
    public const string MeterName = "Egnyte.ScimProxy";

    private readonly Counter<long> _failures;
    private readonly Counter<long> _deferred;
    private readonly Counter<long> _skippedMembers;
    private readonly Counter<long> _reloads;
    private readonly Counter<long> _shed;

    public ScimProxyMetrics(IMeterFactory meters, TenantDirectory tenants)
    {
        var meter = meters.Create(MeterName);
        _failures = meter.CreateCounter<long>(
            "scim_proxy.egnyte.failures", "{failure}", "Calls to Egnyte that failed after all repetitions, by tenant and kind.");
        _deferred = meter.CreateCounter<long>(
            "scim_proxy.egnyte.deferred",
            "{call}",
            "Calls to Egnyte that were not sent because of the rate limit or the daily quota, by tenant and kind; the client got a Retry-After.");
        _shed = meter.CreateCounter<long>(
            "scim_proxy.requests.shed", "{request}", "Requests that were refused because too many of the tenant were being answered, by tenant.");
        _reloads = meter.CreateCounter<long>(
            "scim_proxy.profile.reloads", "{profile}", "Profiles that changed while the proxy ran, by result: ok or rejected.");
        _skippedMembers = meter.CreateCounter<long>(
            "scim_proxy.group.members.skipped",
            "{member}",
            "Members that were left out of a group because Egnyte refuses them and the profile skips them, by tenant.");
        meter.CreateObservableGauge(
            "scim_proxy.profile.outdated",
            () => tenants.All.Select(tenant => Measured(tenant.Standing.IsOutdated ? 1 : 0, Of(tenant))),
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
            "scim_proxy.egnyte.waiting",
            () => tenants.All.SelectMany(Waiting),
            "{call}",
            "Calls that are queued for Egnyte's rate limit, by tenant and queue: deactivation, ordinary, list.");
        meter.CreateObservableGauge(
            "scim_proxy.egnyte.quota.left",
            () => tenants.All.SelectMany(QuotaLeft),
            "{call}",
            "Calls that are left of the day's, by tenant and token (the first eight digits of its SHA-256).");
    }

    public void EgnyteFailed(string? tenant, EgnyteFailure kind) => _failures.Add(1, new("tenant", tenant), new("kind", kind.ToString()));

    public void CallDeferred(string? tenant, EgnyteFailure kind) => _deferred.Add(1, new("tenant", tenant), new("kind", kind.ToString()));

    public void RequestShed(string? tenant) => _shed.Add(1, new KeyValuePair<string, object?>("tenant", tenant));

    public void ProfileReloaded(bool isInForce) => _reloads.Add(1, new KeyValuePair<string, object?>("result", isInForce ? "ok" : "rejected"));

    public void MembersSkipped(string tenant, int count) => _skippedMembers.Add(count, new KeyValuePair<string, object?>("tenant", tenant));

    private static IEnumerable<Measurement<int>> Waiting(Tenant tenant) =>
    [
        Measured(tenant.Connection.Waiting(EgnytePriority.Deactivation), Of(tenant), new("line", "deactivation")),
        Measured(tenant.Connection.Waiting(EgnytePriority.Ordinary), Of(tenant), new("line", "ordinary")),
        Measured(tenant.Connection.Waiting(EgnytePriority.List), Of(tenant), new("line", "list")),
    ];

    private static IEnumerable<Measurement<int>> QuotaLeft(Tenant tenant) =>
        tenant.Connection.Tokens.Select(token => Measured(token.QuotaLeft, Of(tenant), new("token", token.Token)));

    private static Measurement<int> Measured(int value, params ReadOnlySpan<KeyValuePair<string, object?>> tags) => new(value, tags);

    private static KeyValuePair<string, object?> Of(Tenant tenant) => new("tenant", tenant.Name);
}
