using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Users;

/// <summary>The operations on a multi-valued attribute of which Egnyte holds one value (RFC 7644 §3.5.2 on value filters and value lists).</summary>
internal static class ElementPatch
{
    /// <summary><c>emails[type eq "work"].value</c>, and whatever else selects elements.</summary>
    public static void FoldSelected(UserAttributes attributes, PatchPath path, JsonElement value, PatchVerb verb, MappingProfile profile)
    {
        var rule = profile.IndexOfElement(path.Attribute);
        if (rule < 0)
        {
            return;
        }

        Predicate<string?> selects;
        try
        {
            selects = ElementFilter.Compile(path.ValueFilter!);
        }
        catch (ScimException refused)
        {
            // Kept, not thrown: a deactivation further down must still be seen.
            attributes.Refuse(ScimError.InvalidPath($"{path}: {refused.Error.Detail}"));
            return;
        }

        // Egnyte always holds an address, so that "add" to a selection creates nothing: it says what the selected one shall be.
        if (!Selects(attributes, rule, path, selects, profile))
        {
            attributes.Refuse(NotSelected(path, profile.Rules[rule]));
        }
        else if (path.SubAttribute is { } sub && !sub.Equals("value", StringComparison.OrdinalIgnoreCase))
        {
            if (ShownElement.Agrees(sub, verb is PatchVerb.Remove ? default : value) is false)
            {
                attributes.Refuse(ScimError.InvalidValue($"{path} cannot change: the one value of {profile.Rules[rule].Name} that Egnyte holds is of type {ShownElement.Type} and primary. Take this attribute out of those that are pushed."));
            }
        }
        else if (verb is PatchVerb.Remove)
        {
            attributes.Clear(rule);
        }
        else
        {
            attributes.Assign(rule, value, byPath: true);
        }
    }

    /// <summary>Takes away the values that are listed, and nothing else; false where the value is no list.</summary>
    public static bool TryFoldRemoval(UserAttributes attributes, int rule, JsonElement listed)
    {
        if (ScimJson.IsUnassigned(listed))
        {
            return false;
        }

        var values = (listed.ValueKind is JsonValueKind.Array ? listed.EnumerateArray().AsEnumerable() : [listed])
            .Select(element => ScimJson.AsString(ElementPicker.ValueOf(element))).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
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

        return true;
    }

    /// <summary>Whether an added value is one beside the value that Egnyte holds, for which there is no room.</summary>
    public static bool IsOnlyBeside(JsonElement added) => added.ValueKind switch
    {
        JsonValueKind.Array => added.GetArrayLength() > 0 && added.EnumerateArray().All(ShownElement.IsAnother),
        JsonValueKind.Object => ShownElement.IsAnother(added),
        _ => false,
    };

    public static ScimError NoRoom(AttributePath attribute) => ScimError.InvalidValue(
        $"{attribute} cannot have another value: Egnyte holds one, of type {ShownElement.Type} and primary. Push that one only, and take the others out of those that are pushed.");

    private static bool Selects(UserAttributes attributes, int rule, PatchPath path, Predicate<string?> selects, MappingProfile profile)
    {
        switch (attributes[rule])
        {
            // An earlier operation of this request said what the value is by now.
            case Given.Value:
                return selects(attributes.Value(rule).Text);
            case Given.Cleared when attributes.Condition(rule) is not { Otherwise: null }:
                return false;
            // An earlier removal took away what it listed: whether that is the value that Egnyte holds decides what is left to select.
            case Given.Cleared when attributes.Condition(rule) is { } removal:
                attributes.Keep(rule, new PresentCondition(held => !removal.Holds(held) && selects(held), NotSelected(path, profile.Rules[rule])));
                return true;
            case var _ when ElementFilter.AsksForValue(path.ValueFilter!):
                attributes.Require(rule, new PresentCondition(selects, NotSelected(path, profile.Rules[rule])));
                return true;
            default:
                return selects("");
        }
    }

    private static ScimError NotSelected(PatchPath path, AttributeRule rule) => ScimError.NoTarget(
        $"{path} selects no value: Egnyte holds one value of {rule.Name}, of type {ShownElement.Type} and primary, and no room for another. Push it as {rule.Name}[type eq \"{ShownElement.Type}\"].value, and take this attribute out of those that are pushed.");
}
