using Egnyte.ScimProxy.Hosting.Startup;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.Commands;

/// <summary><c>simulator</c>: the in-memory Egnyte alone, for a proxy that runs elsewhere.</summary>
internal static class SimulatorCommand
{
    public static async Task<int> RunAsync(string url, string controlUrl, CancellationToken cancellationToken)
    {
        var (address, control) = (new ListeningAddress("--url", url), new ListeningAddress("--control-url", controlUrl));
        List<string> mistakes = [.. new[] { address.WhyInvalid(), control.WhyInvalid() }.OfType<string>()];
        if (mistakes.Count == 0)
        {
            mistakes.AddRange(control.CollidesWith(address)
                ? [control.Mistake($"uses the same port as --url (\"{url}\"). Choose another port.")]
                : new[] { address.WhyTaken(), control.WhyTaken() }.OfType<string>());
        }

        if (mistakes.Count > 0)
        {
            return ConfigurationReport.Print(Console.Error, mistakes);
        }

        await using var simulator = await EgnyteSimulator.StartAsync(new SimulatorOptions { Url = url, ControlUrl = controlUrl }, cancellationToken);

        // Signals must be handled before the output says that it is ready.
        var stopped = simulator.WaitForShutdownAsync(cancellationToken);
        Console.WriteLine($"""
            Simulated Egnyte     {simulator.Address}
            Its control API      {simulator.ControlAddress}
            Access token         {new SimulatorOptions().Token}

            A proxy for it:      ScimProxy__Tenants__default__EgnyteBaseAddress={simulator.Address}
            """);
        await stopped;
        return 0;
    }
}
