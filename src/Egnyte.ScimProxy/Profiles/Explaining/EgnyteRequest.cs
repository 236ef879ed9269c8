using System.Text.Json;
using System.Text.Json.Serialization;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>A request to Egnyte, exactly as it would be sent.</summary>
internal sealed record EgnyteRequest(string Method, string Path)
{
    /// <summary>The query, not yet escaped.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new OrderedDictionary<string, string>();

    public JsonElement? Body { get; init; }

    [JsonIgnore]
    public string? Filter => Query.GetValueOrDefault("filter");

    /// <summary>The address as it goes over the wire.</summary>
    [JsonIgnore]
    public string Address =>
        Query.Count == 0 ? Path : $"{Path}?{string.Join('&', Query.Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value)}"))}";
}
