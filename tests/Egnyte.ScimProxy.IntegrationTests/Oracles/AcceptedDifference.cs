using System.Text.Json;
using System.Text.Json.Nodes;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>One shape in which scim2-parse-filter and we differ on purpose; accepted-differences.json lists them all.</summary>
/// <param name="Name">Its name, by which <see cref="CommonTranslation"/> knows how to say the same without the difference.</param>
/// <param name="Shape">What differs.</param>
/// <param name="Rfc">Why we are right, or that the RFC leaves it open.</param>
/// <param name="Filter">The smallest filter that shows it.</param>
/// <param name="Resource">The smallest resource that shows it.</param>
/// <param name="Ours">Our answer; the oracle's is the other one.</param>
internal sealed record AcceptedDifference(string Name, string Shape, string Rfc, string Filter, JsonNode Resource, bool Ours)
{
    public static IReadOnlyList<AcceptedDifference> Results { get; } = Read<AcceptedDifference>("results");

    public static IReadOnlyList<AcceptedTextDifference> Texts { get; } = Read<AcceptedTextDifference>("texts");

    private static T[] Read<T>(string list)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Oracles", "accepted-differences.json")));
        return file.RootElement.GetProperty(list).Deserialize<T[]>(JsonSerializerOptions.Web)!;
    }
}
