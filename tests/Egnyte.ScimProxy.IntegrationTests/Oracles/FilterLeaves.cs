using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>Rewrites the comparisons of a filter and leaves how they are joined.</summary>
internal static class FilterLeaves
{
    /// <summary>Each comparison in other words; it comes with its full path, which between brackets begins with the attribute before them.</summary>
    public static ScimFilter Map(
        ScimFilter filter, Func<ComparisonFilter, AttributePath, ScimFilter> leaf, Func<AttributePath, AttributePath>? bracketed = null) =>
        Map(filter, leaf, bracketed ?? (path => path), outer: null);

    /// <summary>Each attribute with brackets in other words.</summary>
    public static ScimFilter MapElements<T>(ScimFilter filter, Func<T, ScimFilter> elements)
        where T : ScimFilter => filter switch
        {
            AndFilter and => new AndFilter(MapElements(and.Left, elements), MapElements(and.Right, elements)),
            OrFilter or => new OrFilter(MapElements(or.Left, elements), MapElements(or.Right, elements)),
            NotFilter not => new NotFilter(MapElements(not.Inner, elements)),
            T it => elements(it),
            _ => filter,
        };

    private static ScimFilter Map(
        ScimFilter filter, Func<ComparisonFilter, AttributePath, ScimFilter> leaf, Func<AttributePath, AttributePath> bracketed, AttributePath? outer)
    {
        ScimFilter Again(ScimFilter inner, AttributePath? within = null) => Map(inner, leaf, bracketed, within ?? outer);
        return filter switch
        {
            AndFilter and => new AndFilter(Again(and.Left), Again(and.Right)),
            OrFilter or => new OrFilter(Again(or.Left), Again(or.Right)),
            NotFilter not => new NotFilter(Again(not.Inner)),
            ComparisonFilter it => leaf(it, outer is null ? it.Path : outer with { SubAttribute = it.Path.Attribute }),
            ValuePathFilter it => new ValuePathFilter(bracketed(it.Path), Again(it.Filter, it.Path)),
            ValuePathComparisonFilter it => it with { Path = bracketed(it.Path), Filter = Again(it.Filter, it.Path) },
            _ => throw new InvalidOperationException(),
        };
    }
}
