using k8s.Models;

namespace Egnyte.ScimProxy.IntegrationTests.Deployment;

/// <summary>The fields of the Prometheus operator's ServiceMonitor that the chart uses, by the operator's API reference. No package holds its type.</summary>
internal sealed class ServiceMonitor
{
    public required string ApiVersion { get; set; }

    public required string Kind { get; set; }

    public required V1ObjectMeta Metadata { get; set; }

    public required ServiceMonitorSpec Spec { get; set; }
}

internal sealed class ServiceMonitorSpec
{
    public required string JobLabel { get; set; }

    public required V1LabelSelector Selector { get; set; }

    public required List<ServiceMonitorEndpoint> Endpoints { get; set; }
}

internal sealed class ServiceMonitorEndpoint
{
    public required string Port { get; set; }

    public required string Path { get; set; }

    public required string Interval { get; set; }
}
