using System.Text.Json;
using System.Text.Json.Nodes;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>One shape of PATCH that scim-patch and we answer differently on purpose; accepted-patch-differences.json lists them all.</summary>
/// <param name="Name">Its name, by which the <see cref="PatchTranslation"/> knows how to say the same without the difference.</param>
/// <param name="Shape">What differs.</param>
/// <param name="Rfc">Why we are right, or what the RFC leaves open.</param>
/// <param name="Operations">The smallest PATCH that shows it.</param>
internal sealed record AcceptedPatchDifference(string Name, string Shape, string Rfc, IReadOnlyList<JsonObject> Operations)
{
    public static IReadOnlyList<AcceptedPatchDifference> OfUsers { get; } = Read("users");

    public static IReadOnlyList<AcceptedPatchDifference> OfGroups { get; } = Read("groups");

    private static AcceptedPatchDifference[] Read(string list)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Oracles", "accepted-patch-differences.json")));
        return file.RootElement.GetProperty(list).Deserialize<AcceptedPatchDifference[]>(JsonSerializerOptions.Web)!;
    }
}
