using System.Text.Json;

namespace Egnyte.ScimProxy.Explaining;

/// <summary>A request to Egnyte, exactly as it would be sent.</summary>
internal sealed record EgnyteRequest(string Method, string Path)
{
    /// <summary>The query, not yet escaped.</summary>
    public IReadOnlyList<(string Name, string Value)> Query { get; init; } = [];

    public JsonElement? Body { get; init; }

    public string? Filter => Query.Where(parameter => parameter.Name == "filter").Select(parameter => parameter.Value).FirstOrDefault();

    /// <summary>The address as it goes over the wire.</summary>
    public string Address => Query.Count == 0 ? Path : $"{Path}?{string.Join('&', Query.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"))}";
}
