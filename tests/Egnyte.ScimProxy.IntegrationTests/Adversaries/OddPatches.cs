using System.Text.Json;
using System.Text.Json.Nodes;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>Writes a PATCH oddly: it may be rejected, but what it is answered 2xx to must be done.</summary>
internal static class OddPatches
{
    private static readonly string[] Schemas =
    [
        "[]", "\"\"", "null", "7", "[\"x\"]", "[7]", "[null]", "\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"",
        "[\"URN:ietf:params:scim:api:messages:2.0:PATCHOP\"]", "{}",
    ];
    private static readonly string[] Verbs = ["\"set\"", "\"\"", "7", "null", "[\"add\"]", "{}", "\" replace \"", "\"move\"", "\"update\"", "true"];

    public static string Of(string body, Random random)
    {
        var patch = JsonNode.Parse(body)!.AsObject();
        var operations = patch["Operations"]!.AsArray();
        var operation = operations[random.Next(operations.Count)]!.AsObject();
        switch (random.Next(13))
        {
            case 0: Rename(patch, "Operations", random.Next(2) == 0 ? "operations" : "OPERATIONS"); break;
            case 1: patch["Operations"] = operation.DeepClone(); break;
            case 2: operations.Insert(0, null); break;
            case 3: operations.Add(7); break;
            case 4: patch["Operations"] = new JsonArray(operations.DeepClone()); break;
            case 5: patch["operations"] = new JsonArray(); break;
            case 6: operation["op"] = JsonNode.Parse(Verbs[random.Next(Verbs.Length)]); break;
            case 7: operation.Remove("op"); break;
            case 8: operation["OP"] = "replace"; break;
            case 9 when operation["path"] is { } path:
                operation["path"] = random.Next(4) switch
                {
                    0 => $" {path}",
                    1 => $"{path} ",
                    2 => new JsonArray(path.DeepClone()),
                    _ => new JsonObject { ["value"] = path.DeepClone() },
                };
                break;
            case 10 when operation.ContainsKey("value"): operation["Value"] = random.Next(2) == 0 ? null : operation["value"]?.DeepClone(); break;
            case 11 when operation["value"] is JsonObject map && !operation.ContainsKey("path"): operation["value"] = map.ToJsonString(); break;
            default: patch["schemas"] = JsonNode.Parse(Schemas[random.Next(Schemas.Length)]); break;
        }

        return patch.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static void Rename(JsonObject holder, string name, string other)
    {
        var value = holder[name];
        holder.Remove(name);
        holder[other] = value;
    }
}
