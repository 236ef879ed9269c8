using System.Text.Json;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Scim.Patching;

/// <summary>A map of attributes, each under a key that is read as a <c>path</c> is: the value of a PATCH operation without a path, or a resource.</summary>
public static class PatchValueMap
{
    /// <summary>The entries in their order. The attributes below the URN of a known schema come one by one, under their full path.</summary>
    /// <param name="map">The map; anything but an object has no entries.</param>
    /// <param name="schemas">The URNs that are known: the core schema and its extensions.</param>
    /// <param name="within">The schema that the keys without a URN belong to, where it is not the core schema.</param>
    public static IEnumerable<PatchMapEntry> Read(JsonElement map, IReadOnlyCollection<string>? schemas, string? within = null)
    {
        if (map.ValueKind is not JsonValueKind.Object)
        {
            yield break;
        }

        foreach (var property in map.EnumerateObject())
        {
            var entry = ReadEntry(property, schemas ?? [], within);
            if (entry is not { Key.SchemaUrn: { } urn, Value.ValueKind: JsonValueKind.Object })
            {
                yield return entry;
                continue;
            }

            foreach (var inner in Read(entry.Value, schemas, urn))
            {
                yield return inner;
            }
        }
    }

    // Entra's keys are paths: "name.givenName", "urn:…:User:employeeNumber", "emails[type eq \"work\"].value".
    private static PatchMapEntry ReadEntry(JsonProperty property, IReadOnlyCollection<string> schemas, string? within)
    {
        if (JsonText.NameOf(property) is not { } name)
        {
            return new(null, property.Value, "", ScimError.InvalidSyntax("A name is not well-formed Unicode."));
        }

        if (!PatchPathReader.TryRead(name, schemas, out var path, out var refusal))
        {
            return new(null, property.Value, name, IsOfUnknownSchema(name, schemas) ? null : refusal);
        }

        if (path.IsSchema && property.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            return new(null, property.Value, name, NotAnObject(name));
        }

        if (within is null)
        {
            return new(path, property.Value, name, null);
        }

        // Below a schema's URN stand names of that schema, and attributes of other schemas that are known.
        return path.Attribute.Schema is not { } own ? new(path with { Attribute = path.Attribute with { Schema = within } }, property.Value, name, null)
            : schemas.Contains(own, StringComparer.OrdinalIgnoreCase) ? new(path, property.Value, name, null)
            : new(null, property.Value, name, null);
    }

    // The URN of a schema alone is no path, unless the schema is known. What stands behind a known one is meant for us, whatever divides them.
    private static bool IsOfUnknownSchema(string name, IReadOnlyCollection<string> schemas) =>
        AttributeSyntax.IsAbsoluteUri(name) && !ScimSchemas.IsOtherCore(name, schemas) && !schemas.Any(schema => ScimSchemas.IsBelow(name, schema));

    internal static ScimError NotAnObject(string schema) =>
        ScimError.InvalidValue($"{Quotation.Of(schema)} is a schema: its value must be a JSON object of the schema's attributes.");
}
