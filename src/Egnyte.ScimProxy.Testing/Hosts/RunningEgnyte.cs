namespace Egnyte.ScimProxy.Testing;

/// <summary>One simulated Egnyte with the host before it, for a class of tests that change nothing, or nothing that another of them looks at.</summary>
public sealed class RunningEgnyte : IAsyncLifetime
{
    public SimulatedEgnyte Egnyte { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Egnyte = await SimulatedEgnyte.StartAsync();

    public ValueTask DisposeAsync() => Egnyte.DisposeAsync();
}
