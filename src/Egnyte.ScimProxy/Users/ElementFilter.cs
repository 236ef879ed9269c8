using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters;

namespace Egnyte.ScimProxy.Users;

/// <summary>Whether a value filter of a PATCH path (RFC 7644 §3.5.2) selects the element that we show.</summary>
internal static class ElementFilter
{
    /// <summary>Whether the answer depends on the value that Egnyte holds, and not only on what we say of every value.</summary>
    public static bool AsksForValue(ScimFilter filter) => filter switch
    {
        AndFilter both => AsksForValue(both.Left) || AsksForValue(both.Right),
        OrFilter either => AsksForValue(either.Left) || AsksForValue(either.Right),
        NotFilter not => AsksForValue(not.Inner),
        ComparisonFilter comparison => Is(comparison.Path, "value"),
        _ => false,
    };

    public static bool Matches(ScimFilter filter, string? value) => filter switch
    {
        AndFilter both => Matches(both.Left, value) && Matches(both.Right, value),
        OrFilter either => Matches(either.Left, value) || Matches(either.Right, value),
        NotFilter not => !Matches(not.Inner, value),
        ComparisonFilter comparison => Compare(comparison, value),
        _ => false,
    };

    private static bool Compare(ComparisonFilter comparison, string? value)
    {
        if (Is(comparison.Path, "primary"))
        {
            return IsPrimary(comparison);
        }

        var held = Is(comparison.Path, "value") ? value : Is(comparison.Path, "type") ? ShownElement.Type : null;
        return comparison switch
        {
            { Operator: FilterOperator.Present } => held is not null,
            { Operator: FilterOperator.Equal, Value: null or { Kind: FilterValueKind.Null } } => held is null,
            { Operator: FilterOperator.NotEqual } => comparison.Value?.Text is not { } other ? held is not null : !other.Equals(held, StringComparison.OrdinalIgnoreCase),
            { Value: { Kind: FilterValueKind.String, Text: { } text } } when held is not null => Compare(held, comparison.Operator, text),
            _ => false,
        };
    }

    private static bool Compare(string held, FilterOperator comparison, string text) => comparison switch
    {
        FilterOperator.Equal => held.Equals(text, StringComparison.OrdinalIgnoreCase),
        FilterOperator.Contains => held.Contains(text, StringComparison.OrdinalIgnoreCase),
        FilterOperator.StartsWith => held.StartsWith(text, StringComparison.OrdinalIgnoreCase),
        FilterOperator.EndsWith => held.EndsWith(text, StringComparison.OrdinalIgnoreCase),
        FilterOperator.GreaterThan => string.Compare(held, text, StringComparison.OrdinalIgnoreCase) > 0,
        FilterOperator.GreaterOrEqual => string.Compare(held, text, StringComparison.OrdinalIgnoreCase) >= 0,
        FilterOperator.LessThan => string.Compare(held, text, StringComparison.OrdinalIgnoreCase) < 0,
        FilterOperator.LessOrEqual => string.Compare(held, text, StringComparison.OrdinalIgnoreCase) <= 0,
        _ => false,
    };

    // Entra quotes the boolean: roles[primary eq "True"].
    private static bool IsPrimary(ComparisonFilter comparison)
    {
        var asked = comparison.Value is { } literal ? literal.Boolean ?? (bool.TryParse(literal.Text, out var parsed) ? parsed : null) : null;
        return comparison.Operator switch
        {
            FilterOperator.Present => true,
            FilterOperator.Equal => asked is ShownElement.IsPrimary,
            FilterOperator.NotEqual => asked is not ShownElement.IsPrimary,
            _ => false,
        };
    }

    private static bool Is(AttributePath path, string name) =>
        path is { Schema: null, SubAttribute: null } && path.Attribute.Equals(name, StringComparison.OrdinalIgnoreCase);
}
