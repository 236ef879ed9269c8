using System.Text;

namespace Egnyte.ScimProxy.Scim.Filters;

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
