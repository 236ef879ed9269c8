using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.Benchmarks.Servers;

/// <summary>The in-memory Egnyte with a large domain, and a rate limit and a quota that are never reached.</summary>
internal static class SimulatorServer
{
    public const int Users = 5000;

    private const int Groups = 50;

    public static string Token { get; } = new SimulatorOptions().Token;

    public static async Task RunAsync()
    {
        await using var simulator = await EgnyteSimulator.StartAsync(new SimulatorOptions
        {
            SeedPeople = false,
            RecordCalls = false,
            CallsPerSecond = 1_000_000,
            CallsPerDay = int.MaxValue,
        });

        // All users are in one group, so that the answer for one user holds what a real one does.
        var people = simulator.Domain.SeedUsers(Users);
        foreach (var members in people.Index().GroupBy(person => person.Index % Groups, person => person.Item.Id))
        {
            simulator.Domain.AddGroup($"Department {members.Key:d2}", members);
        }

        await ControlLines.ServeAsync(simulator.Address.AbsoluteUri);
    }
}
