using System.Text.Json.Nodes;
using CsCheck;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>What the comparisons of PATCH have in common, be it of a person or of a group.</summary>
internal static class GeneratedPatches
{
    /// <summary>Always the same ones.</summary>
    public static List<T> Of<T>(Gen<T> generator, int count)
    {
        var random = new PCG(3, 7644);
        return [.. Enumerable.Range(0, count).Select(_ => generator.Generate(random, null, out var _))];
    }

    public static string Text(IEnumerable<JsonObject> operations) => string.Join(' ', operations.Select(operation => operation.ToJsonString()));

    /// <summary>Each accepted difference shows itself, is not explained by the others, and is by itself.</summary>
    public static async Task AssertStillDifferentAsync(
        OracleProcess oracle, PatchTranslation dialect, IReadOnlyList<AcceptedPatchDifference> differences, JsonObject resource,
        Func<IReadOnlyList<JsonObject>, string> ours)
    {
        var butForIt = differences.Select(difference => dialect.Translate(resource, difference.Operations, except: difference.Name)).ToList();
        var translated = differences.Select(difference => dialect.Translate(resource, difference.Operations)).ToList();

        var answersButForIt = await oracle.AskAsync<PatchQuestion, PatchAnswer>(butForIt.ConvertAll(it => it.Question));
        var answers = await oracle.AskAsync<PatchQuestion, PatchAnswer>(translated.ConvertAll(it => it.Question));

        Assert.Equal(dialect.Names.Order(), differences.Select(difference => difference.Name).Order());
        Assert.All(differences.Index(), example =>
        {
            var (index, difference) = example;
            var our = ours(difference.Operations);
            Assert.True(
                our != dialect.Read(butForIt[index], answersButForIt[index], except: difference.Name),
                $"{difference.Name}: no difference any more, or another step explains it: {our}");
            Assert.Equal((difference.Name, our), (difference.Name, dialect.Read(translated[index], answers[index])));
        });
    }
}
