using System.Diagnostics.CodeAnalysis;

namespace Egnyte.ScimProxy.Scim.Resources;

/// <summary>One name in a selection. <c>urn:x:Space</c> may be a schema or an attribute of <c>urn:x</c>: without knowing the schemas, it is both.</summary>
internal sealed record SelectedName(string? Schema, AttributePath? Attribute)
{
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out SelectedName? name)
    {
        string? schema = AttributeSyntax.IsUri(text) ? text.ToString() : null;
        name = AttributePath.TryParse(text, out var attribute) || schema is not null ? new SelectedName(schema, attribute) : null;
        return name is not null;
    }

    /// <summary>Whether all of the path is meant.</summary>
    public bool Covers(AttributePath path) =>
        IsSchemaOf(path) || (IsSameAttribute(path) && (Attribute.SubAttribute is null || IsSame(Attribute.SubAttribute, path.SubAttribute)));

    /// <summary>Whether the path, or any part of it, is meant.</summary>
    public bool Touches(AttributePath path) =>
        Covers(path)
        || (path.SubAttribute is null && IsSameAttribute(path))
        || (path.IsSchema && Attribute is not null && IsSame(Attribute.Schema, path.Schema));

    private bool IsSchemaOf(AttributePath path) => Schema is not null && (IsSame(Schema, path.Schema) || (path.Schema is null && ScimJson.IsCore(Schema)));

    [MemberNotNullWhen(true, nameof(Attribute))]
    private bool IsSameAttribute(AttributePath path) =>
        Attribute is not null && IsSame(Attribute.Attribute, path.Attribute) && IsSame(Extension(Attribute.Schema), Extension(path.Schema));

    private static string? Extension(string? schema) => schema is not null && ScimJson.IsCore(schema) ? null : schema;

    private static bool IsSame(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
