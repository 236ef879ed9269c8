using CsCheck;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;

namespace Egnyte.ScimProxy.Tests.Scim;

internal static class Generators
{
    private static readonly string[] Fragments =
    [
        " ", " ", " ", "userName", "emails", "name.givenName", "$ref", "not", "and", "or", "eq", "co", "gt", "pr", "(", ")", "[", "]", ".value",
        "\"", "\"work\"", "\"\\", "\\u00e9", "\\ud83d", "1", "-0.5e+7", "01", "true", "null", ScimSchemas.User, ":", ".", ",", "\u0001", "é", "\ud800",
    ];

    private static readonly string[] JsonNames =
    [
        "\"schemas\"", "\"Operations\"", "\"operations\"", "\"op\"", "\"Path\"", "\"value\"", "\"active\"", "\"\\ud800\"", "\"\\u006fp\"", "\"\"",
        "\"emails[type eq \\\"x\\\"].value\"",
    ];

    private static readonly string[] JsonLeaves =
    [
        "null", "true", "-1.5", "[]", "{}", "\"\"", "\"add\"", "\"Replace\"", "\"REMOVE\"", "\"active\"", "\"members[value eq\"",
        "\"members[value eq \\\"1\\\"]\"", "\"\\udc00\"", "\"\\ud83d\\ude00\"", $"\"{ScimSchemas.PatchOp}\"", $"[\"{ScimSchemas.PatchOp}\"]",
    ];

    private static readonly FilterOperator[] Equalities = [FilterOperator.Equal, FilterOperator.NotEqual];
    private static readonly FilterOperator[] Substrings = [FilterOperator.Contains, FilterOperator.StartsWith, FilterOperator.EndsWith];

    private static readonly FilterOperator[] Orders =
        [FilterOperator.GreaterThan, FilterOperator.GreaterOrEqual, FilterOperator.LessThan, FilterOperator.LessOrEqual];

    private static readonly Gen<string> Name = Gen.OneOf("userName", "emails", "$ref", "not", "and", "pr", "x-1_y");

    private static readonly Gen<AttributePath> Path = Gen.Select(
        Gen.OneOf(null, ScimSchemas.User, "urn:x:y.z:1.0"),
        Name,
        Gen.OneOf(Gen.Const((string?)null), Name),
        (schema, name, sub) => new AttributePath(schema, name, sub));

    private static readonly Gen<string> Text = Gen.OneOf(Gen.Char[' ', '~'], Gen.Char['\u0000', '\u001f'], Gen.Char['\u00a0', '\ud7ff'])
        .Array[0, 8].Select(characters => new string(characters) + (characters.Length % 3 == 0 ? "😀\"\\" : ""));

    private static readonly Gen<FilterValue> Scalar =
        Gen.OneOf(Text.Select(FilterValue.OfString), Gen.OneOf("0", "-1", "1.50", "2E+10", "-0.1e-7").Select(FilterValue.OfNumber));

    private static readonly Gen<FilterValue> Any = Gen.OneOf(Scalar, Gen.Bool.Select(FilterValue.OfBoolean), Gen.Const(FilterValue.Null));

    private static readonly Gen<(FilterOperator, FilterValue?)> Comparison = Gen.OneOf(
        Gen.Const((FilterOperator.Present, (FilterValue?)null)),
        Gen.Select(Gen.OneOf(Equalities), Any, (by, value) => (by, (FilterValue?)value)),
        Gen.Select(Gen.OneOf(Substrings), Text, (by, value) => (by, (FilterValue?)FilterValue.OfString(value))),
        Gen.Select(Gen.OneOf(Orders), Scalar, (by, value) => (by, (FilterValue?)value)));

    private static readonly Gen<ScimFilter> Simple =
        Gen.Select(Path, Comparison, (path, by) => (ScimFilter)new ComparisonFilter(path, by.Item1, by.Item2));

    public static Gen<ScimFilter> ValueFilter { get; } = Tree(Simple, 2);

    public static Gen<ScimFilter> Filter { get; } = Tree(
        Gen.OneOf(
            Simple,
            Gen.Select(Path, ValueFilter, (path, inner) => (ScimFilter)new ValuePathFilter(path, inner)),
            Gen.Select(
                Path,
                ValueFilter,
                Name,
                Comparison,
                (path, inner, sub, by) => (ScimFilter)new ValuePathComparisonFilter(path, inner, sub, by.Item1, by.Item2))),
        4);

    /// <summary>Text that is nearly a filter, a path or a list of names, and text that is nothing at all.</summary>
    public static Gen<string> Garbage { get; } = Gen.OneOf(
        Gen.OneOf(Fragments).Array[0, 14].Select(string.Concat),
        Gen.OneOf(Fragments).Array[0, 14].Select(parts => string.Join(' ', parts)),
        Gen.Char.Array[0, 30].Select(characters => new string(characters)));

    public static Gen<string> Json { get; } = JsonTree(4);

    /// <summary>A PATCH body whose operations are anything.</summary>
    public static Gen<string> PatchJson { get; } =
        JsonTree(2).Array[0, 5].Select(operations => $$"""{"Operations":[{{string.Join(',', operations)}}]}""");

    private static Gen<ScimFilter> Tree(Gen<ScimFilter> leaf, int depth)
    {
        if (depth == 0)
        {
            return leaf;
        }

        var part = Tree(leaf, depth - 1);
        return Gen.OneOf(
            leaf,
            Gen.Select(part, part, (left, right) => (ScimFilter)new AndFilter(left, right)),
            Gen.Select(part, part, (left, right) => (ScimFilter)new OrFilter(left, right)),
            part.Select(inner => (ScimFilter)new NotFilter(inner)));
    }

    private static Gen<string> JsonTree(int depth)
    {
        var leaf = Gen.OneOf(JsonLeaves);
        if (depth == 0)
        {
            return leaf;
        }

        var part = JsonTree(depth - 1);
        return Gen.OneOf(
            leaf,
            part.Array[0, 4].Select(parts => $"[{string.Join(',', parts)}]"),
            Gen.Select(Gen.OneOf(JsonNames), part, (name, value) => $"{name}:{value}").Array[0, 5].Select(members => $"{{{string.Join(',', members)}}}"));
    }
}
