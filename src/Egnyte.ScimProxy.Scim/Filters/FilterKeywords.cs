namespace Egnyte.ScimProxy.Scim.Filters;

/// <summary>The operators as a filter spells them, and what each can be compared with.</summary>
internal static class FilterKeywords
{
    public const string Operators = "an operator (eq, ne, co, sw, ew, pr, gt, ge, lt, le)";

    public static string Of(FilterOperator comparison) => comparison switch
    {
        FilterOperator.Equal => "eq",
        FilterOperator.NotEqual => "ne",
        FilterOperator.Contains => "co",
        FilterOperator.StartsWith => "sw",
        FilterOperator.EndsWith => "ew",
        FilterOperator.Present => "pr",
        FilterOperator.GreaterThan => "gt",
        FilterOperator.GreaterOrEqual => "ge",
        FilterOperator.LessThan => "lt",
        FilterOperator.LessOrEqual => "le",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, null),
    };

    public static FilterOperator? Find(ReadOnlySpan<char> word)
    {
        for (var comparison = FilterOperator.Equal; comparison <= FilterOperator.LessOrEqual; comparison++)
        {
            if (word.Equals(Of(comparison), StringComparison.OrdinalIgnoreCase))
            {
                return comparison;
            }
        }

        return null;
    }

    // RFC 7644 §3.4.2.2: order is for numbers, dates and text (booleans fail as invalidFilter), substrings for text.
    public static bool CanCompare(FilterOperator comparison, FilterValueKind kind) => comparison switch
    {
        FilterOperator.Equal or FilterOperator.NotEqual => true,
        FilterOperator.Contains or FilterOperator.StartsWith or FilterOperator.EndsWith => kind is FilterValueKind.String,
        _ => kind is FilterValueKind.String or FilterValueKind.Number,
    };
}
