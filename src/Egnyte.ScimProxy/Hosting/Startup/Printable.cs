using System.Globalization;
using System.Text;

namespace Egnyte.ScimProxy.Hosting.Startup;

/// <summary>Text that an operator wrote, made safe for a terminal: characters that cannot be seen, control characters among them, are shown escaped.</summary>
internal static class Printable
{
    public static string Of(string text)
    {
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

    private static bool IsInvisible(UnicodeCategory category) =>
        category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
