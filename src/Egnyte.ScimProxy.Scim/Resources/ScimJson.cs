using System.Text.Json;

namespace Egnyte.ScimProxy.Scim.Resources;

/// <summary>Reads SCIM values from JSON as RFC 7643 §2 means them: names in any letter case, absence in many shapes.</summary>
public static class ScimJson
{
    /// <summary>Finds a property by its name in any letter case; of two, the one in exactly this case, else the first.</summary>
    public static bool TryGetProperty(JsonElement container, ReadOnlySpan<char> name, out JsonElement value)
    {
        value = default;
        if (container.ValueKind is not JsonValueKind.Object)
        {
            return false;
        }

        bool found = false;
        foreach (var property in container.EnumerateObject())
        {
            if (JsonText.IsNamed(property, name, out bool exactly) && (exactly || !found))
            {
                value = property.Value;
                found = true;
                if (exactly)
                {
                    break;
                }
            }
        }

        return found;
    }

    /// <summary>Finds the value of an attribute; one of an extension below the extension's URN, and a path that is a whole schema as that object.</summary>
    public static bool TryGet(JsonElement resource, AttributePath path, out JsonElement value)
    {
        value = resource;
        if (path.Schema is { } schema && !IsCore(schema) && !TryGetProperty(resource, schema, out value))
        {
            return false;
        }

        if (path.IsSchema)
        {
            return value.ValueKind is JsonValueKind.Object;
        }

        return TryGetProperty(value, path.Attribute, out value)
            && (path.SubAttribute is null || TryGetProperty(value, path.SubAttribute, out value));
    }

    /// <summary>Whether this is no value at all: absent, null, an empty array (RFC 7643 §2.5) or an empty text.</summary>
    public static bool IsUnassigned(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => true,
        JsonValueKind.String => JsonText.IsEmpty(value),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    /// <summary>The truth value; null for what is none.</summary>
    public static bool? AsBoolean(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        // Entra sends "False" unless its URL flag aadOptscim062020 is set.
        JsonValueKind.String => bool.TryParse(AsString(value), out bool parsed) ? parsed : null,
        _ => null,
    };

    /// <summary>The text; null for what is none, or is no well-formed Unicode.</summary>
    public static string? AsString(JsonElement value) =>
        value.ValueKind is JsonValueKind.String && IsReadable(value) ? value.GetString() : null;

    /// <summary>
    /// Whether a message says that it is another than expected: its <c>schemas</c> are given and do not name it. RFC 7644 requires them;
    /// some clients leave them out, or send an empty array or text (a sample of WSO2).
    /// </summary>
    public static bool IsAnotherMessage(JsonElement body, string schema)
    {
        if (!TryGetProperty(body, "schemas", out var schemas))
        {
            return false;
        }

        if (schemas.ValueKind is not JsonValueKind.Array)
        {
            return !IsUnassigned(schemas) && !Names(schemas);
        }

        return schemas.EnumerateArray().Any(static named => !IsUnassigned(named)) && !schemas.EnumerateArray().Any(Names);

        bool Names(JsonElement named) => schema.Equals(AsString(named)?.Trim(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether every name and text in it is well-formed Unicode: JSON may hold bytes and escapes (<c>"\ud800"</c>) at which a reader throws.</summary>
    public static bool IsReadable(JsonElement value) => JsonText.IsWellFormed(value);

    /// <summary>The names in an object that cannot be names of attributes (RFC 7643 §2.1): paths, URNs, and what has blanks around it.</summary>
    public static IEnumerable<string> NamesThatAreNone(JsonElement json) =>
        json.EnumerateObject().Select(JsonText.NameOf).OfType<string>().Where(static name => !AttributeSyntax.IsName(name));

    /// <summary>The error for a name that an object holds twice, in different letter case and with different values; null where there is none.</summary>
    public static ScimError? DoubleNameRefusal(JsonElement json) => DoubleNames.RefusalOf(json);

    internal static bool IsCore(string schema) =>
        schema.Equals(ScimSchemas.User, StringComparison.OrdinalIgnoreCase) || schema.Equals(ScimSchemas.Group, StringComparison.OrdinalIgnoreCase);
}
