using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Mapping;

/// <summary>Says of each rule for elements which of the attribute's elements it is a part of: one of a type, or the primary one.</summary>
internal static class ElementShapes
{
    /// <summary>The same rules, each with the type and the primary of the element that shows it.</summary>
    public static IReadOnlyList<AttributeRule> Complete(IReadOnlyList<AttributeRule> rules)
    {
        var primaries = rules.Where(rule => rule.Element is not null).GroupBy(rule => rule.Path).ToDictionary(group => group.Key, PrimaryOf);
        return [.. rules.Select(rule => rule.Element is { } element ? rule with { Element = Complete(element, primaries[rule.Path]) } : rule)];
    }

    /// <summary>The elements of each attribute, the primary one first where its rule is.</summary>
    public static IReadOnlyDictionary<AttributePath, ElementShape[]> Of(IReadOnlyList<AttributeRule> rules) =>
        rules.Index()
            .Where(rule => rule.Item.Element is not null)
            .GroupBy(rule => rule.Item.Path)
            .ToDictionary(attribute => attribute.Key, attribute => attribute
            .GroupBy(rule => rule.Item.Element!.Type, StringComparer.OrdinalIgnoreCase)
            .Select(element => new ElementShape(
                attribute.Key,
                element.First().Item.Element!.Type,
                element.First().Item.Element!.IsPrimary,
                [.. element.Select(rule => new ElementPart(rule.Item.Element!.Part, rule.Index))]))
            .ToArray());

    // RFC 7643 §2.4: no more than one element is primary. That is the one that a rule takes for being primary, else the first.
    private static string? PrimaryOf(IEnumerable<AttributeRule> rules)
    {
        var mapped = rules.OrderBy(rule => rule.Field is null).ToList();
        return (mapped.Find(rule => rule.Field is not null && rule.Element!.Picks.Contains(ElementChoice.Primary)) ?? mapped[0]).Element!.Type;
    }

    private static ElementRule Complete(ElementRule element, string? primary) =>
        element.Type is null || element.Type.Equals(primary, StringComparison.OrdinalIgnoreCase)
            ? element with { Type = primary, IsPrimary = true }
            : element with { IsPrimary = false };
}
