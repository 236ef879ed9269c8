using System.Buffers;

namespace Egnyte.ScimProxy.Scim;

/// <summary>The characters of attribute names (RFC 7643 §2.1) and of the URNs before them (RFC 7644 §3.10).</summary>
internal static class AttributeSyntax
{
    private const string LettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly SearchValues<char> VersionCharacters = SearchValues.Create("0123456789.");
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(LettersAndDigits + "$-_");
    private static readonly SearchValues<char> UriCharacters = SearchValues.Create(LettersAndDigits + "$-_:./+%~#@*!=&");

    // "$ref" begins with a dollar sign, though the RFC's own grammar has letters only. "$" alone begins a JSONPath, "$.active".
    public static bool IsName(ReadOnlySpan<char> text) =>
        !text.IsEmpty && (char.IsAsciiLetter(text[0]) || (text.Length > 1 && text[0] == '$')) && !text.ContainsAnyExcept(NameCharacters);

    public static bool IsUri(ReadOnlySpan<char> text) =>
        text.IndexOf(':') > 0 && char.IsAsciiLetter(text[0]) && text[^1] != ':' && !text.ContainsAnyExcept(UriCharacters);

    /// <summary>Whether this can be the name of a schema alone: <c>name:givenName</c> is an attribute that is written wrongly.</summary>
    public static bool IsAbsoluteUri(ReadOnlySpan<char> text) =>
        IsUri(text) && (text.StartsWith("urn:", StringComparison.OrdinalIgnoreCase) || text.Contains("://", StringComparison.Ordinal));

    // "urn:ietf:params:scim:…:2.0:User" is a schema and not an attribute "User" of "…:2.0": in the
    // registry of RFC 7643 §10 what follows the version is the resource.
    public static bool IsSchemaBeforeName(ReadOnlySpan<char> text) =>
        IsUri(text)
        && !(text.StartsWith("urn:ietf:params:scim:", StringComparison.OrdinalIgnoreCase) && IsVersion(text[(text.LastIndexOf(':') + 1)..]));

    private static bool IsVersion(ReadOnlySpan<char> text) =>
        text.IndexOf('.') > 0 && !text.ContainsAnyExcept(VersionCharacters);
}
