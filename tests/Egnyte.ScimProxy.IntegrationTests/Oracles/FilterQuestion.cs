using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>Whether a filter can be read and, with a resource, whether it fits.</summary>
internal sealed record FilterQuestion(
    string Filter, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonNode? Resource = null);
