using System.Diagnostics.Metrics;
using Egnyte.ScimProxy.EgnyteApi;

namespace Egnyte.ScimProxy.Telemetry;

/// <summary>The proxy's own counters; requests and Egnyte calls are counted by the platform's.</summary>
internal sealed class ScimProxyMetrics
{
    public const string MeterName = "Egnyte.ScimProxy";

    private readonly Counter<long> _failures;
    private readonly Counter<long> _deferred;
    private readonly Counter<long> _skippedMembers;
    private readonly Counter<long> _reloads;
    private readonly Counter<long> _shed;

    public ScimProxyMetrics(IMeterFactory meters)
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
    }

    public void EgnyteFailed(string? tenant, EgnyteFailure kind) => _failures.Add(1, new("tenant", tenant), new("kind", kind.ToString()));

    public void CallDeferred(string? tenant, EgnyteFailure kind) => _deferred.Add(1, new("tenant", tenant), new("kind", kind.ToString()));

    public void RequestShed(string? tenant) => _shed.Add(1, new KeyValuePair<string, object?>("tenant", tenant));

    public void ProfileReloaded(bool isInForce) => _reloads.Add(1, new KeyValuePair<string, object?>("result", isInForce ? "ok" : "rejected"));

    public void MembersSkipped(string tenant, int count) => _skippedMembers.Add(count, new KeyValuePair<string, object?>("tenant", tenant));
}
