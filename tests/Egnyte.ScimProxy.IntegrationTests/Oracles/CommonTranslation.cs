using System.Globalization;
using System.Text.Json.Nodes;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Tests.Scim;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>
/// Says a filter and a resource in other words that mean the same to us and that the oracle understands too: one step for each accepted
/// difference, under its name. What the two still answer differently is no accepted difference.
/// </summary>
internal static class CommonTranslation
{
    private static readonly (string Name, Func<ScimFilter, JsonObject, ScimFilter> Step)[] Steps =
    [
        ("core schema before the name", (filter, _) => FilterLeaves.Map(filter, (leaf, _) => leaf with { Path = WithoutCore(leaf.Path) }, WithoutCore)),
        ("null and empty lists", (filter, resource) =>
        {
            ResourceValues.RemoveUnassigned(resource);
            return filter;
        }),
        ("value of a complex attribute", (filter, _) => FilterLeaves.Map(filter, Significant)),
        ("part of the element that fits", (filter, _) => FilterLeaves.MapElements<ValuePathComparisonFilter>(filter, InBrackets)),
        ("null literal", (filter, _) => FilterLeaves.Map(filter, Presence)),
        ("ne where there is no value", (filter, _) => FilterLeaves.Map(filter, NotEqual)),
        ("text of no length", (filter, _) => FilterLeaves.Map(filter, Assigned)),
        ("letter case", (filter, resource) =>
        {
            ResourceValues.Replace(resource, (path, value) => IsCaseless(path) && value.TryGetValue(out string? text) ? Capitals(text) : value);
            return FilterLeaves.Map(
                filter, (leaf, path) => IsCaseless(path) && leaf.Value?.Text is { } text ? leaf with { Value = FilterValue.OfString(Capitals(text)) } : leaf);
        }),
        ("boolean in quotation marks", (filter, resource) =>
        {
            ResourceValues.Replace(
                resource, (path, value) => Is(path, AttributeType.Boolean) && value.TryGetValue(out string? text) ? bool.Parse(text) : value);
            return FilterLeaves.Map(
                filter,
                (leaf, path) =>
                    Is(path, AttributeType.Boolean) && leaf.Value?.Text is { } text ? leaf with { Value = FilterValue.OfBoolean(bool.Parse(text)) } : leaf);
        }),
        ("dates with offsets", (filter, resource) =>
        {
            ResourceValues.Replace(resource, (path, value) => Is(path, AttributeType.DateTime) && value.TryGetValue(out string? text) ? Utc(text) : value);
            return FilterLeaves.Map(
                filter,
                (leaf, path) =>
                    Is(path, AttributeType.DateTime) && leaf.Value?.Text is { } text ? leaf with { Value = FilterValue.OfString(Utc(text)) } : leaf);
        }),
        ("brackets mean one element",
         (filter, resource) =>
             FilterLeaves.MapElements<ValuePathFilter>(filter, elements => OneOf(resource, elements.Path, path => elements with { Path = path }))),
        ("values without parts", (filter, resource) => FilterLeaves.Map(filter, (leaf, path) =>
            path.Attribute == "nicks" && leaf.Operator is not FilterOperator.Present ? OneOf(resource, leaf.Path, one => leaf with { Path = one }) : leaf)),
    ];

    public static IEnumerable<string> Names => Steps.Select(step => step.Name);

    /// <summary>The same question, in words of which no accepted difference is left, but for the one that is excepted.</summary>
    public static (ScimFilter Filter, JsonObject Resource) Translate(ScimFilter filter, JsonObject resource, string? except = null)
    {
        var copy = resource.DeepClone().AsObject();
        return (Steps.Where(step => step.Name != except).Aggregate(filter, (translated, step) => step.Step(translated, copy)), copy);
    }

    /// <summary>The schema of translated resources, in which <c>emails-0</c> is the first of the <c>emails</c>.</summary>
    public static AttributeTraits? Traits(AttributePath path) => TestSchema.Traits(path with { Attribute = path.Attribute.Split('-')[0] });

