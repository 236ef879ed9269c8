using System.Collections.Concurrent;

namespace Egnyte.ScimProxy.IntegrationTests.Lists;

/// <summary>An Egnyte for each number of users that a test asks for, started once.</summary>
public sealed class UsersOfEverySize : IAsyncDisposable
{
    private readonly ConcurrentDictionary<int, Task<SimulatedEgnyte>> _egnytes = new();

    public Task<SimulatedEgnyte> OfAsync(int users) => _egnytes.GetOrAdd(users, static async number =>
    {
        var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        egnyte.Simulator.Domain.SeedUsers(number);
        return egnyte;
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var egnyte in _egnytes.Values)
        {
            await (await egnyte).DisposeAsync();
        }
    }
}
