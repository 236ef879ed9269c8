using System.Text.Json.Nodes;

namespace Egnyte.ScimProxy.Tests.Mapping.Documents;

/// <summary>A profile that says as much as one can, and what becomes of it when one value of it is another.</summary>
internal static class ProfileMutations
{
    public const string Good = """
        {
          "description": "Everything.",
          "extends": "okta",
          "extension": "urn:ietf:params:scim:schemas:extension:egnyte:2.0:User",
          "externalIdProvesOwnership": false,
          "looksUpByUserName": true,
          "whereToChange": "in the app",
          "patchAnswer": { "users": "resource", "groups": "noContent" },
          "settings": { "UserNameFormat": "email", "DefaultUserMapping": "email", "DeletePolicy": "refuse", "ExternalIdMismatch": "reject" },
          "users": [
            { "scim": "userName", "transforms": ["localPart", { "truncate": 20 }], "immutable": "reject", "required": true,
              "pattern": "^[a-z]+$", "fix": "Change it." },
            { "scim": "emails", "pick": ["work", "first"], "unique": true, "minLength": 5 },
            { "scim": "userType", "allowed": ["power", "standard"], "default": "power" },
            { "scim": "extension:authType", "default": { "by": "userType", "values": { "standard": "egnyte" }, "otherwise": "sso" } },
            { "scim": "title", "egnyte": "jobTitle", "type": "string", "direction": "toEgnyte", "when": "create", "description": "The title." },
            { "scim": "extension:role", "onlyIf": { "userType": ["power"] }, "otherwiseOnCreate": "reject", "echo": "skip",
              "transforms": [{ "lookup": { "table": { "a": "b" }, "missing": "keep" } }, { "replace": { "from": "a", "to": "" } }] },
            { "scim": "extension:isServiceAccount", "sendOnly": true, "requires": { "sendInvite": false } },
            { "scim": "extension:idpUserId", "defaultFrom": "DefaultUserMapping" },
            { "scim": "extension:sendInvite", "update": "besideAnotherChange" },
            { "scim": "displayName", "written": "ignored" },
            { "scim": "extension:language", "remove": false }
          ],
          "groups": { "displayName": { "transforms": [{ "template": "okta-{value}" }], "fix": "Rename it." },
            "pushed": { "startsWith": "egnyte-", "strip": true }, "shown": { "startsWith": "okta-" }, "members": "skip" },
          "samples": [
            { "why": "A read.", "settings": { "UserNameFormat": "prefix" }, "present": { "id": 1 }, "read": true, "shows": { "id": "1" } },
            { "resource": "user", "filter": "userName eq \"jane\"", "error": "no" }
          ]
        }
        """;

    private static readonly string[] Values = ["5", "1.5", "true", "\"\"", "\"no such word\"", "[]", "[5]", "[\"x\"]", "{}", "{\"x\":5}", "null"];

    public static IEnumerable<(string What, string Document)> All()
    {
        foreach (var path in PathsOf(JsonNode.Parse(Good)!).ToList())
        {
            foreach (var value in Values)
            {
                var document = JsonNode.Parse(Good)!;
                Set(document, path, JsonNode.Parse(value));
                yield return ($"{string.Join('.', path)} = {value}", document.ToJsonString());
            }
        }

        foreach (var path in PathsOf(JsonNode.Parse(Good)!).Prepend([]).ToList())
        {
            var document = JsonNode.Parse(Good)!;
            if (At(document, path) is JsonObject node && !IsFree(path))
            {
                node.Add("unheardOf", "x");
                yield return ($"{string.Join('.', path)} + unheardOf", document.ToJsonString());
            }
        }
    }

    // What stands in these is a client's or an operator's own.
    private static bool IsFree(object[] path) => path is [.., "table" or "values" or "present" or "shows"];

    private static IEnumerable<object[]> PathsOf(JsonNode node) => node switch
    {
        JsonObject properties => properties.SelectMany(property => PathsOf(property.Value!).Prepend([]).Select(rest => (object[])[property.Key, .. rest])),
        JsonArray items => items.Index().SelectMany(item => PathsOf(item.Item!).Prepend([]).Select(rest => (object[])[item.Index, .. rest])),
        _ => [],
    };

    private static JsonNode? At(JsonNode node, object[] path) =>
        path.Aggregate((JsonNode?)node, (at, step) => step is int index ? at![index] : at![(string)step]);

    private static void Set(JsonNode document, object[] path, JsonNode? value)
    {
        var parent = At(document, path[..^1])!;
        if (path[^1] is int index)
        {
            parent[index] = value;
        }
        else
        {
            parent[(string)path[^1]] = value;
        }
    }
}
