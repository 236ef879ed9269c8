using System.Text.Json;

namespace Egnyte.ScimProxy.Tests.Simulator;

public sealed record Reply(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>The rows of a list.</summary>
    public JsonElement[] Rows => [.. Json.GetProperty("resources").EnumerateArray()];

    public IEnumerable<string?> Texts(string property) => Rows.Select(row => row.GetProperty(property).GetString());

    /// <summary>One value of the body by its path, such as <c>name.givenName</c>, as JSON.</summary>
    public string Raw(string path) => path.Split('.').Aggregate(Json, (json, name) => json.GetProperty(name)).GetRawText();

    public IEnumerable<string> Raws(params string[] paths) => paths.Select(Raw);

    /// <summary>Values of headers that all begin with <c>X-Accesstoken-</c>.</summary>
    public IEnumerable<string?> TokenHeaders(params string[] names) => names.Select(name => Header($"X-Accesstoken-{name}"));
}
