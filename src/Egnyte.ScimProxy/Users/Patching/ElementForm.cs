using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Users.Patching;

/// <summary>
/// Whether the elements that a client writes of a multi-valued attribute can be read. What cannot be read is an error: dropped, it would be
/// a success that did not happen.
/// </summary>
internal static class ElementForm
{
    private const int MaxQuoted = 60;

    /// <summary>The error for the first element that cannot be read; null where all can.</summary>
    public static ScimError? RefusalOf(AttributePath path, JsonElement value, MappingProfile profile)
    {
        var shapes = profile.ElementsOf(path);
        if (ScimJson.IsUnassigned(value) || (path.SubAttribute is not null && value.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object)))
        {
            return null;
        }

        if (value.ValueKind is not JsonValueKind.Array)
        {
            return CanBeRead(value, shapes, profile) ? null : Refusal(path, value);
        }

        foreach (var element in value.EnumerateArray())
        {
            if (!CanBeRead(element, shapes, profile))
            {
                return Refusal(path, element);
            }
        }

        return null;
    }

    /// <summary>The same where every element must name a value: those to remove.</summary>
    public static ScimError? RefusalOfRemoval(AttributePath path, JsonElement listed, MappingProfile profile)
    {
        if (RefusalOf(path, listed, profile) is { } refusal)
        {
            return refusal;
        }

        var shapes = profile.ElementsOf(path);
        foreach (var element in listed.ValueKind is JsonValueKind.Array ? [.. listed.EnumerateArray()] : new[] { listed })
        {
            if (!Array.Exists([.. shapes.SelectMany(shape => shape.Parts)], part => !ScimJson.IsUnassigned(ElementPicker.ValueOf(element, part.Name))))
            {
                return Refusal(path, element);
            }
        }

        return null;
    }

    private static bool CanBeRead(JsonElement element, IReadOnlyList<ElementShape> shapes, MappingProfile profile)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            return element.ValueKind is JsonValueKind.String or JsonValueKind.Number && shapes.Any(shape => shape.Has(ElementRule.ValuePart));
        }

        foreach (var shape in shapes)
        {
            foreach (var part in shape.Parts)
            {
                if (ScimJson.TryGetProperty(element, part.Name, out var value)
                    && !ScimJson.IsUnassigned(value)
                    && !UserAttributes.CanBeRead(profile.Rules[part.Rule], value))
                {
                    return false;
                }
            }

            // What tells which element it is must be readable too, or another one is taken.
            if ((!shape.Has("type")
                    && ScimJson.TryGetProperty(element, "type", out var type)
                    && !ScimJson.IsUnassigned(type)
                    && ScimJson.AsString(type) is null)
                || (!shape.Has("primary")
                    && ScimJson.TryGetProperty(element, "primary", out var primary)
                    && !ScimJson.IsUnassigned(primary)
                    && ScimJson.AsBoolean(primary) is null))
            {
                return false;
            }
        }

        return true;
    }

    private static ScimError Refusal(AttributePath path, JsonElement element)
    {
        var text = element.GetRawText();
        return ScimError.InvalidValue(
            $"{path} holds {(text.Length > MaxQuoted ? $"{text.AsSpan(0, MaxQuoted)}…" : text)}, which cannot be read: send a list of elements "
            + $"such as {{\"value\": \"…\", \"type\": \"work\", \"primary\": true}}.");
    }
}
