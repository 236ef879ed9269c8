using System.Globalization;
using System.Text;

namespace Egnyte.ScimProxy.Scim;

/// <summary>Makes foreign text safe to show: characters that cannot be seen, such as control and bidi characters, are escaped.</summary>
public static class Printable
{
    /// <summary>The text in one line; invisible characters are shown as <c>\n</c> or <c>\u202E</c>, a lone surrogate as U+FFFD.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shown = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // A lone surrogate is enumerated as U+FFFD, which can be seen.
            shown.Append(rune.Value switch
            {
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                _ when IsInvisible(Rune.GetUnicodeCategory(rune)) => string.Create(CultureInfo.InvariantCulture, $@"\u{rune.Value:X4}"),
                _ => rune.ToString(),
            });
        }

        return shown.ToString();
    }

    /// <summary>The text without blanks and invisible characters around it.</summary>
    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && IsBlank(text[0]))
        {
            text = text[1..];
        }

        while (!text.IsEmpty && IsBlank(text[^1]))
        {
            text = text[..^1];
        }

        return text;
    }

    private static bool IsBlank(char character) => char.IsWhiteSpace(character) || IsInvisible(char.GetUnicodeCategory(character));

    private static bool IsInvisible(UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
