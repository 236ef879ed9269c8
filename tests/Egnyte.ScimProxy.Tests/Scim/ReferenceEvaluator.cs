using System.Globalization;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;

namespace Egnyte.ScimProxy.Tests.Scim;

/// <summary>
/// RFC 7644 §3.4.2.2 and §3.4.2.3 sentence by sentence, over plain dictionaries and lists, with no thought of speed. It shares nothing with
/// the evaluator under test but the tree and the schema.
/// </summary>
internal static class ReferenceEvaluator
{
    public static bool Matches(ScimFilter filter, object? resource) => filter switch
    {
        AndFilter and => Matches(and.Left, resource) & Matches(and.Right, resource),
        OrFilter or => Matches(or.Left, resource) | Matches(or.Right, resource),
        NotFilter not => !Matches(not.Inner, resource),
        ComparisonFilter it => Holds(Values(resource, Meant(it)), it.Operator, it.Value, TypeOf(Meant(it))),
        ValuePathFilter { Path: var path } it => Values(resource, path).Any(element => Matches(Qualified(it.Filter, path), Alone(path, element))),
        ValuePathComparisonFilter { Path: var path } it => Holds(
            [.. Values(resource, path)
                .Where(element => Matches(Qualified(it.Filter, path), Alone(path, element)))
                .SelectMany(element => Values(Alone(path, element), path with { SubAttribute = it.SubAttribute }))],
            it.Operator,
            it.Value,
            TypeOf(path with { SubAttribute = it.SubAttribute })),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>The resources in order, found by taking the first of what is left again and again.</summary>
    public static List<object?> Sorted(IEnumerable<object?> resources, AttributePath path, bool descending)
    {
        var left = resources.Select(resource => (Resource: resource, Key: KeyOf(resource, path))).ToList();
        var sorted = new List<object?>();
        while (left.Count > 0)
        {
            var first = left[0];
            foreach (var candidate in left)
            {
                bool isBefore = descending ? IsBefore(first.Key, candidate.Key) : IsBefore(candidate.Key, first.Key);
                first = isBefore ? candidate : first;
            }

            left.RemoveAt(left.IndexOf(first));
            sorted.Add(first.Resource);
        }

        return sorted;
    }

    private static bool Holds(List<object> values, FilterOperator comparison, FilterValue? literal, AttributeTraits type)
    {
        // "pr: has a non-empty or non-null value, or contains a non-empty node for complex attributes"; RFC 7643 §2.5: null is unassigned.
        bool present = values.Any(IsNonEmpty);
        if (comparison is FilterOperator.Present)
        {
            return present;
        }

        if (literal!.Value.Kind is FilterValueKind.Null)
        {
            return comparison is FilterOperator.Equal ? !present : present;
        }

        // "the filter matches if any of the values of the specified attribute match the specified criterion"
        var expected = Typed(literal.Value.Kind is FilterValueKind.Boolean ? literal.Value.Boolean! : literal.Value.Text!, type);
        return comparison is FilterOperator.NotEqual
            ? values.Count == 0 || values.Any(value => !IsIdentical(Typed(value, type), expected))
            : values.Any(value => Fits(Typed(value, type), comparison, expected!));
    }

    private static bool Fits(object? value, FilterOperator comparison, object expected) => comparison switch
    {
        _ when value is null => false,
        FilterOperator.Equal => IsIdentical(value, expected),
        FilterOperator.Contains => ((string)value).Contains((string)expected, StringComparison.Ordinal),
        FilterOperator.StartsWith => ((string)value).StartsWith((string)expected, StringComparison.Ordinal),
        FilterOperator.EndsWith => ((string)value).EndsWith((string)expected, StringComparison.Ordinal),
        FilterOperator.GreaterThan => Order(value, expected) > 0,
        FilterOperator.GreaterOrEqual => Order(value, expected) >= 0,
        FilterOperator.LessThan => Order(value, expected) < 0,
        FilterOperator.LessOrEqual => Order(value, expected) <= 0,
        _ => throw new InvalidOperationException(),
    };

    private static bool IsIdentical(object? left, object? right) => left is not null && right is not null && left.Equals(right);

    private static int Order(object left, object right) =>
        left is string text ? string.CompareOrdinal(text, (string)right) : Comparer<object>.Default.Compare(left, right);

    // The value as the attribute's type has it, or null for what is no such value. Text without case is told apart in capitals.
    private static object? Typed(object? value, AttributeTraits type) => (type.Type, value) switch
    {
        (AttributeType.Boolean, bool truth) => truth,
        (AttributeType.Boolean, string text) => text.ToUpperInvariant() switch { "TRUE" => true, "FALSE" => false, _ => null },
        (AttributeType.Integer or AttributeType.Decimal, decimal number) => number,
        (AttributeType.Integer or AttributeType.Decimal, string literal) => decimal.Parse(literal, NumberStyles.Float, CultureInfo.InvariantCulture),
        (AttributeType.DateTime, string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).ToUniversalTime(),
        (AttributeType.String or AttributeType.Reference, string text) => type.CaseExact ? text : text.ToUpperInvariant(),
        _ => null,
    };

    private static bool IsNonEmpty(object? value) => value switch
    {
        null or "" => false,
        List<object?> list => list.Any(IsNonEmpty),
        Dictionary<string, object?> parts => parts.Values.Any(IsNonEmpty),
        _ => true,
    };

    private static List<object> Values(object? resource, AttributePath path)
    {
        IEnumerable<object?> at = [resource];
        foreach (string name in Names(path))
        {
            at = at.Select(container => Get(container, name)).SelectMany(value => value is List<object?> many ? many : [value]).ToList();
        }

        return [.. at.OfType<object>()];
    }

    private static IEnumerable<string> Names(AttributePath path)
    {
        // RFC 7644 §3.10: the URN of the core schema may be left out, that of an extension is the name of a container.
        if (path.Schema is not null && !path.Schema.Equals(ScimSchemas.User, StringComparison.OrdinalIgnoreCase))
        {
            yield return path.Schema;
        }

        yield return path.Attribute;
        if (path.SubAttribute is not null)
        {
            yield return path.SubAttribute;
        }
    }

    private static object? Get(object? container, string name) =>
        (container as Dictionary<string, object?>)?.FirstOrDefault(part => part.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    // A complex attribute that is compared means its value, as in emails co "x"; to be there, any part of it is enough.
    private static AttributePath Meant(ComparisonFilter it) =>
        TypeOf(it.Path).Type is AttributeType.Complex && it.Value is { Kind: not FilterValueKind.Null } ? it.Path with { SubAttribute = "value" } : it.Path;

    // In "emails[type eq "work"]" what stands for type is emails.type of a resource that has no e-mail but this one.
    private static ScimFilter Qualified(ScimFilter filter, AttributePath path) => filter switch
    {
        AndFilter and => new AndFilter(Qualified(and.Left, path), Qualified(and.Right, path)),
        OrFilter or => new OrFilter(Qualified(or.Left, path), Qualified(or.Right, path)),
        NotFilter not => new NotFilter(Qualified(not.Inner, path)),
        ComparisonFilter it => it with { Path = path with { SubAttribute = it.Path.Attribute } },
        _ => throw new InvalidOperationException(),
    };

    private static Dictionary<string, object?> Alone(AttributePath path, object element) =>
        Names(path).Reverse().Aggregate((object?)element, (inner, name) => new Dictionary<string, object?> { [name] = inner }) as Dictionary<string, object?>
            ?? [];

    private static AttributeTraits TypeOf(AttributePath path) =>
        TestSchema.Traits(path.Schema == ScimSchemas.User ? path with { Schema = null } : path)!;

    private static object? KeyOf(object? resource, AttributePath path)
    {
        var at = resource;
        foreach (string name in Names(path))
        {
            at = Get(at, name);
            if (at is List<object?> many)
            {
                // "the value of the primary attribute, if any, or else the first value in the list, if any"
                at = many.Find(element => Typed(Get(element, "primary"), new AttributeTraits(AttributeType.Boolean, false)) is true)
                    ?? many.Find(element => element is not null);
            }
        }

        return at is null or "" ? null : Typed(at, TypeOf(path));
    }

    // "ordered last if ascending and first if descending"
    private static bool IsBefore(object? left, object? right) => left is not null && (right is null || Order(left, right) < 0);
}
