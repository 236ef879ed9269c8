using System.Diagnostics.Metrics;
using Egnyte.ScimProxy.Hosting.Startup;
using Egnyte.ScimProxy.Telemetry;

namespace Egnyte.ScimProxy.Hosting.Telemetry;

/// <summary>The state of this process as gauges of the proxy's own meter, read when a collector asks.</summary>
internal sealed class ProcessGauges
{
    public ProcessGauges(IMeterFactory meters, Drain drain, ListeningAddresses addresses)
    {
        var meter = meters.Create(ScimProxyMetrics.MeterName);
        meter.CreateObservableGauge(
            "scim_proxy.build.info",
            () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", StartupBanner.Version)),
            "{build}",
            "Always 1; its tag is the version.");
        meter.CreateObservableGauge(
            "scim_proxy.drain.duration", () => drain.Elapsed.TotalSeconds, "s", "How long the process has been stopping; 0 while it serves.");
        meter.CreateObservableGauge(
            "scim_proxy.certificate.expiry",
            () => addresses.CertificateExpiries.Select(
                expiry => new Measurement<long>(expiry.Value.ToUnixTimeSeconds(), new KeyValuePair<string, object?>("key", expiry.Key))),
            "s",
            "When a configured TLS certificate expires, as seconds since 1970-01-01 UTC, by the key that names it.");
    }
}
