using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Users;

/// <summary>Takes the one value that Egnyte can hold from a multi-valued attribute, in the profile's order of preference.</summary>
internal static class ElementPicker
{
    private static readonly AttributePath Value = AttributePath.Parse("value");
    private static readonly AttributePath Primary = AttributePath.Parse("primary");
    private static readonly AttributePath Type = AttributePath.Parse("type");

    /// <summary>A single object or a bare value stands for itself; nothing to take is the undefined element.</summary>
    public static JsonElement Pick(JsonElement attribute, IReadOnlyList<ElementChoice> preferences)
    {
        if (attribute.ValueKind is not JsonValueKind.Array)
        {
            return ValueOf(attribute);
        }

        foreach (var preference in preferences)
        {
            foreach (var element in attribute.EnumerateArray())
            {
                if (Suits(element, preference) && ValueOf(element) is var value && !ScimJson.IsUnassigned(value))
                {
                    return value;
                }
            }
        }

        return default;
    }

    /// <summary>The value of an element, be it written as an object or bare.</summary>
    public static JsonElement ValueOf(JsonElement element) =>
        element.ValueKind is not JsonValueKind.Object ? element : ScimJson.TryGet(element, Value, out var value) ? value : default;

    private static bool Suits(JsonElement element, ElementChoice preference) => preference switch
    {
        ElementChoice.Primary => ScimJson.TryGet(element, Primary, out var primary) && ScimJson.AsBoolean(primary) is true,
        ElementChoice.Work => ScimJson.TryGet(element, Type, out var type) && ShownElement.Type.Equals(ScimJson.AsString(type), StringComparison.OrdinalIgnoreCase),
        _ => true,
    };
}
