using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>Names in the letter case of their schema, which the oracle needs.</summary>
internal static partial class PatchNames
{
    private static readonly Dictionary<string, string> Known = new[]
    {
        "urn", "ietf", "params", "scim", "schemas", "core", "extension", "egnyte", "enterprise", "User", "Group", "userName", "externalId", "name",
        "givenName", "familyName", "formatted", "displayName", "emails",
        "active", "userType", "authType", "role", "idpUserId", "userPrincipalName", "language", "nickName", "department", "value", "type", "primary",
        "display", "id", "groups", "roles", "members", "phoneNumbers",
    }.ToDictionary(name => name, StringComparer.OrdinalIgnoreCase);

    public static void Canonical(PatchCase it) => it.Each(operation =>
    {
        if (PatchCase.PathOf(operation) is { } path)
        {
            operation["path"] = Canonical(path);
        }
        else if (operation["value"] is JsonObject map)
        {
            operation["value"] = new JsonObject(map.Select(entry => KeyValuePair.Create(Canonical(entry.Key), entry.Value?.DeepClone())));
        }

        return [operation];
    });

    private static string Canonical(string path) => Names().Replace(path, name => Known.GetValueOrDefault(name.Value, name.Value));

    [GeneratedRegex("\"[^\"]*\"|[a-zA-Z]+")]
    private static partial Regex Names();
}
