using System.Buffers;
using System.Globalization;
using System.Text;

namespace Egnyte.ScimProxy.Scim.Filters.Parsing;

/// <summary>Cuts a stretch of text into tokens, each character read once.</summary>
internal ref struct ScimFilterLexer(string source, int start, int end)
{
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t()[]\"");
    private int position = start;

    /// <summary>What could not be read, with <see cref="ErrorAt"/>; null while all is well.</summary>
    public string? Error { get; private set; }

    public int ErrorAt { get; private set; }

    /// <summary>The next token; after an <see cref="Error"/>, the end.</summary>
    public FilterToken Next()
    {
        int before = position;
        while (position < end && source[position] is ' ' or '\t')
        {
            position++;
        }

        bool followsSpace = position > before;
        if (position >= end)
        {
            return new FilterToken(FilterTokenKind.End, end, 0, followsSpace, null);
        }

        return source[position] switch
        {
            '(' => Single(FilterTokenKind.OpenParenthesis, followsSpace),
            ')' => Single(FilterTokenKind.CloseParenthesis, followsSpace),
            '[' => Single(FilterTokenKind.OpenBracket, followsSpace),
            ']' => Single(FilterTokenKind.CloseBracket, followsSpace),
            '"' => ReadText(followsSpace),
            _ => ReadWord(followsSpace),
        };
    }

    private FilterToken Single(FilterTokenKind kind, bool followsSpace) => new(kind, position++, 1, followsSpace, null);

    private FilterToken ReadWord(bool followsSpace)
    {
        int from = position;
        int length = source.AsSpan(from, end - from).IndexOfAny(WordEnds);
        position = length < 0 ? end : from + length;
        return new FilterToken(FilterTokenKind.Word, from, position - from, followsSpace, null);
    }

    // RFC 7644 §3.4.2.2: a text is a JSON string (RFC 8259 §7), with all its escapes and no raw control characters.
    private FilterToken ReadText(bool followsSpace)
    {
        int from = position++;
        var text = new StringBuilder();
        while (position < end && source[position] is not '"' and >= ' ')
        {
            if (source[position] != '\\')
            {
                text.Append(source[position++]);
            }
            else if (ReadEscape() is { } character)
            {
                text.Append(character);
            }
            else
            {
                return Fail(position, "a JSON escape such as \\\" or \\u00e9");
            }
        }

        if (position >= end || source[position] != '"')
        {
            return Fail(position, "the quotation mark that ends the text");
        }

        position++;
        string value = text.ToString();
        return IsWellFormed(value)
            ? new FilterToken(FilterTokenKind.Text, from, position - from, followsSpace, value)
            : Fail(from, "a text in which surrogates (\\ud800 to \\udfff) come in pairs");
    }

    private char? ReadEscape()
    {
        char kind = position + 1 < end ? source[position + 1] : '\0';
        if (kind == 'u')
        {
            ushort code = 0;
            bool isHex = position + 6 <= end
                && ushort.TryParse(source.AsSpan(position + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
            position += isHex ? 6 : 0;
            return isHex ? (char)code : null;
        }

        char? character = kind switch
        {
            '"' or '\\' or '/' => kind,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => null,
        };
        position += character is null ? 0 : 2;
        return character;
    }

    private FilterToken Fail(int at, string expected)
    {
        (Error, ErrorAt, position) = (expected, at, end);
        return new FilterToken(FilterTokenKind.End, end, 0, false, null);
    }

    private static bool IsWellFormed(string text)
    {
        for (int index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogate(text[index]) && !(index + 1 < text.Length && char.IsSurrogatePair(text[index], text[++index])))
            {
                return false;
            }
        }

        return true;
    }
}
