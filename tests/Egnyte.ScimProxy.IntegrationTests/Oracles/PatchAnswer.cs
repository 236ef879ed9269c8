using System.Text.Json;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>What scim-patch says: the resource after each operation, or why not. As elements, for the oracle tells letter cases apart.</summary>
internal sealed record PatchAnswer(bool Accepted, IReadOnlyList<JsonElement>? States = null, string? Error = null);
