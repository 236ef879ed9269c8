using System.Text.Json;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Mapping;

/// <summary>
/// One element of a multi-valued attribute (<c>emails</c>) as Egnyte can hold it: what rules map of it, and the type and the primary that
/// it is always shown with. Okta takes the element that is primary, Entra the one of type work.
/// </summary>
/// <param name="Attribute">The attribute as a whole.</param>
/// <param name="Type">Its type; null where it has none.</param>
/// <param name="IsPrimary">Whether it is the primary one.</param>
/// <param name="Parts">What is mapped of it, and by which rule, in the profile's order.</param>
internal sealed record ElementShape(AttributePath Attribute, string? Type, bool IsPrimary, IReadOnlyList<ElementPart> Parts)
{
    /// <summary>What is the same in every element of this shape, to ask a filter about.</summary>
    public JsonElement Constant { get; } = JsonElement.Parse($"{{{string.Join(',', Constants(Type, IsPrimary, Parts))}}}");

    /// <summary>The element as text: <c>of type work and primary</c>.</summary>
    public string Description => (Type, IsPrimary) switch
    {
        (null, true) => "which is primary",
        (null, false) => "of no type",
        (_, true) => $"of type {Type} and primary",
        _ => $"of type {Type}",
    };

    /// <summary>How a client names a part of it: <c>emails[type eq "work"].value</c>.</summary>
    public string PathOf(string part) => $"{Attribute}[{(Type is null ? "primary eq true" : $"type eq \"{Type}\"")}].{part}";

    /// <summary>Whether a rule maps this part of it.</summary>
    public bool Has(string part) => Parts.Any(mapped => mapped.Is(part));

    // A rule that maps the type itself says it instead.
    private static IEnumerable<string> Constants(string? type, bool isPrimary, IReadOnlyList<ElementPart> parts)
    {
        if (type is not null && !parts.Any(part => part.Is("type")))
        {
            yield return $"\"type\":\"{JsonEncodedText.Encode(type)}\"";
        }

        if (isPrimary && !parts.Any(part => part.Is("primary")))
        {
            yield return "\"primary\":true";
        }
    }
}

/// <summary>A part of an element, and the place of the rule that maps it.</summary>
internal readonly record struct ElementPart(string Name, int Rule)
{
    public bool Is(string part) => Name.Equals(part, StringComparison.OrdinalIgnoreCase);
}
