using System.Text.Json.Nodes;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>A PATCH on its way to the oracle and back.</summary>
internal sealed class PatchCase(JsonObject resource, IEnumerable<JsonObject> operations)
{
    public const string MayMiss = "mayMiss";

    public JsonObject Resource { get; } = resource;

    public IReadOnlyList<JsonObject> Operations { get; private set; } = [.. operations.Select(Copy)];

    public List<string> Lists { get; } = [];

    public bool IsRefused { get; private set; }

    public PatchQuestion Question => new(Resource, Operations, Lists);

    public void RefuseIf(bool reason) => IsRefused |= reason;

    /// <summary>Each operation as others, or as none.</summary>
    public void Each(Func<JsonObject, IEnumerable<JsonObject>> operations) => Operations = [.. Operations.SelectMany(operations)];

    /// <summary>Each value with the path that it is given to, be it an operation's or a key of a map; null takes the value away.</summary>
    public void EachValue(Func<string, JsonNode?, JsonNode?> value, bool isMap = true, bool isPath = true)
    {
        foreach (var operation in Operations.Where(operation => operation.ContainsKey("value")))
        {
            if (PathOf(operation) is { Length: > 0 } path)
            {
                operation["value"] = isPath ? value(path, operation["value"])?.DeepClone() : operation["value"]?.DeepClone();
            }
            else if (isMap && operation["value"] is JsonObject map)
            {
                foreach (var (key, inner) in map.ToList())
                {
                    map[key] = value(key, inner)?.DeepClone();
                }
            }
        }
    }

    /// <summary>The entries of maps that cannot stay there as operations of their own, after the rest of their map.</summary>
    public void MoveOut(Func<string, bool> isMoved) => Each(operation =>
    {
        if (PathOf(operation) is not null || operation["value"] is not JsonObject map)
        {
            return [operation];
        }

        var moved = map.Where(entry => isMoved(entry.Key)).ToList();
        moved.ForEach(entry => map.Remove(entry.Key));
        return [operation, .. moved.Select(entry => Operation(operation["op"]!.GetValue<string>(), entry.Key, entry.Value))];
    });

    public static JsonObject Operation(string op, string path, JsonNode? value) => new() { ["op"] = op, ["path"] = path, ["value"] = value?.DeepClone() };

    public static JsonObject Removal(string path, bool mayMiss = false) => new() { ["op"] = "remove", ["path"] = path, [MayMiss] = mayMiss };

    public static string? PathOf(JsonObject operation) => operation["path"]?.GetValue<string>();

    public static bool Is(JsonObject operation, string verb) => string.Equals(operation["op"]?.GetValue<string>(), verb, StringComparison.OrdinalIgnoreCase);

    public static JsonObject Copy(JsonObject node) => node.DeepClone().AsObject();
}
