namespace Egnyte.ScimProxy.Scim.Filters;

/// <summary>Which attributes a filter speaks of.</summary>
public static class FilterAttributes
{
    /// <summary>The paths in their order; of a value filter (<c>emails[type eq "work"]</c>) the multi-valued attribute alone.</summary>
    public static IEnumerable<AttributePath> Of(ScimFilter filter) => Comparisons(filter).Select(static part => part switch
    {
        ComparisonFilter comparison => comparison.Path,
        ValuePathFilter elements => elements.Path,
        ValuePathComparisonFilter elements => elements.Path,
        _ => throw new ArgumentException("Not a comparison.", nameof(filter)),
    });

    /// <summary>What <c>and</c>, <c>or</c> and <c>not</c> join, in its order: comparisons and value filters.</summary>
    public static IEnumerable<ScimFilter> Comparisons(ScimFilter filter)
    {
        // A stack of its own: a chain of "and" is as deep as it is long.
        var open = new Stack<ScimFilter>([filter]);
        while (open.TryPop(out var part))
        {
            switch (part)
            {
                case AndFilter both:
                    open.Push(both.Right);
                    open.Push(both.Left);
                    break;
                case OrFilter either:
                    open.Push(either.Right);
                    open.Push(either.Left);
                    break;
                case NotFilter not:
                    open.Push(not.Inner);
                    break;
                default:
                    yield return part;
                    break;
            }
        }
    }

    /// <summary>The parts of which all must fit, in their order.</summary>
    public static IReadOnlyList<ScimFilter> Conjuncts(ScimFilter filter)
    {
        var parts = new List<ScimFilter>();
        var open = new Stack<ScimFilter>([filter]);
        while (open.TryPop(out var part))
        {
            if (part is AndFilter both)
            {
                open.Push(both.Right);
                open.Push(both.Left);
            }
            else
            {
                parts.Add(part);
            }
        }

        return parts;
    }
}
