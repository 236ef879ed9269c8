using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Users.Patching;

/// <summary>What is said of the elements of a multi-valued attribute that a value filter selects: <c>emails[type eq "work"].value</c>.</summary>
internal static class ElementPatch
{
    public static void FoldSelected(UserAttributes attributes, PatchPath path, JsonElement value, PatchVerb verb, MappingProfile profile)
    {
        var shapes = profile.ElementsOf(path.Attribute);
        if (shapes.Count == 0)
        {
            return;
        }

        if (verb is not PatchVerb.Remove
            && value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
            && ElementForm.RefusalOf(path.Attribute, value, profile) is { } unreadable)
        {
            attributes.Refuse(unreadable);
            return;
        }

        ElementSelection selection;
        try
        {
            selection = new ElementSelection(attributes, path, verb, ElementFilter.Compile(path.ValueFilter!, shapes), shapes, profile);
        }
        catch (ScimException refused)
        {
            // Kept, not thrown: a deactivation further down must still be seen.
            attributes.Refuse(ScimError.InvalidPath($"{path}: {refused.Error.Detail}"));
            return;
        }

        if (!selection.TrySelect(out var selected))
        {
            attributes.Refuse(ElementWords.NotDecided(path, shapes, profile));
        }
        else if (selected.Count == 0 && !selection.RemovesWhatWasReplaced())
        {
            attributes.Refuse(ElementWords.NotSelected(path, shapes, profile));
        }

        foreach (var shape in selected)
        {
            if (path.SubAttribute is { } part)
            {
                FoldPart(attributes, path, shape, part, value, verb, profile);
            }
            else
            {
                FoldWhole(attributes, path, shape, value, verb, profile);
            }
        }
    }

    private static void FoldPart(
        UserAttributes attributes, PatchPath path, ElementShape shape, string name, JsonElement value, PatchVerb verb, MappingProfile profile)
    {
        if (!shape.Has(name))
        {
            if (Agrees(shape, name, verb is PatchVerb.Remove ? default : value) is false)
            {
                attributes.Refuse(ElementWords.CannotChange(path, shape));
            }

            return;
        }

        var writable = shape.Parts.Where(part => part.Is(name) && profile.Rules[part.Rule].ToEgnyte).ToList();
        if (writable.Count == 0 && shape.Parts.Any(part => part.Is(name) && profile.Rules[part.Rule].IsReadOnly))
        {
            attributes.Refuse(ElementWords.ReadOnly(path));
        }

        foreach (var part in writable)
        {
            Set(attributes, part, Bare(value, part.Name), verb);
        }
    }

    private static void FoldWhole(UserAttributes attributes, PatchPath path, ElementShape shape, JsonElement value, PatchVerb verb, MappingProfile profile)
    {
        var element = Unwrapped(value);
        if (verb is not PatchVerb.Remove
            && element.ValueKind is JsonValueKind.Object
            && (Contradicts(shape, element, "type") || Contradicts(shape, element, "primary")))
        {
            attributes.Refuse(ElementWords.CannotChange(path, shape));
            return;
        }

        var isBare = element.ValueKind is not JsonValueKind.Object && !ScimJson.IsUnassigned(element);
        foreach (var part in shape.Parts.Where(part => profile.Rules[part.Rule].ToEgnyte))
        {
            if (verb is not PatchVerb.Remove && isBare && !part.Is(ElementRule.ValuePart))
            {
                attributes.Refuse(ElementWords.NoObject(path));
            }
            else if (verb is not PatchVerb.Add || isBare || ScimJson.TryGetProperty(element, part.Name, out _))
            {
                // To add says nothing of the parts that it does not name; to replace takes them away (RFC 7644 §3.5.2.1 and .3).
                Set(attributes, part, ElementPicker.ValueOf(element, part.Name), verb);
            }
        }
    }

    private static void Set(UserAttributes attributes, ElementPart part, JsonElement value, PatchVerb verb)
    {
        if (verb is PatchVerb.Remove)
        {
            attributes.Clear(part.Rule);
        }
        else
        {
            attributes.Take(part.Rule, value, byPath: true);
        }
    }

    // The type of an element tells which field it is: another one would be another field.
    private static bool Contradicts(ElementShape shape, JsonElement element, string part) =>
        !shape.Has(part) && ScimJson.TryGetProperty(element, part, out var given) && !ScimJson.IsUnassigned(given) && Agrees(shape, part, given) is false;

    /// <summary>Whether a part given to an element of ours says what is so already; null for one that we do not show.</summary>
    private static bool? Agrees(ElementShape shape, string part, JsonElement given) => part.ToUpperInvariant() switch
    {
        "TYPE" when shape.Type is not null => shape.Type.Equals(ScimJson.AsString(given), StringComparison.OrdinalIgnoreCase),
        "PRIMARY" => (ScimJson.AsBoolean(given) ?? false) == shape.IsPrimary,
        _ => null,
    };

    // Clients write the part, the element that it is in, or a list of that one element.
    private static JsonElement Bare(JsonElement value, string part) =>
        Unwrapped(value) is { ValueKind: JsonValueKind.Object } element
            ? ElementPicker.ValueOf(element, ScimJson.TryGetProperty(element, part, out _) ? part : ElementRule.ValuePart)
            : Unwrapped(value);

    private static JsonElement Unwrapped(JsonElement value) => value.ValueKind is JsonValueKind.Array && value.GetArrayLength() == 1 ? value[0] : value;
}
