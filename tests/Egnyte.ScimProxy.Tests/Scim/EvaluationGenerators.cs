using CsCheck;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;

namespace Egnyte.ScimProxy.Tests.Scim;

/// <summary>Resources and filters of <see cref="TestSchema"/> from so few values that they often meet.</summary>
internal static class EvaluationGenerators
{
    private static readonly FilterOperator[] Texts =
    [
        FilterOperator.Equal, FilterOperator.NotEqual, FilterOperator.Contains, FilterOperator.StartsWith, FilterOperator.EndsWith,
        FilterOperator.GreaterThan, FilterOperator.GreaterOrEqual, FilterOperator.LessThan, FilterOperator.LessOrEqual,
    ];

    private static readonly FilterOperator[] Orders = [.. Texts.Except([FilterOperator.Contains, FilterOperator.StartsWith, FilterOperator.EndsWith])];
    private static readonly FilterOperator[] Equalities = [FilterOperator.Equal, FilterOperator.NotEqual];

    private static readonly Gen<string> Text = Gen.OneOf("a", "A", "ab", "Ab", "B", "ba", "é", "É", "");
    private static readonly Gen<string> Instant = Gen.OneOf(
        "2024-05-13T04:42:34Z", "2024-05-13T06:42:34+02:00", "2024-05-13T04:42:34.5Z", "2024-05-13T04:42:34.500-00:00", "2024-05-12T23:59:59-05:00",
        "2023-01-01T00:00:00Z");

    private static readonly Gen<string> Number = Gen.OneOf("0", "-0.0", "1", "1.0", "1.5", "15e-1", "-2", "1E1", "10");

    private static readonly Gen<object?> Nothing = Gen.Const((object?)null);
    private static readonly Gen<object?> TextValue = Gen.Frequency((6, Text.Select(text => (object?)text)), (1, Nothing));
    private static readonly Gen<object?> BooleanValue = Gen.Frequency((4, Gen.OneOf<object?>(true, false, "True", "fALSE")), (1, Nothing));
    private static readonly Gen<object?> NumberValue = Gen.Frequency((6, Gen.OneOf<object?>(0m, 1m, 1.0m, 1.50m, -2m, 10m)), (1, Nothing));

    public static Gen<object?> Resource { get; } = ResourceOf(TextValue, BooleanValue, NumberValue);

    /// <summary>Resources with values of types that the schema does not have there among the others.</summary>
    public static Gen<object?> AnyResource { get; } = ResourceOf(
        Gen.Frequency((7, TextValue), (1, Gen.Const((object?)7m))),
        Gen.Frequency((7, BooleanValue), (1, Gen.Const((object?)"no"))),
        Gen.Frequency((7, NumberValue), (1, Gen.Const((object?)true))));

    private static readonly Gen<string?> Core = Gen.OneOf(null, ScimSchemas.User);
    private static readonly Gen<(FilterOperator, FilterValue?)> ByText = Compared(Texts, Text.Select(FilterValue.OfString));
    private static readonly Gen<(FilterOperator, FilterValue?)> ByNumber = Compared(Orders, Number.Select(FilterValue.OfNumber));
    private static readonly Gen<(FilterOperator, FilterValue?)> ByInstant = Compared(Orders, Instant.Select(FilterValue.OfString));
    private static readonly Gen<(FilterOperator, FilterValue?)> ByBoolean = Compared(
        Equalities, Gen.OneOf(FilterValue.OfBoolean(true), FilterValue.OfBoolean(false), FilterValue.OfString("True"), FilterValue.OfString("false")));

    private static readonly Gen<(FilterOperator, FilterValue?)> ByPresence = Gen.OneOf(
        (FilterOperator.Present, (FilterValue?)null), (FilterOperator.Equal, FilterValue.Null), (FilterOperator.NotEqual, FilterValue.Null));

    private static readonly Gen<ScimFilter> OnResource = Gen.OneOf(
        Comparison(Paths(Core, "userName", "id", "nicks", "name.givenName", "emails", "emails.value", "EMAILS.type"), ByText),
        Comparison(Paths(Core, "active", "emails.primary"), ByBoolean),
        Comparison(Paths(Core, "logins", "score"), ByNumber),
        Comparison(Paths(Core, "meta.created"), ByInstant),
        Comparison(Paths(Gen.Const((string?)TestSchema.Extension), "level"), ByNumber),
        Comparison(Paths(Gen.Const((string?)TestSchema.Extension), "manager", "manager.value"), ByText),
        Comparison(Paths(Core, "userName", "emails", "name", "meta", "active", "nicks", "logins", "emails.type"), ByPresence));

