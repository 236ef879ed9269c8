using System.Text.Json;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Scim.Filters.Evaluation;

/// <summary>The values that an attribute has in a resource; a multi-valued attribute, or a part of one, has many.</summary>
internal static class AttributeValues
{
    /// <summary>Whether any of the values passes; null is no value.</summary>
    public static bool Any(JsonElement resource, AttributePath attribute, string? subAttribute, Func<JsonElement, bool> test)
    {
        if (!ScimJson.TryGet(resource, attribute, out var found))
        {
            return false;
        }

        if (subAttribute is null)
        {
            return Any(found, test);
        }

        if (found.ValueKind is not JsonValueKind.Array)
        {
            return ScimJson.TryGetProperty(found, subAttribute, out var part) && Any(part, test);
        }

        foreach (var element in found.EnumerateArray())
        {
            if (ScimJson.TryGetProperty(element, subAttribute, out var part) && Any(part, test))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the attribute is there at all: not null and not empty (RFC 7643 §2.5), a complex one not without any such part.</summary>
    public static bool HasContent(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var element in value.EnumerateArray())
                {
                    if (HasContent(element))
                    {
                        return true;
                    }
                }

                return false;
            case JsonValueKind.Object:
                foreach (var part in value.EnumerateObject())
                {
                    if (HasContent(part.Value))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return !ScimJson.IsUnassigned(value);
        }
    }

    private static bool Any(JsonElement value, Func<JsonElement, bool> test)
    {
        if (value.ValueKind is not JsonValueKind.Array)
        {
            return value.ValueKind is not JsonValueKind.Null && test(value);
        }

        foreach (var element in value.EnumerateArray())
        {
            if (element.ValueKind is not JsonValueKind.Null && test(element))
            {
                return true;
            }
        }

        return false;
    }
}
