using System.Diagnostics.Metrics;
using Egnyte.ScimProxy.EgnyteApi;

namespace Egnyte.ScimProxy.Telemetry;

/// <summary>What the proxy counts itself; connections and the runtime are measured by the platform. Pages: deploy/metrics.md.</summary>
internal sealed class ScimProxyMetrics
{
    public const string MeterName = "Egnyte.ScimProxy";

    private readonly Counter<long> _requests;
    private readonly Histogram<long> _callsOfRequest;
    private readonly Counter<long> _calls;
    private readonly Histogram<double> _queueTime;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _deferred;
    private readonly Counter<long> _throttles;
    private readonly Counter<long> _outages;
    private readonly Counter<long> _reconciliations;
    private readonly Counter<long> _groupRepairs;
    private readonly Counter<long> _skippedMembers;
    private readonly Counter<long> _reloads;
    private readonly Counter<long> _shed;

    public ScimProxyMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("scim_proxy.requests", "{request}", "SCIM requests, by tenant, operation and outcome.");
        _callsOfRequest = meter.CreateHistogram(
            "scim_proxy.request.egnyte_calls",
            "{call}",
            "Calls to Egnyte that a SCIM request needed, all attempts included, by tenant and operation.",
            advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = [0, 1, 2, 3, 4, 6, 10, 20, 50, 100] });
        _calls = meter.CreateCounter<long>(
            "scim_proxy.egnyte.calls", "{call}", "Calls to Egnyte, each attempt as one, by tenant, method, route and outcome.");
        _queueTime = meter.CreateHistogram(
            "scim_proxy.egnyte.queue.duration",
            "s",
            "How long calls that were sent had waited for the rate limit, by tenant and priority.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.5, 1, 2, 5, 10, 20, 40] });
        _failures = meter.CreateCounter<long>(
            "scim_proxy.egnyte.failures", "{failure}", "Calls to Egnyte that failed after all repetitions, by tenant and kind.");
        _deferred = meter.CreateCounter<long>(
            "scim_proxy.egnyte.deferred",
            "{call}",
            "Calls to Egnyte that were not sent because of the rate limit or the daily quota, by tenant and kind; the client got a Retry-After.");
        _throttles = meter.CreateCounter<long>(
            "scim_proxy.egnyte.throttles", "{call}", "Calls that Egnyte throttled although the rate limit was kept, by tenant.");
        _outages = meter.CreateCounter<long>(
            "scim_proxy.egnyte.outages", "{outage}", "How often Egnyte went away so that the breaker opened, once for each outage, by tenant.");
        _reconciliations = meter.CreateCounter<long>(
            "scim_proxy.reconciliations", "{write}", "Writes that Egnyte did not answer and that were looked for, by tenant and operation.");
        _groupRepairs = meter.CreateCounter<long>(
            "scim_proxy.group.repairs", "{replacement}", "Full replacements of groups that did not show what was sent, by tenant and operation.");
        _skippedMembers = meter.CreateCounter<long>(
            "scim_proxy.group.members.skipped",
            "{member}",
            "Members that were left out of a group because Egnyte refuses them and the profile skips them, by tenant.");
        _reloads = meter.CreateCounter<long>(
            "scim_proxy.profile.reloads", "{profile}", "Profiles that changed while the proxy ran, by result: ok or rejected.");
        _shed = meter.CreateCounter<long>(
            "scim_proxy.requests.shed", "{request}", "Requests that were refused because too many of the tenant were being answered, by tenant.");
    }

    /// <summary>
    /// Shows what has not happened yet as zero: the first failure of a tenant is then a growth, which Prometheus' increase() does not see in a series that
    /// begins with it.
    /// </summary>
    public void BeginAtZero(string tenant)
    {
        KeyValuePair<string, object?> ofTenant = new("tenant", tenant);
        foreach (var counter in new[] { _throttles, _outages, _skippedMembers, _shed })
        {
            counter.Add(0, ofTenant);
        }

        foreach (var kind in Enum.GetValues<EgnyteFailure>())
        {
            var isDeferral = kind is EgnyteFailure.Throttled or EgnyteFailure.QuotaExhausted;
            (isDeferral ? _deferred : _failures).Add(0, ofTenant, new("kind", kind.ToString()));
        }
    }

    /// <summary>Whether anything listens to what is measured of each request.</summary>
    public bool AreRequestsMeasured => _requests.Enabled || _callsOfRequest.Enabled;

    /// <summary>A request was answered.</summary>
    /// <param name="tenant">Its tenant.</param>
    /// <param name="operation">Method and route below the base URL, such as "POST /Users".</param>
    /// <param name="outcome">ok, rejected, retry_later, failed or disconnected.</param>
    /// <param name="egnyteCalls">How many calls it needed.</param>
    /// <param name="reconciliations">How many of its writes were looked for.</param>
    /// <param name="groupRepairs">How often it replaced a group.</param>
    public void RequestEnded(string? tenant, string operation, string outcome, int egnyteCalls, int reconciliations, int groupRepairs)
    {
        _requests.Add(1, new("tenant", tenant), new("operation", operation), new("outcome", outcome));
        _callsOfRequest.Record(egnyteCalls, new("tenant", tenant), new("operation", operation));
        if (reconciliations > 0)
        {
            _reconciliations.Add(reconciliations, new("tenant", tenant), new("operation", operation));
        }

        if (groupRepairs > 0)
        {
            _groupRepairs.Add(groupRepairs, new("tenant", tenant), new("operation", operation));
        }
    }

    public void CallEnded(string tenant, EgnyteAttempt attempt)
    {
        if (_calls.Enabled)
        {
            _calls.Add(
                1,
                new("tenant", tenant),
                new("method", attempt.Method),
                new("route", attempt.Route),
                new KeyValuePair<string, object?>("outcome", attempt.Outcome));
        }

        if (_queueTime.Enabled)
        {
            _queueTime.Record(attempt.Queued.TotalSeconds, new("tenant", tenant), new("priority", NameOf(attempt.Priority)));
        }
    }

    public void EgnyteFailed(string? tenant, EgnyteFailure kind) => _failures.Add(1, new("tenant", tenant), new("kind", kind.ToString()));

    public void CallDeferred(string? tenant, EgnyteFailure kind) => _deferred.Add(1, new("tenant", tenant), new("kind", kind.ToString()));

    public void Throttled(string tenant) => _throttles.Add(1, new KeyValuePair<string, object?>("tenant", tenant));

    public void OutageBegan(string tenant) => _outages.Add(1, new KeyValuePair<string, object?>("tenant", tenant));

    public void RequestShed(string? tenant) => _shed.Add(1, new KeyValuePair<string, object?>("tenant", tenant));

    public void ProfileReloaded(bool isInForce) => _reloads.Add(1, new KeyValuePair<string, object?>("result", isInForce ? "ok" : "rejected"));

    public void MembersSkipped(string tenant, int count) => _skippedMembers.Add(count, new KeyValuePair<string, object?>("tenant", tenant));

    /// <summary>The tag of a priority.</summary>
    public static string NameOf(EgnytePriority priority) => priority switch
    {
        EgnytePriority.Deactivation => "deactivation",
        EgnytePriority.Ordinary => "ordinary",
        _ => "list",
    };
}
