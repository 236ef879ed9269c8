using System.Text.Json.Nodes;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>What becomes of a resource by the operations of a PATCH.</summary>
/// <param name="Resource">The resource as it is.</param>
/// <param name="Operations">What is done to it.</param>
/// <param name="Lists">Attributes that are put back as an empty list where nothing of them is left.</param>
internal sealed record PatchQuestion(JsonObject Resource, IReadOnlyList<JsonObject> Operations, IReadOnlyList<string> Lists);
