using System.Text.Json.Nodes;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>One accepted difference, taken out of the question or out of the oracle's answer.</summary>
/// <param name="Name">As in accepted-patch-differences.json.</param>
/// <param name="Before">Says the operations in words that the oracle understands as we do, or that they cannot be.</param>
/// <param name="After">Makes of the resource as it was, and as it is after each operation, what Egnyte can hold, in the last of them.</param>
internal sealed record PatchStep(string Name, Action<PatchCase>? Before = null, Action<PatchCase, IReadOnlyList<JsonObject>>? After = null);