    private static AttributePath WithoutCore(AttributePath path) => path.Schema == ScimSchemas.User ? path with { Schema = null } : path;

    private static ComparisonFilter Significant(ComparisonFilter leaf, AttributePath path) =>
        Is(path, AttributeType.Complex) && leaf.Value is { Kind: not FilterValueKind.Null }
            ? leaf with { Path = leaf.Path with { SubAttribute = "value" } }
            : leaf;

    private static ScimFilter InBrackets(ValuePathComparisonFilter elements)
    {
        var part = new ComparisonFilter(new AttributePath(null, elements.SubAttribute, null), elements.Operator, elements.Value);
        var there = Exists(part, elements.Path with { SubAttribute = elements.SubAttribute });
        ScimFilter Of(ScimFilter and) => new ValuePathFilter(elements.Path, new AndFilter(elements.Filter, and));
        return part switch
        {
            { Operator: FilterOperator.Equal, Value.Kind: FilterValueKind.Null } => new NotFilter(Of(Present(part))),
            { Operator: FilterOperator.NotEqual, Value.Kind: not FilterValueKind.Null } =>
                new OrFilter(Of(new AndFilter(part, there)), new NotFilter(Of(there))),
            _ => Of(part),
        };
    }

    private static ScimFilter Presence(ComparisonFilter leaf, AttributePath path)
    {
        var present = Present(leaf);
        return leaf.Value is not { Kind: FilterValueKind.Null } ? leaf : leaf.Operator is FilterOperator.Equal ? new NotFilter(present) : present;
    }

    private static ScimFilter NotEqual(ComparisonFilter leaf, AttributePath path) =>
        leaf.Operator is FilterOperator.NotEqual ? new OrFilter(leaf, new NotFilter(Exists(leaf, path))) : leaf;

    private static ScimFilter Exists(ComparisonFilter leaf, AttributePath path)
    {
        var present = Present(leaf);
        return Is(path, AttributeType.String)
            ? new OrFilter(present, leaf with { Operator = FilterOperator.Equal, Value = FilterValue.OfString("") })
            : present;
    }

    private static ScimFilter Assigned(ComparisonFilter leaf, AttributePath path)
    {
        if (leaf.Operator is not FilterOperator.Present)
        {
            return leaf;
        }

        return Is(path, AttributeType.Complex)
            ? TestSchema.PartsOf(path)
                .Select(part => Assigned(leaf with { Path = leaf.Path with { SubAttribute = part.SubAttribute } }, part))
                .Aggregate((left, right) => new OrFilter(left, right))
            : Is(path, AttributeType.String) ? new ComparisonFilter(leaf.Path, FilterOperator.GreaterThan, FilterValue.OfString("")) : leaf;
    }

    private static ComparisonFilter Present(ComparisonFilter leaf) => leaf with { Operator = FilterOperator.Present, Value = null };

    // emails[…] becomes emails-0[…] or emails-1[…], and the resource has these as attributes of their own.
    private static ScimFilter OneOf(JsonObject resource, AttributePath path, Func<AttributePath, ScimFilter> of)
    {
        if (resource.FirstOrDefault(part => part.Key.Equals(path.Attribute, StringComparison.OrdinalIgnoreCase)).Value is not JsonArray { Count: > 0 } many)
        {
            return of(path);
        }

        var each = many.Select((element, index) => (Path: path with { Attribute = $"{path.Attribute}-{index}" }, Element: element)).ToList();
        each.ForEach(one => resource[one.Path.Attribute] = one.Element?.DeepClone());
        return each.Select(one => of(one.Path)).Aggregate((left, right) => new OrFilter(left, right));
    }

    private static bool Is(AttributePath path, AttributeType type) => Traits(path)?.Type == type;

    private static bool IsCaseless(AttributePath path) => Traits(path) is { Type: AttributeType.String, CaseExact: false };

    private static string Capitals(string text) => text.ToUpperInvariant();

    private static string Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture).UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
