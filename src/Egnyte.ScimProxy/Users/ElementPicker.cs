using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Users;

/// <summary>Takes the one value that Egnyte can hold from a multi-valued attribute, in the profile's order of preference.</summary>
internal static class ElementPicker
{
    private static readonly AttributePath Primary = AttributePath.Parse("primary");
    private static readonly AttributePath Type = AttributePath.Parse("type");

    /// <summary>
    /// A single object or a bare value stands for itself, unless it is of another type, or of none where another element is the primary
    /// one; nothing to take is the undefined element.
    /// </summary>
    public static JsonElement Pick(JsonElement attribute, ElementRule rule)
    {
        if (attribute.ValueKind is not JsonValueKind.Array)
        {
            return rule.Picks is not [{ Type: not null } only] || (IsTyped(attribute) ? Suits(attribute, only) : rule.IsPrimary)
                ? ValueOf(attribute, rule.Part)
                : default;
        }

        foreach (var choice in rule.Picks)
        {
            foreach (var element in attribute.EnumerateArray())
            {
                if (Suits(element, choice) && ValueOf(element, rule.Part) is var value && !ScimJson.IsUnassigned(value))
                {
                    return value;
                }
            }
        }

        return default;
    }

    /// <summary>The value of an element, be it written as an object or bare.</summary>
    public static JsonElement ValueOf(JsonElement element, string part = ElementRule.ValuePart) =>
        element.ValueKind is not JsonValueKind.Object
            ? (part.Equals(ElementRule.ValuePart, StringComparison.OrdinalIgnoreCase) ? element : default)
            : ScimJson.TryGetProperty(element, part, out var value)
            ? value
            : default;

    /// <summary>Whether any rule takes something of this element of an array.</summary>
    public static bool IsWanted(JsonElement element, ElementRule rule) => rule.Picks.Any(choice => Suits(element, choice));

    private static bool IsTyped(JsonElement element) =>
        element.ValueKind is JsonValueKind.Object && ScimJson.TryGet(element, Type, out var type) && ScimJson.AsString(type) is { Length: > 0 };

    private static bool Suits(JsonElement element, ElementChoice choice) =>
        choice == ElementChoice.First
        || (choice == ElementChoice.Primary
            ? ScimJson.TryGet(element, Primary, out var primary) && ScimJson.AsBoolean(primary) is true
            : ScimJson.TryGet(element, Type, out var type) && choice.Type!.Equals(ScimJson.AsString(type), StringComparison.OrdinalIgnoreCase));
}
