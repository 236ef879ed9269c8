using System.Collections.Concurrent;
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
    private const int CasesPerLane = 350;
    private const int Batch = 50;
    private const int MostShown = 10;

    public static TheoryData<int> Lanes => [0, 1];

    [Theory]
    [MemberData(nameof(Lanes))]
    public async Task Operation_WithOneThingChangedInAnAnswer_IsNeitherMisledNorBroken(int lane)
    {
        var mistakes = new ConcurrentBag<string>();
        var cases = 0;
        foreach (var seeds in AdversaryBudget.Seeds(FirstSeed, CasesPerLane, lane).Chunk(Batch))
        {
            var operations = seeds.Select(seed => KnownOperations.All[new Random(seed).Next(KnownOperations.All.Length)]).ToList();
            await using var egnyte = await HostileEgnyte.StartAsync(operations);
            for (var number = 0; number < seeds.Length; number++)
            {
                cases++;
                if (await egnyte.RunAsync(number, seeds[number]) is { } mistake)
                {
                    mistakes.Add(mistake);
                }
            }

            if (mistakes.Count >= MostShown)
            {
                break;
            }
        }

        output.WriteLine($"{cases} cases");
        Assert.True(mistakes.IsEmpty, $"{mistakes.Count} mistakes in {cases} cases\n{string.Join('\n', mistakes.Take(MostShown))}");
    }
}
