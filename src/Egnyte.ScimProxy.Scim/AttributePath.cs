using System.Diagnostics.CodeAnalysis;

namespace Egnyte.ScimProxy.Scim;

/// <summary>The name of an attribute: <c>name.givenName</c>, or the same after a schema's URN; letter case does not tell two apart (RFC 7643 §2.1).</summary>
/// <param name="Schema">The URN before the name, if one was given.</param>
/// <param name="Attribute">The attribute; empty where the path is a whole schema (<see cref="OfSchema"/>).</param>
/// <param name="SubAttribute">The part of a complex attribute, if one was given.</param>
public sealed record AttributePath(string? Schema, string Attribute, string? SubAttribute)
{
    /// <summary>Whether this is a schema as a whole and no attribute of it.</summary>
    [MemberNotNullWhen(true, nameof(Schema))]
    public bool IsSchema => Schema is not null && Attribute.Length == 0;

    /// <summary>The path of everything in an extension.</summary>
    public static AttributePath OfSchema(string urn) => new(urn, "", null);

    /// <summary>Reads a path, or refuses it as invalidPath.</summary>
    public static AttributePath Parse(string text) =>
        TryParse(text, out var path)
            ? path
            : throw new ScimException(ScimError.InvalidPath(
                $"{Quotation.Of(text)} is not an attribute path: expected a name such as userName, name.givenName or "
                + $"{ScimSchemas.EnterpriseUser}:department."));

    /// <summary>Reads a path; false for anything else, a URN without an attribute among it.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out AttributePath? path)
    {
        path = null;
        // The URN holds colons and dots of its own ("2.0"): the name begins after the last colon.
        int colon = text.LastIndexOf(':');
        var name = text[(colon + 1)..];
        int dot = name.IndexOf('.');
        var attribute = dot < 0 ? name : name[..dot];
        if (!AttributeSyntax.IsName(attribute)
            || (dot >= 0 && !AttributeSyntax.IsName(name[(dot + 1)..]))
            || (colon >= 0 && !AttributeSyntax.IsSchemaBeforeName(text[..colon])))
        {
            return false;
        }

        path = new AttributePath(
            colon < 0 ? null : text[..colon].ToString(),
            attribute.ToString(),
            dot < 0 ? null : name[(dot + 1)..].ToString());
        return true;
    }

    /// <summary>
    /// Whether a key that cannot be read as a path begins with the name of an attribute: <c>emails[0]</c>, <c>x:emails</c>, or the
    /// name with blanks around it.
    /// </summary>
    public static bool Begins(ReadOnlySpan<char> key, string attribute) =>
        BeginsPlainly(Printable.Trim(key), attribute) || BeginsPlainly(Printable.Trim(key[(key.LastIndexOf(':') + 1)..]), attribute);

    private static bool BeginsPlainly(ReadOnlySpan<char> key, string attribute) =>
        key.StartsWith(attribute, StringComparison.OrdinalIgnoreCase) && (key.Length == attribute.Length || !char.IsAsciiLetterOrDigit(key[attribute.Length]));

    /// <summary>Whether both name the same attribute.</summary>
    public bool Equals(AttributePath? other) =>
        other is not null
        && string.Equals(Attribute, other.Attribute, StringComparison.OrdinalIgnoreCase)
        && string.Equals(SubAttribute, other.SubAttribute, StringComparison.OrdinalIgnoreCase)
        && string.Equals(Schema, other.Schema, StringComparison.OrdinalIgnoreCase);

    /// <summary>The same for paths that differ in letter case only.</summary>
    public override int GetHashCode() => HashCode.Combine(
        Schema is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Schema),
        StringComparer.OrdinalIgnoreCase.GetHashCode(Attribute),
        SubAttribute is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(SubAttribute));

    /// <summary>The path as a client would write it.</summary>
    public override string ToString()
    {
        string name = SubAttribute is null ? Attribute : $"{Attribute}.{SubAttribute}";
        return IsSchema ? Schema : Schema is null ? name : $"{Schema}:{name}";
    }
}
