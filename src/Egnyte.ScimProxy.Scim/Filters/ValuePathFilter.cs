using System.Text;

namespace Egnyte.ScimProxy.Scim.Filters;

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
