using System.Text.Json.Nodes;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tests.Scim;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>Rewrites the values of a resource in place.</summary>
internal static class ResourceValues
{
    /// <summary>Takes away null and empty arrays, which RFC 7643 §2.5 calls unassigned, from the inside out.</summary>
    public static void RemoveUnassigned(JsonNode container)
    {
        foreach (var (part, remove) in Parts(container))
        {
            if (part is JsonObject or JsonArray)
            {
                RemoveUnassigned(part);
            }

            if (part is null or JsonArray { Count: 0 })
            {
                remove();
            }
        }
    }

    /// <summary>Each value that is no container in another form; it comes with the path of its attribute.</summary>
    public static void Replace(JsonObject resource, Func<AttributePath, JsonValue, JsonNode> value)
    {
        foreach (var (name, node) in resource.ToList())
        {
            if (name.Equals(TestSchema.Extension, StringComparison.OrdinalIgnoreCase))
            {
                foreach (var (part, inner) in node?.AsObject().ToList() ?? [])
                {
                    node![part] = Replaced(inner, new AttributePath(TestSchema.Extension, part, null), value);
                }
            }
            else
            {
                resource[name] = Replaced(node, new AttributePath(null, name, null), value);
            }
        }
    }

    private static JsonNode? Replaced(JsonNode? node, AttributePath path, Func<AttributePath, JsonValue, JsonNode> value) => node switch
    {
        JsonValue leaf => value(path, leaf).DeepClone(),
        JsonArray many => new JsonArray([.. many.Select(element => Replaced(element, path, value))]),
        JsonObject parts =>
            new JsonObject(parts.Select(part => KeyValuePair.Create(part.Key, Replaced(part.Value, path with { SubAttribute = part.Key }, value)))),
        _ => null,
    };

    private static List<(JsonNode? Part, Action Remove)> Parts(JsonNode container) => container is JsonObject parts
        ? [.. parts.Select(part => (part.Value, (Action)(() => parts.Remove(part.Key))))]
        : [.. container.AsArray().Reverse().Select(element => (element, (Action)(() => container.AsArray().Remove(element))))];
}
