namespace Egnyte.ScimProxy.Scim.Filters.Parsing;

/// <summary>The values of RFC 7644 §3.4.2.2, which are those of JSON; the literals in any letter case, since some clients write <c>True</c>.</summary>
internal static class FilterLiteral
{
    public static FilterValue? Read(FilterToken token, ReadOnlySpan<char> word) => token.Kind switch
    {
        FilterTokenKind.Text => FilterValue.OfString(token.Text!),
        FilterTokenKind.Word when Is(word, "true") => FilterValue.OfBoolean(true),
        FilterTokenKind.Word when Is(word, "false") => FilterValue.OfBoolean(false),
        FilterTokenKind.Word when Is(word, "null") => FilterValue.Null,
        FilterTokenKind.Word when IsNumber(word) => FilterValue.OfNumber(word.ToString()),
        _ => null,
    };

    private static bool Is(ReadOnlySpan<char> word, string literal) => word.Equals(literal, StringComparison.OrdinalIgnoreCase);

    // RFC 8259 §6: [ minus ] int [ frac ] [ exp ], without leading zeros.
    private static bool IsNumber(ReadOnlySpan<char> word)
    {
        var rest = word is ['-', ..] ? word[1..] : word;
        if (!SkipDigits(ref rest, out bool leadingZero) || leadingZero)
        {
            return false;
        }

        if (rest is ['.', ..])
        {
            rest = rest[1..];
            if (!SkipDigits(ref rest, out _))
            {
                return false;
            }
        }

        if (rest is ['e' or 'E', ..])
        {
            rest = rest is [_, '+' or '-', ..] ? rest[2..] : rest[1..];
            return SkipDigits(ref rest, out _) && rest.IsEmpty;
        }

        return rest.IsEmpty;
    }

    private static bool SkipDigits(ref ReadOnlySpan<char> text, out bool leadingZero)
    {
        int digits = text.IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? text.Length : digits;
        leadingZero = digits > 1 && text[0] == '0';
        text = text[digits..];
        return digits > 0;
    }
}
