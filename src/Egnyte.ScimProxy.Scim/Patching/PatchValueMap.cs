using System.Text.Json;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Scim.Patching;

/// <summary>The value of an operation without a path: attributes of the resource, each under a key that is itself a path.</summary>
public static class PatchValueMap
{
    /// <summary>The entries in their order, those of an extension's object one by one; a key that is no path comes with null, for the caller to ignore.</summary>
    public static IEnumerable<KeyValuePair<PatchPath?, JsonElement>> Read(JsonElement map, IReadOnlyCollection<string>? extensionUrns)
    {
        if (map.ValueKind is not JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var property in map.EnumerateObject())
        {
            var path = ReadKey(JsonText.NameOf(property), extensionUrns);
            if (path is not { IsSchema: true } || property.Value.ValueKind is not JsonValueKind.Object)
            {
                yield return new(path, property.Value);
                continue;
            }

            foreach (var inner in property.Value.EnumerateObject())
            {
                yield return new(ReadKeyWithin(path.SchemaUrn, JsonText.NameOf(inner)), inner.Value);
            }
        }
    }

    private static PatchPath? ReadKeyWithin(string urn, string? key) =>
        ReadKey(key, null) is { IsSchema: false, Attribute: { Schema: null } attribute } path ? path with { Attribute = attribute with { Schema = urn } } : null;

    // Entra's keys are paths: "name.givenName", "urn:…:User:employeeNumber", "emails[type eq \"work\"].value".
    private static PatchPath? ReadKey(string? key, IReadOnlyCollection<string>? extensionUrns)
    {
        if (key is null || !key.Contains('['))
        {
            return key is not null && PatchPathReader.TryReadPlain(key, extensionUrns, out var path) ? path : null;
        }

        try
        {
            return PatchPathReader.Read(key, extensionUrns);
        }
        catch (ScimException)
        {
            return null;
        }
    }
}
