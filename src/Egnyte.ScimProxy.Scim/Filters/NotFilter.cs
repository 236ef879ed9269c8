using System.Text;

namespace Egnyte.ScimProxy.Scim.Filters;

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
