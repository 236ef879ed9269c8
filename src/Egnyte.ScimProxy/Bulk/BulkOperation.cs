using System.Text.Json;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Bulk;

/// <summary>One operation of a bulk request (RFC 7644 §3.7), as it was written.</summary>
/// <param name="Method">In capitals; empty where none was given.</param>
/// <param name="BulkId">The client's name for it, which a POST must have.</param>
/// <param name="Path">Below the base address, with its slash.</param>
/// <param name="Version">The version that is to be changed; null where it does not matter.</param>
/// <param name="Content">The body; undefined where there is none.</param>
internal sealed record BulkOperation(string Method, string? BulkId, string Path, string? Version, JsonElement Content)
{
    /// <summary>The bulkIds of other operations that this one needs the ids of.</summary>
    public IReadOnlyList<string> References { get; } = [.. BulkReferences.In(Path).Concat(BulkReferences.In(Content)).Distinct(StringComparer.Ordinal)];

    public bool IsCreate => Method == HttpMethods.Post;

    public static BulkOperation Read(JsonElement operation, string baseUrl) => operation.ValueKind is JsonValueKind.Object
        ? new BulkOperation(
            Text(operation, "method")?.ToUpperInvariant() ?? "",
            Text(operation, "bulkId"),
            BulkPath.Read(Text(operation, "path") ?? "", baseUrl),
            Text(operation, "version"),
            ScimJson.TryGetProperty(operation, "data", out var data) ? data : default)
        : throw new ScimException(
            ScimError.InvalidSyntax("An operation of a bulk request must be a JSON object with method, path and, for a POST, bulkId and data."));

    private static string? Text(JsonElement operation, string name) => ScimJson.TryGetProperty(operation, name, out var value)
        ? value.ValueKind is JsonValueKind.String or JsonValueKind.Null
            ? value.GetString()
            : throw new ScimException(ScimError.InvalidSyntax($"'{name}' of a bulk operation must be a string."))
        : null;
}
