using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Mapping.Schemas;

/// <summary>A multi-valued attribute: the parts that rules map, and the types that its elements have here.</summary>
internal static class ElementAttribute
{
    public static SchemaAttribute Of(string name, IReadOnlyList<AttributeRule> rules)
    {
        var whole = MappedAttributes.Whole(name, rules);
        var shown = rules.Where(rule => rule.ToScim).ToList() is { Count: > 0 } some ? some : [.. rules];
        List<SchemaAttribute> parts = [.. rules.GroupBy(rule => rule.Element!.Part, StringComparer.OrdinalIgnoreCase)
            .Select(part => MappedAttributes.Merged(part.Key, [.. part]))];
        foreach (var constant in new[] { TypePart(shown), PrimaryPart(shown) })
        {
            if (constant is not null && !parts.Exists(part => part.Name.Equals(constant.Name, StringComparison.OrdinalIgnoreCase)))
            {
                parts.Add(whole.Returned is "never" ? constant with { Mutability = "writeOnly", Returned = "never" } : constant);
            }
        }

        return whole with { IsMultiValued = true, Parts = parts };
    }

    // Where there are several, the type that a client writes says which one it means.
    private static SchemaAttribute? TypePart(List<AttributeRule> rules)
    {
        var types = rules.Select(rule => rule.Element!.Type).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return types switch
        {
            [null] => null,
            [var only] => new("type", AttributeType.String, $"Always {only}.") { Mutability = "readOnly" },
            _ => new("type", AttributeType.String, $"{string.Join(" or ", types.OfType<string>())}{(types.Contains(null) ? ", or none" : "")}.")
            {
                Mutability = "immutable",
                CanonicalValues = [.. types.OfType<string>()],
            },
        };
    }

    private static SchemaAttribute? PrimaryPart(List<AttributeRule> rules) => rules.Find(rule => rule.Element!.IsPrimary)?.Element switch
    {
        null => null,
        _ when rules.TrueForAll(rule => rule.Element!.IsPrimary) => new("primary", AttributeType.Boolean, "Always true.") { Mutability = "readOnly" },
        { Type: { } type } => new("primary", AttributeType.Boolean, $"True of the one of type {type}.") { Mutability = "readOnly" },
        _ => new("primary", AttributeType.Boolean, "True of the one without a type.") { Mutability = "readOnly" },
    };
}
