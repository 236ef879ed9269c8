using System.Text.Json;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Bulk;

/// <summary>
/// References to what another operation of the same request creates: <c>bulkId:name</c> as a value, or as the id in a path (RFC 7644
/// §3.7.2).
/// </summary>
internal static class BulkReferences
{
    private const string Prefix = "bulkId:";

    public static IEnumerable<string> In(string path) => NameIn(path[(path.LastIndexOf('/') + 1)..]) is { } name ? [name] : [];

    public static IEnumerable<string> In(JsonElement data) => data.ValueKind switch
    {
        JsonValueKind.String => NameIn(data.GetString()!) is { } name ? [name] : [],
        JsonValueKind.Array => data.EnumerateArray().SelectMany(In),
        JsonValueKind.Object => data.EnumerateObject().SelectMany(property => In(property.Value)),
        _ => [],
    };

    public static string Resolve(string path, IReadOnlyDictionary<string, string> ids) =>
        path.LastIndexOf('/') is var slash && NameIn(path[(slash + 1)..]) is { } name ? path[..(slash + 1)] + ids[name] : path;

    public static JsonElement Resolve(JsonElement data, IReadOnlyDictionary<string, string> ids) =>
        In(data).Any() ? JsonBuffer.ToElement((data, ids), static (writer, copy) => Copy(writer, copy.data, copy.ids)) : data;

    /// <summary>Whether a PATCH names one within a path (<c>members[value eq "bulkId:x"]</c>), where it would be taken for an id that no user has.</summary>
    public static bool IsWithinAPath(JsonElement patch) =>
        ScimJson.TryGetProperty(patch, "Operations", out var operations) && operations.ValueKind is JsonValueKind.Array
        && operations.EnumerateArray().Any(operation =>
            ScimJson.TryGetProperty(operation, "path", out var path) && ScimJson.AsString(path)?.Contains(Prefix, StringComparison.Ordinal) is true);

    private static void Copy(Utf8JsonWriter writer, JsonElement value, IReadOnlyDictionary<string, string> ids)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when NameIn(value.GetString()!) is { } name:
                writer.WriteStringValue(ids[name]);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                {
                    Copy(writer, element, ids);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Copy(writer, property.Value, ids);
                }

                writer.WriteEndObject();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static string? NameIn(string text) =>
        text.StartsWith(Prefix, StringComparison.Ordinal) && text.Length > Prefix.Length ? text[Prefix.Length..] : null;
}
