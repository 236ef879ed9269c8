using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Users.Patching;

/// <summary>What is said of a multi-valued attribute, or of one part of it, as a whole: <c>emails</c> with a list of elements (RFC 7644 §3.5.2).</summary>
internal static class ElementListPatch
{
    /// <summary>Each rule takes the element that it is for.</summary>
    /// <param name="attributes">What has been said so far.</param>
    /// <param name="path">The attribute, or one part of it.</param>
    /// <param name="value">What the client says of it.</param>
    /// <param name="verb">Add, or replace: to replace takes away what is not listed.</param>
    /// <param name="byPath">Whether a PATCH path names the attribute.</param>
    /// <param name="profile">The profile.</param>
    public static void Assign(UserAttributes attributes, AttributePath path, JsonElement value, PatchVerb verb, bool byPath, MappingProfile profile)
    {
        if (ElementForm.RefusalOf(path, value, profile) is { } refusal)
        {
            attributes.Refuse(refusal);
            return;
        }

        var rules = profile.WritableElementsOf(path);
        var isList = path.SubAttribute is null || value.ValueKind is JsonValueKind.Array or JsonValueKind.Object;
        var isTaken = false;
        List<int>? missing = null;
        foreach (var rule in rules)
        {
            var element = profile.Rules[rule].Element!;
            if (!isList && rules.Count > 1 && !element.IsPrimary)
            {
                // "emails.value" does not say which: the primary one is.
                continue;
            }

            var picked = isList ? ElementPicker.Pick(value, element) : value;
            if (ScimJson.IsUnassigned(picked))
            {
                (missing ??= []).Add(rule);
            }
            else
            {
                attributes.Take(rule, picked, byPath);
                isTaken = true;
            }
        }

        // A PUT sends what the client has of one element, and need not say that there is no other.
        if (verb is PatchVerb.Replace && (attributes.IsPatch || !isTaken))
        {
            missing?.ForEach(attributes.Clear);
        }
        else if (!isTaken)
        {
            attributes.Refuse(ScimError.InvalidValue($"{path} holds no value to add: send a list of elements with a value."));
        }
    }

    /// <summary>Takes away the values that are listed, and nothing else; false where the value is no list.</summary>
    public static bool TryFoldRemoval(UserAttributes attributes, AttributePath path, JsonElement listed, MappingProfile profile)
    {
        if (ScimJson.IsUnassigned(listed))
        {
            return false;
        }

        if (ElementForm.RefusalOfRemoval(path, listed, profile) is { } refusal)
        {
            attributes.Refuse(refusal);
            return true;
        }

        var isSole = profile.ElementsOf(path).Count == 1;
        List<JsonElement> elements = listed.ValueKind is JsonValueKind.Array ? [.. listed.EnumerateArray()] : [listed];
        foreach (var rule in profile.WritableElementsOf(path))
        {
            var element = profile.Rules[rule].Element!;
            FoldRemoval(attributes, rule, elements
                .Where(removed => isSole || TypeOf(removed) is not { } type || type.Equals(element.Type, StringComparison.OrdinalIgnoreCase))
                .Select(removed => ScimJson.AsString(ElementPicker.ValueOf(removed, element.Part)))
                .OfType<string>()
                .ToHashSet(StringComparer.OrdinalIgnoreCase));
        }

        return true;
    }

    /// <summary>Whether an added value is only beside those that Egnyte can hold, so that there is no room for it.</summary>
    public static bool IsOnlyBeside(AttributePath path, JsonElement added, MappingProfile profile) => profile.ElementsOf(path) is { Count: > 0 } shapes
        && added.ValueKind switch
        {
            JsonValueKind.Array =>
                added.GetArrayLength() > 0 && added.EnumerateArray().All(element => !shapes.Any(shape => IsRoomFor(element, shape, isListed: true, profile))),
            JsonValueKind.Object => !shapes.Any(shape => IsRoomFor(added, shape, isListed: false, profile)),
            _ => false,
        };

    private static void FoldRemoval(UserAttributes attributes, int rule, HashSet<string> values)
    {
        bool IsListed(string? held) => held is not null && values.Contains(held);
        switch (attributes[rule])
        {
            case Given.Value when IsListed(attributes.Value(rule).Text):
                attributes.Clear(rule);
                break;
            case Given.Not:
                attributes.ClearIf(rule, IsListed);
                break;
            case Given.Cleared when attributes.Condition(rule) is { Otherwise: null } earlier:
                attributes.ClearIf(rule, held => earlier.Holds(held) || IsListed(held));
                break;
        }
    }

    // An element of another type is another's, unless it is the primary one and ours is.
    private static bool IsRoomFor(JsonElement element, ElementShape shape, bool isListed, MappingProfile profile) =>
        (TypeOf(element) is not { } type
            || shape.Type is null
            || type.Equals(shape.Type, StringComparison.OrdinalIgnoreCase)
            || (shape.IsPrimary && IsPrimary(element)))
        && (!isListed || shape.Parts.Any(part => ElementPicker.IsWanted(element, profile.Rules[part.Rule].Element!)));

    private static string? TypeOf(JsonElement element) =>
        ScimJson.TryGetProperty(element, "type", out var type) && ScimJson.AsString(type) is { Length: > 0 } text ? text : null;

    private static bool IsPrimary(JsonElement element) => ScimJson.TryGetProperty(element, "primary", out var primary) && ScimJson.AsBoolean(primary) is true;
}
