using System.Text;

namespace Egnyte.ScimProxy.Scim.Filters;

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
