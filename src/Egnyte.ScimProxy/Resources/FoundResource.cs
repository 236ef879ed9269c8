using System.Text.Json;

namespace Egnyte.ScimProxy.Resources;

/// <summary>One row of a list over several kinds of resource.</summary>
internal sealed record FoundResource(string Id, Action<Utf8JsonWriter> Write);
