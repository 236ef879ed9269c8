using System.Text.Json;

namespace Egnyte.ScimProxy.Scim.Filters.Evaluation;

/// <summary>Says of a resource whether a filter fits it (RFC 7644 §3.4.2.2), in time linear in the resource for each comparison.</summary>
public sealed class FilterEvaluator
{
    private readonly Func<JsonElement, bool> test;

    private FilterEvaluator(Func<JsonElement, bool> test) => this.test = test;

    /// <summary>Prepares a filter, or refuses it as invalidFilter when it compares what can never be compared.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="traits">
    /// What the schema says of an attribute; null for one that does not exist. The path it is asked with has no URN where a core schema's
    /// stood, and the parts of <c>emails[type eq "work"]</c> come as <c>emails.type</c>.
    /// </param>
    public static FilterEvaluator Compile(ScimFilter filter, Func<AttributePath, AttributeTraits?> traits) =>
        new(TestOf(filter, new FilterScope(null, traits)));

    /// <summary>Whether the filter fits; what is no well-formed resource gets an answer too, and no exception.</summary>
    public bool Matches(JsonElement resource) => test(resource);

    private static Func<JsonElement, bool> TestOf(ScimFilter filter, FilterScope scope)
    {
        switch (filter)
        {
            case AndFilter:
                var all = Links(filter, static link => link is AndFilter and ? (and.Left, and.Right) : null).Select(link => TestOf(link, scope)).ToArray();
                return resource => Array.TrueForAll(all, link => link(resource));
            case OrFilter:
                var any = Links(filter, static link => link is OrFilter or ? (or.Left, or.Right) : null).Select(link => TestOf(link, scope)).ToArray();
                return resource => Array.Exists(any, link => link(resource));
            case NotFilter not:
                var inner = TestOf(not.Inner, scope);
                return resource => !inner(resource);
            case ValuePathFilter elements:
                return Some(elements.Path, TestOf(elements.Filter, scope.Within(elements.Path)));
            case ValuePathComparisonFilter elements:
                var within = scope.Within(elements.Path);
                var fits = TestOf(elements.Filter, within);
                return Compared(within, new AttributePath(null, elements.SubAttribute, null), elements.Operator, elements.Value, (path, passes) =>
                {
                    var part = Some(path, passes);
                    return Some(elements.Path, element => fits(element) && part(element));
                });
            case ComparisonFilter compared:
                return Compared(scope, compared.Path, compared.Operator, compared.Value, Some);
            default:
                throw new ArgumentOutOfRangeException(nameof(filter), filter, null);
        }
    }

    // A chain of a thousand 'or' is a tree a thousand deep: only parentheses, which the parser counts, may cost stack.
    private static List<ScimFilter> Links(ScimFilter chain, Func<ScimFilter, (ScimFilter Left, ScimFilter Right)?> split)
    {
        var links = new List<ScimFilter>();
        for (; split(chain) is var (left, right); chain = left)
        {
            links.Add(right);
        }

        links.Add(chain);
        links.Reverse();
        return links;
    }

    private static Func<JsonElement, bool> Compared(
        FilterScope scope,
        AttributePath path,
        FilterOperator comparison,
        FilterValue? value,
        Func<AttributePath, Func<JsonElement, bool>, Func<JsonElement, bool>> some)
    {
        bool isNull = value is not { Kind: not FilterValueKind.Null };
        if (comparison is FilterOperator.Present || (comparison is FilterOperator.Equal or FilterOperator.NotEqual && isNull))
        {
            // RFC 7643 §2.5: null and unassigned are one, so "eq null" is "not pr".
            _ = scope.TraitsOf(path);
            var present = some(path, AttributeValues.HasContent);
            return comparison is FilterOperator.Equal ? resource => !present(resource) : present;
        }

        var (compared, traits) = scope.Comparable(path);
        var literal = value ?? FilterValue.Null;
        if (comparison is not FilterOperator.NotEqual)
        {
            return some(compared, AttributeComparison.Of(scope.Named(compared), traits, comparison, literal));
        }

        // RFC 7644 §3.4.2.2: of many values one that differs is enough. The RFC does not say what "ne" finds where there is no value:
        // nothing is not identical to something, so it fits, as the text of table 3 has it.
        var equals = AttributeComparison.Of(scope.Named(compared), traits, FilterOperator.Equal, literal);
        var (differs, exists) = (some(compared, element => !equals(element)), some(compared, static _ => true));
        return resource => differs(resource) || !exists(resource);
    }

    private static Func<JsonElement, bool> Some(AttributePath path, Func<JsonElement, bool> test)
    {
        var attribute = path.SubAttribute is null ? path : path with { SubAttribute = null };
        return resource => AttributeValues.Any(resource, attribute, path.SubAttribute, test);
    }
}
