using System.Collections.Concurrent;
using System.Text.Json;
using Egnyte.ScimProxy.IntegrationTests.Faults;
using Egnyte.ScimProxy.IntegrationTests.Infrastructure;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>
/// Hostile Egnyte: every SCIM operation, with one thing changed in a true answer of Egnyte. The proxy answers no 500, calls no resource
/// that the request does not name, says neither 404 nor an empty list that Egnyte did not say, and claims no write that was not made.
/// </summary>
public sealed class HostileEgnyteTests(ITestOutputHelper output)
{
    private const int FirstSeed = 20261130;
    private const int Lanes = 2;
    private const int CasesPerLane = 350;
    private const int Batch = 50;
    private const int MostShown = 10;

    [Fact]
    public async Task Operation_WithOneThingChangedInAnAnswer_IsNeitherMisledNorBroken()
    {
        var mistakes = new ConcurrentBag<string>();
        var cases = await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Task.Run(() => RunAsync(lane, mistakes))));

        output.WriteLine($"{cases.Sum()} cases");
        Assert.True(mistakes.IsEmpty, $"{mistakes.Count} mistakes in {cases.Sum()} cases\n{string.Join('\n', mistakes.Take(MostShown))}");
    }

    private static async Task<int> RunAsync(int lane, ConcurrentBag<string> mistakes)
    {
        var cases = 0;
        foreach (var seeds in AdversaryBudget.Seeds(FirstSeed, CasesPerLane, lane).Chunk(Batch))
        {
            var operations = seeds.Select(seed => KnownOperations.All[new Random(seed).Next(KnownOperations.All.Length)]).ToList();
            await using var egnyte = await HostileEgnyte.StartAsync(operations);
            for (var number = 0; number < seeds.Length; number++)
            {
                cases++;
                if (await MistakeAsync(egnyte, number, seeds[number]) is { } mistake)
                {
                    mistakes.Add(mistake);
                }
            }

            if (egnyte.UncleanLog() is { } unclean)
            {
                mistakes.Add($"{AdversaryBudget.SeedVariable} {seeds[0]} to {seeds[^1]}: the log holds {unclean}");
            }

            if (mistakes.Count >= MostShown)
            {
                break;
            }
        }

        return cases;
    }

    private static async Task<string?> MistakeAsync(HostileEgnyte egnyte, int number, int seed)
    {
        try
        {
            return await egnyte.RunAsync(number, seed);
        }
        catch (Exception failure) when (failure is TaskCanceledException or HttpRequestException or JsonException)
        {
            return $"{AdversaryBudget.SeedVariable}={seed} no answer that can be read: {failure.Message}";
        }
    }
}
