using System.Text.Json;
using Egnyte.ScimProxy.Benchmarks.Servers;

namespace Egnyte.ScimProxy.Benchmarks.EndToEnd;

/// <summary>Asks the simulator who is there, so that every answer can be compared with what was seeded.</summary>
internal static class DirectReader
{
    private const int Page = 100;

    public static async Task<IReadOnlyList<Person>> ReadPeopleAsync(Uri simulator)
    {
        using var client = new HttpClient { BaseAddress = simulator };
        client.DefaultRequestHeaders.Authorization = new("Bearer", SimulatorServer.Token);
        var people = new List<Person>();
        while (people.Count < SimulatorServer.Users)
        {
            using var page = JsonDocument.Parse(await client.GetByteArrayAsync(new Uri(Dialect.Egnyte.Page(people.Count + 1, Page), UriKind.Relative)));
            var rows = Dialect.Egnyte.Rows(page.RootElement)
                .Select(row => new Person(row.GetProperty("id").GetInt64(), row.GetProperty("userName").GetString()!))
                .ToList();
            people.AddRange(
                rows.Count > 0 ? rows : throw new BenchmarkException($"The simulator lists {people.Count} people instead of {SimulatorServer.Users}."));
        }

        return people;
    }
}
