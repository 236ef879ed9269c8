using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Users;

/// <summary>What is said of a multi-valued attribute, or of one part of it, as a whole: <c>emails</c> with a list of elements (RFC 7644 §3.5.2).</summary>
internal static class ElementListPatch
{
    /// <summary>Each rule takes the element that it is for.</summary>
    public static void Assign(UserAttributes attributes, AttributePath path, JsonElement value, bool byPath, MappingProfile profile)
    {
        var rules = profile.WritableElementsOf(path);
        foreach (var rule in rules)
        {
            if (path.SubAttribute is null || value.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
            {
                attributes.Assign(rule, value, byPath);
            }
            else if (rules.Count == 1 || profile.Rules[rule].Element!.IsPrimary)
            {
                // "emails.value" does not say which: the primary one is.
                attributes.Take(rule, value, byPath);
            }
        }
    }

    /// <summary>Takes away the values that are listed, and nothing else; false where the value is no list.</summary>
    public static bool TryFoldRemoval(UserAttributes attributes, AttributePath path, JsonElement listed, MappingProfile profile)
    {
        if (ScimJson.IsUnassigned(listed))
        {
            return false;
        }

        var isSole = profile.ElementsOf(path).Count == 1;
        List<JsonElement> elements = listed.ValueKind is JsonValueKind.Array ? [.. listed.EnumerateArray()] : [listed];
        foreach (var rule in profile.WritableElementsOf(path))
        {
            var element = profile.Rules[rule].Element!;
            FoldRemoval(attributes, rule, elements
                .Where(removed => isSole || TypeOf(removed) is not { } type || type.Equals(element.Type, StringComparison.OrdinalIgnoreCase))
                .Select(removed => ScimJson.AsString(ElementPicker.ValueOf(removed, element.Part))).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase));
        }

        return true;
    }

    /// <summary>Whether an added value is only beside those that Egnyte can hold, so that there is no room for it.</summary>
    public static bool IsOnlyBeside(AttributePath path, JsonElement added, MappingProfile profile) => profile.ElementsOf(path) is { Count: > 0 } shapes && added.ValueKind switch
    {
        JsonValueKind.Array => added.GetArrayLength() > 0 && added.EnumerateArray().All(element => !shapes.Any(shape => IsRoomFor(element, shape, isListed: true, profile))),
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
        (TypeOf(element) is not { } type || shape.Type is null || type.Equals(shape.Type, StringComparison.OrdinalIgnoreCase) || (shape.IsPrimary && IsPrimary(element)))
        && (!isListed || shape.Parts.Any(part => ElementPicker.IsWanted(element, profile.Rules[part.Rule].Element!)));

    private static string? TypeOf(JsonElement element) => ScimJson.TryGetProperty(element, "type", out var type) && ScimJson.AsString(type) is { Length: > 0 } text ? text : null;

    private static bool IsPrimary(JsonElement element) => ScimJson.TryGetProperty(element, "primary", out var primary) && ScimJson.AsBoolean(primary) is true;
}
