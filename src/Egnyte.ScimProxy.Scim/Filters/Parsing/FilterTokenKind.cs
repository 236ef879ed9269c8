namespace Egnyte.ScimProxy.Scim.Filters.Parsing;

internal enum FilterTokenKind
{
    /// <summary>A path, an operator, a keyword or a number: what it is, its place decides.</summary>
    Word,
    Text,
    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    End,
}
