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
