using System.Diagnostics.Metrics;
using Egnyte.ScimProxy.EgnyteApi;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>The proxy's own meter; requests and Egnyte calls are counted by the platform's.</summary>
internal sealed class ScimProxyMetrics
{
    public const string MeterName = "Egnyte.ScimProxy";

    private readonly Counter<long> _failures;

    public ScimProxyMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _failures = meter.CreateCounter<long>("scim_proxy.egnyte.failures", "{failure}", "Calls to Egnyte that failed after all repetitions, by tenant and kind.");
    }

    public void EgnyteFailed(string? tenant, EgnyteFailure kind) => _failures.Add(1, new("tenant", tenant), new("kind", kind.ToString()));
}