    private static readonly Gen<ScimFilter> OnElement = Tree(
        Gen.OneOf(
            Comparison(Paths(Gen.Const((string?)null), "value", "TYPE"), Gen.OneOf(ByText, ByPresence)),
            Comparison(Paths(Gen.Const((string?)null), "primary"), ByBoolean)),
        1);

    private static readonly Gen<AttributePath> Emails = Paths(Core, "emails", "Emails");

    public static Gen<ScimFilter> Filter { get; } = Tree(
        Gen.Frequency(
            (4, OnResource),
            (1, Gen.Select(Emails, OnElement, (path, inner) => (ScimFilter)new ValuePathFilter(path, inner))),
            (1, Gen.Select(Emails, OnElement, Gen.OneOf("value", "type"), Gen.OneOf(ByText, ByPresence), (path, inner, part, by) =>
                (ScimFilter)new ValuePathComparisonFilter(path, inner, part, by.Item1, by.Item2)))),
        3);

    public static Gen<string> SortBy { get; } = Gen.OneOf(
        "userName", "id", "active", "score", "nicks", "name.givenName", "emails.value", "emails.type", "emails.primary", "meta.created",
        $"{TestSchema.Extension}:level", $"{ScimSchemas.User}:logins");

    private static Gen<AttributePath> Paths(Gen<string?> schema, params string[] names) =>
        Gen.Select(schema, Gen.OneOf(names), (urn, name) => AttributePath.Parse(urn is null ? name : $"{urn}:{name}"));

    private static Gen<(FilterOperator, FilterValue?)> Compared(FilterOperator[] operators, Gen<FilterValue> values) =>
        Gen.Select(Gen.OneOf(operators), values, (by, value) => (by, (FilterValue?)value));

    private static Gen<ScimFilter> Comparison(Gen<AttributePath> path, Gen<(FilterOperator By, FilterValue? Value)> compared) =>
        Gen.Select(path, compared, (attribute, it) => (ScimFilter)new ComparisonFilter(attribute, it.By, it.Value));

    private static Gen<ScimFilter> Tree(Gen<ScimFilter> leaf, int depth)
    {
        if (depth == 0)
        {
            return leaf;
        }

        var part = Tree(leaf, depth - 1);
        return Gen.Frequency(
            (3, leaf),
            (1, Gen.Select(part, part, (left, right) => (ScimFilter)new AndFilter(left, right))),
            (1, Gen.Select(part, part, (left, right) => (ScimFilter)new OrFilter(left, right))),
            (1, part.Select(inner => (ScimFilter)new NotFilter(inner))));
    }

    private static Gen<object?> ResourceOf(Gen<object?> text, Gen<object?> boolean, Gen<object?> number)
    {
        var email = Gen.Frequency((6, Parts(("value", text), ("type", text), ("Primary", boolean))), (1, Nothing));
        return Parts(
            ("id", text),
            ("USERNAME", text),
            ("active", boolean),
            ("logins", number),
            ("score", number),
            ("nicks", Many(text)),
            ("name", Parts(("GivenName", text))),
            ("emails", Gen.Frequency((4, Many(email)), (1, email))),
            ("meta", Parts(("created", Instant.Select(value => (object?)value)))),
            (TestSchema.Extension.ToUpperInvariant(), Parts(("level", number), ("manager", Parts(("value", text))))));
    }

    private static Gen<object?> Many(Gen<object?> element) => element.List[0, 3].Select(elements => (object?)elements);

    // Each part is there three times of four.
    private static Gen<object?> Parts(params (string Name, Gen<object?> Value)[] parts)
    {
        var all = Gen.Const(new Dictionary<string, object?>());
        foreach (var (name, value) in parts)
        {
            all = Gen.Select(all, Gen.Int[0, 3], value, (before, chance, present) =>
                chance == 0 ? before : new Dictionary<string, object?>(before) { [name] = present });
        }

        return all.Select(whole => (object?)whole);
    }
}
