using System.Text;

namespace Egnyte.ScimProxy.Scim.Filters;

/// <summary>A filter of RFC 7644 §3.4.2.2 as a tree.</summary>
public abstract record ScimFilter
{
    private protected ScimFilter()
    {
    }

    /// <summary>The filter as a client would write it; it parses to an equal tree.</summary>
    public sealed override string ToString()
    {
        var text = new StringBuilder();
        Print(text);
        return text.ToString();
    }

    internal abstract void Print(StringBuilder text);

    private protected static void Print(StringBuilder text, ScimFilter filter, bool inParentheses)
    {
        if (inParentheses)
        {
            text.Append('(');
        }

        filter.Print(text);
        if (inParentheses)
        {
            text.Append(')');
        }
    }

    private protected static void PrintComparison(StringBuilder text, FilterOperator comparison, FilterValue? value)
    {
        text.Append(' ').Append(FilterKeywords.Of(comparison));
        if (value is { } compared)
        {
            text.Append(' ').Append(compared.ToString());
        }
    }
}

/// <summary>One attribute compared: <c>userName eq "jane"</c>, or <c>title pr</c>.</summary>
/// <param name="Path">The attribute.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Value">What it is compared with; null only for <see cref="FilterOperator.Present"/>.</param>
public sealed record ComparisonFilter(AttributePath Path, FilterOperator Operator, FilterValue? Value) : ScimFilter
{
    internal override void Print(StringBuilder text)
    {
        text.Append(Path);
        PrintComparison(text, Operator, Value);
    }
}

/// <summary>One element of a multi-valued attribute that fits: <c>emails[type eq "work" and value pr]</c>.</summary>
/// <param name="Path">The multi-valued attribute.</param>
/// <param name="Filter">What one and the same element must fit; its paths are sub-attributes.</param>
public sealed record ValuePathFilter(AttributePath Path, ScimFilter Filter) : ScimFilter
{
    internal override void Print(StringBuilder text)
    {
        text.Append(Path).Append('[');
        Filter.Print(text);
        text.Append(']');
    }
}

/// <summary>
/// A sub-attribute of the elements that fit, compared: <c>emails[type eq "work"].value eq "x"</c>; not in the RFC's grammar, but Entra
/// sends it.
/// </summary>
/// <param name="Path">The multi-valued attribute.</param>
/// <param name="Filter">Which of its elements are meant.</param>
/// <param name="SubAttribute">The sub-attribute that is compared.</param>
/// <param name="Operator">How it is compared.</param>
/// <param name="Value">What it is compared with; null only for <see cref="FilterOperator.Present"/>.</param>
public sealed record ValuePathComparisonFilter(
    AttributePath Path, ScimFilter Filter, string SubAttribute, FilterOperator Operator, FilterValue? Value) : ScimFilter
{
    /// <summary>Whether both say the same; names in any letter case (RFC 7643 §2.1).</summary>
    public bool Equals(ValuePathComparisonFilter? other) =>
        other is not null
        && Path == other.Path
        && Filter == other.Filter
        && string.Equals(SubAttribute, other.SubAttribute, StringComparison.OrdinalIgnoreCase)
        && Operator == other.Operator
        && Value == other.Value;

    /// <summary>The same for filters that are equal.</summary>
    public override int GetHashCode() =>
        HashCode.Combine(Path, Filter, StringComparer.OrdinalIgnoreCase.GetHashCode(SubAttribute), Operator, Value);

    internal override void Print(StringBuilder text)
    {
        text.Append(Path).Append('[');
        Filter.Print(text);
        text.Append("].").Append(SubAttribute);
        PrintComparison(text, Operator, Value);
    }
}

/// <summary>Both must fit.</summary>
/// <param name="Left">What stands before <c>and</c>.</param>
/// <param name="Right">What stands after it.</param>
public sealed record AndFilter(ScimFilter Left, ScimFilter Right) : ScimFilter
{
    internal override void Print(StringBuilder text)
    {
        Print(text, Left, inParentheses: Left is OrFilter);
        text.Append(" and ");
        // A chain is read from the left: what hangs on the right keeps its parentheses.
        Print(text, Right, inParentheses: Right is OrFilter or AndFilter);
    }
}

/// <summary>At least one must fit.</summary>
/// <param name="Left">What stands before <c>or</c>.</param>
/// <param name="Right">What stands after it.</param>
public sealed record OrFilter(ScimFilter Left, ScimFilter Right) : ScimFilter
{
    internal override void Print(StringBuilder text)
    {
        Left.Print(text);
        text.Append(" or ");
        Print(text, Right, inParentheses: Right is OrFilter);
    }
}

/// <summary>It must not fit.</summary>
/// <param name="Inner">What stands between the parentheses after <c>not</c>.</param>
public sealed record NotFilter(ScimFilter Inner) : ScimFilter
{
    internal override void Print(StringBuilder text)
    {
        text.Append("not ");
        Print(text, Inner, inParentheses: true);
    }
}
