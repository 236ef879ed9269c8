using System.Text;

namespace Egnyte.ScimProxy.Scim.Filters;

/// <summary>A sub-attribute of the elements that fit, compared: <c>emails[type eq "work"].value eq "x"</c>; not in the RFC's grammar, but Entra sends it.</summary>
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
