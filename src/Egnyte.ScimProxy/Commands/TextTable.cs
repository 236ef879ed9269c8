namespace Egnyte.ScimProxy.Commands;

/// <summary>Aligned columns of plain text. On a terminal the widest columns give way, and their cells go on in further lines.</summary>
internal sealed class TextTable(params string[] head)
{
    private const string Gap = "  ";
    private const int Narrowest = 12;

    private readonly List<string[]> _rows = [];

    /// <summary>How wide a line may be: as the terminal, and of any width where a program reads.</summary>
    public static int WidthFor(TextWriter output)
    {
        if (!ReferenceEquals(output, Console.Out) || Console.IsOutputRedirected)
        {
            return int.MaxValue;
        }

        try
        {
            return Console.WindowWidth is > 0 and var width ? width : int.MaxValue;
        }
        catch (IOException)
        {
            return int.MaxValue;
        }
    }

    public void Add(params string[] cells) => _rows.Add([.. cells.Select(OneLine)]);

    /// <param name="output">Where it is written.</param>
    /// <param name="width">How wide a line may be.</param>
    /// <param name="indent">What stands before each line.</param>
    public void Write(TextWriter output, int width, string indent = "")
    {
        IEnumerable<string[]> lines = head.Length == 0 ? _rows : [head, .. _rows];
        var widths = WidthsWithin(width - indent.Length, lines);
        foreach (var row in lines)
        {
            var cells = row.Select((cell, column) => Wrap(cell, widths[column])).ToList();
            for (var line = 0; line < cells.Max(cell => cell.Count); line++)
            {
                output.WriteLine(
                    (indent + string.Join(Gap, cells.Select((cell, column) => (line < cell.Count ? cell[line] : "").PadRight(widths[column])))).TrimEnd());
            }
        }
    }

    /// <summary>A text in lines of at most this width, broken between words where there are any.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        var rest = text.AsSpan();
        while (rest.Length > width)
        {
            var space = rest[..(width + 1)].LastIndexOf(' ');
            var end = space > 0 ? space : width;
            lines.Add(rest[..end].TrimEnd().ToString());
            rest = rest[end..].TrimStart();
        }

        return [.. lines, rest.ToString()];
    }

    private static int[] WidthsWithin(int width, IEnumerable<string[]> lines)
    {
        var widths = new int[lines.Max(line => line.Length)];
        foreach (var line in lines)
        {
            for (var column = 0; column < line.Length; column++)
            {
                widths[column] = Math.Max(widths[column], line[column].Length);
            }
        }

        while (widths.Sum() + (Gap.Length * (widths.Length - 1)) > width && widths.Max() > Narrowest)
        {
            widths[Array.IndexOf(widths, widths.Max())]--;
        }

        return widths;
    }

    /// <summary>A file's text must not move a terminal's cursor.</summary>
    public static string OneLine(string cell) => string.Concat(cell.Select(character => char.IsControl(character) ? ' ' : character));
}
