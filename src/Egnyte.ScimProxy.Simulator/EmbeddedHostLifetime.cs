using Microsoft.Extensions.Hosting;

namespace Egnyte.ScimProxy.Simulator;

/// <summary>Leaves the signals of the process to the owner of the simulator.</summary>
internal sealed class EmbeddedHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
