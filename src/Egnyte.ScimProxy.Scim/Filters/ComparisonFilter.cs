using System.Text;

namespace Egnyte.ScimProxy.Scim.Filters;

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
