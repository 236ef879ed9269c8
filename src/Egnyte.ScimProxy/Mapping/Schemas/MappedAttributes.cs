using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Mapping.Schemas;

/// <summary>The rules of one schema as its attributes, in their order.</summary>
internal static class MappedAttributes
{
    public static IReadOnlyList<SchemaAttribute> Of(IEnumerable<AttributeRule> rules) =>
        [.. rules.GroupBy(rule => rule.Path.Attribute, StringComparer.OrdinalIgnoreCase).Select(group => Attribute(group.Key, [.. group]))];

    /// <summary>What several rules say of one attribute, as one: what the first says, and who may write and read it.</summary>
    public static SchemaAttribute Merged(string name, IReadOnlyList<AttributeRule> rules)
    {
        List<AttributeRule> mapped = rules.Where(rule => !rule.IsInput).ToList() is { Count: > 0 } some ? some : [.. rules];
        var writing = rules.Where(rule => rule.ToEgnyte).ToList();
        var isRead = rules.Any(rule => rule.ToScim);
        return new SchemaAttribute(name, TypeOf(mapped[0]), DescriptionOf(mapped))
        {
            IsRequired = rules.Any(rule => rule.IsRequired),
            CanonicalValues = mapped.All(rule => rule.Allowed is not null) ? Canonical(mapped) : null,
            CaseExact = mapped.TrueForAll(rule => rule.Allowed is not null || rule.Field is { Type: MappedType.Text, IgnoresCase: false }),
            Mutability = (writing.Count > 0, isRead) switch
            {
                (false, _) => "readOnly",
                (_, false) => "writeOnly",
                _ => writing.TrueForAll(rule => rule.OnlyOnCreate || rule.Immutability is not Immutability.Mutable) ? "immutable" : "readWrite",
            },
            Returned = isRead ? "default" : "never",
            Uniqueness = mapped.TrueForAll(rule => rule.Field == EgnyteUserFields.UserName || rule.IsUnique) ? "server" : "none",
        };
    }

    private static SchemaAttribute Attribute(string name, IReadOnlyList<AttributeRule> rules) => rules[0] switch
    {
        { Element: not null } => ElementAttribute.Of(name, [.. rules.Where(rule => rule.Element is not null)]),
        { Path.SubAttribute: not null } => Whole(name, rules) with
        {
            Description = name.Equals("name", StringComparison.OrdinalIgnoreCase) ? "The parts of a user's name." : $"The parts of {name}.",
            Parts = [.. rules.GroupBy(rule => rule.Path.SubAttribute!, StringComparer.OrdinalIgnoreCase).Select(part => Merged(part.Key, [.. part]))],
        },
        { Field: var field } when field == EgnyteUserFields.Groups => Whole(name, rules) with
        {
            CaseExact = true,
            IsMultiValued = true,
            Parts =
            [
                new SchemaAttribute("value", AttributeType.String, "The group's id.") { Mutability = "readOnly", CaseExact = true },
                new SchemaAttribute("$ref", AttributeType.Reference, "The address of the Group.")
                {
                    Mutability = "readOnly",
                    CaseExact = true,
                    ReferenceTypes = ["Group"],
                },
                new SchemaAttribute("display", AttributeType.String, "The group's name.") { Mutability = "readOnly" },
            ],
        },
        _ => Merged(name, rules),
    };

    /// <summary>What holds the parts.</summary>
    public static SchemaAttribute Whole(string name, IReadOnlyList<AttributeRule> rules) =>
        Merged(name, rules) with { Type = AttributeType.Complex, CanonicalValues = null, CaseExact = false, Uniqueness = "none" };

    // What a client reads: a step that cannot be undone leaves Egnyte's own.
    private static AttributeType TypeOf(AttributeRule rule) =>
        rule.IsInput && CoreUserAttributes.Find(rule.Path) is { Type: AttributeType.Boolean }
            || (rule.Type is MappedType.Boolean && rule.ToScimValue(MappedValue.Of(true)).Boolean.HasValue) ? AttributeType.Boolean : AttributeType.String;

    private static string DescriptionOf(List<AttributeRule> rules) =>
        rules.Select(rule => rule.Description)
            .Where(description => description.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToList() is { Count: > 0 } descriptions ? string.Join(' ', descriptions)
        : rules[0].Field is { } field ? $"Egnyte's {field.Name}."
        : "What other attributes are made of.";

    // What Egnyte allows, as a client writes it: no list where the transforms do not say how.
    private static List<string>? Canonical(List<AttributeRule> rules)
    {
        var shown = rules.SelectMany(rule => rule.Allowed!.Select(allowed => (Rule: rule, Allowed: allowed, Shown: rule.ToScimValue(MappedValue.Of(allowed)))))
            .ToList();
        return shown.TrueForAll(value => value.Rule.IsSoleInput && value.Rule.ToEgnyteValue(value.Shown, out _).Text == value.Allowed)
            ? [.. shown.Select(value => value.Shown.ToString()).Distinct(StringComparer.Ordinal)]
            : null;
    }
}
