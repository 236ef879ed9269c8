using System.Globalization;
using System.Text;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary>Aligned columns of plain text, within a width: the last column goes on in further lines, the others are cut.</summary>
internal static class ColumnText
{
    private const int Gap = 2;
    private const int Narrowest = 20;

    /// <summary>The width of the terminal; where the output goes elsewhere, one that fits into most.</summary>
    public static int Width => Console.IsOutputRedirected ? 120 : Math.Clamp(WindowWidth(), 60, 200);

    /// <summary>The rows, each with as many cells as there are widths.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rows">What; null stands for an empty line.</param>
    /// <param name="most">The most characters of each column but the last.</param>
    public static void Write(TextWriter output, IReadOnlyList<string[]> rows, params int[] most)
    {
        var widths = most.Select((limit, column) => Math.Min(limit, rows.Max(row => row[column].Length))).ToArray();
        var indent = widths.Sum() + (Gap * widths.Length);
        foreach (var row in rows)
        {
            var line = new StringBuilder();
            for (var column = 0; column < widths.Length; column++)
            {
                line.Append(Cut(row[column], widths[column]).PadRight(widths[column] + Gap));
            }

            var rest = Wrap(OneLine(row[^1]), Math.Max(Narrowest, Width - indent)).ToList();
            output.WriteLine(line.Append(rest.FirstOrDefault("")).ToString().TrimEnd());
            foreach (var further in rest.Skip(1))
            {
                output.WriteLine(new string(' ', indent) + further);
            }
        }
    }

    /// <summary>A text in lines of at most a width, broken between words where it can be.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        while (text.Length > width)
        {
            var end = text.LastIndexOf(' ', width) is var space and > 0 ? space : width;
            yield return text[..end];
            text = text[end..].TrimStart();
        }

        yield return text;
    }

    // What a client wrote may hold anything; a line break or an escape sequence must not reach the terminal.
    public static string OneLine(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(character => char.IsControl(character) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}") : character.ToString())) : text;

    private static string Cut(string text, int width) => OneLine(text) is var line && line.Length <= width ? line : string.Concat(line.AsSpan(0, width - 1), "…");

    private static int WindowWidth()
    {
        try
        {
            return Console.WindowWidth;
        }
        catch (Exception failure) when (failure is IOException or PlatformNotSupportedException)
        {
            return 0;
        }
    }
}
