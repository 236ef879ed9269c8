using System.Text.Json;
using System.Text.Json.Nodes;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>An answer of the simulated Egnyte before it is changed.</summary>
/// <param name="Method">The method of the call.</param>
/// <param name="Path">Its path and query.</param>
/// <param name="Status">The status.</param>
/// <param name="Body">The body.</param>
internal sealed record TrueAnswer(string Method, string Path, int Status, byte[] Body)
{
    public const string OfTheOwner = "/pubapi/v1/userinfo";

    /// <summary>The body as a new JSON object; null where it is none.</summary>
    public JsonObject? Parse()
    {
        try
        {
            return Body.Length == 0 ? null : JsonNode.Parse(Body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether the other one could be the answer to this call: it is about the same resource, or a list of the same kind.</summary>
    public bool IsAboutTheSame(TrueAnswer other) =>
        Path.Split('?')[0] is var path && (path == other.Path.Split('?')[0] || path.EndsWith($"/{other.Parse()?["id"]}", StringComparison.Ordinal));
}
