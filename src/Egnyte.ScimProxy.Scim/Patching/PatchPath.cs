using System.Diagnostics.CodeAnalysis;
using Egnyte.ScimProxy.Scim.Filters;

namespace Egnyte.ScimProxy.Scim.Patching;

/// <summary>What a PATCH operation works on (RFC 7644 §3.5.2): <c>name.givenName</c>, <c>emails[type eq "work"].value</c>, or a whole extension.</summary>
/// <param name="Attribute">The attribute, with its sub-attribute unless a filter stands between; a whole extension is
/// <see cref="AttributePath.OfSchema"/>.</param>
/// <param name="ValueFilter">Which elements of a multi-valued attribute are meant.</param>
/// <param name="SubAttribute">The sub-attribute after the filter; null where there is no filter.</param>
public sealed record PatchPath(AttributePath Attribute, ScimFilter? ValueFilter, string? SubAttribute)
{
    /// <summary>Whether the path is an extension as a whole.</summary>
    [MemberNotNullWhen(true, nameof(SchemaUrn))]
    public bool IsSchema => SchemaUrn is not null;

    /// <summary>The extension that is meant as a whole; otherwise null.</summary>
    public string? SchemaUrn => Attribute.IsSchema ? Attribute.Schema : null;

    /// <summary>
    /// Reads a path, or refuses it as invalidPath; the URNs of the resource's schema and of its extensions tell a schema as a whole
    /// from an attribute.
    /// </summary>
    public static PatchPath Parse(string path, IReadOnlyCollection<string>? extensionUrns = null) => PatchPathReader.Read(path, extensionUrns);

    /// <summary>Whether both mean the same; names in any letter case (RFC 7643 §2.1).</summary>
    public bool Equals(PatchPath? other) =>
        other is not null
        && Attribute == other.Attribute
        && ValueFilter == other.ValueFilter
        && string.Equals(SubAttribute, other.SubAttribute, StringComparison.OrdinalIgnoreCase);

    /// <summary>The same for paths that are equal.</summary>
    public override int GetHashCode() =>
        HashCode.Combine(Attribute, ValueFilter, SubAttribute is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(SubAttribute));

    /// <summary>The path as a client would write it.</summary>
    public override string ToString() =>
        ValueFilter is null ? Attribute.ToString() : SubAttribute is null ? $"{Attribute}[{ValueFilter}]" : $"{Attribute}[{ValueFilter}].{SubAttribute}";
}
