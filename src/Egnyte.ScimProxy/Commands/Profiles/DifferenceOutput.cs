namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary>What <c>profile diff</c> found, as text and as JSON.</summary>
internal static class DifferenceOutput
{
    private const string Nothing = "-";
    private const int Widest = 120;

    public static void WriteText(TextWriter output, string before, string after, int total, IReadOnlyList<PersonChange> changes)
    {
        output.WriteLine($"{changes.Count} of {total} sample user{(total == 1 ? "" : "s")} would change from {before} to {after}.");
        foreach (var change in changes)
        {
            output.WriteLine();
            output.WriteLine(TextTable.OneLine($"{change.File} ({change.Operation})"));
            var table = new TextTable();
            foreach (var difference in change.Differences)
            {
                table.Add(difference.Where, difference.Before ?? Nothing, difference.After ?? Nothing);
            }

            // An error is a long text in one of two columns: the other must stay on the screen, and in a file.
            table.Write(output, Math.Min(TextTable.WidthFor(output), Widest), "  ");
        }
    }

    public static void WriteJson(TextWriter output, string before, string after, int total, IReadOnlyList<PersonChange> changes, IReadOnlyList<string> problems) => JsonReport.Print(output, writer =>
    {
        writer.WriteString("before", before);
        writer.WriteString("after", after);
        writer.WriteNumber("samples", total);
        writer.WriteStartArray("changes");
        foreach (var change in changes)
        {
            writer.WriteStartObject();
            writer.WriteString("file", change.File);
            writer.WriteString("operation", change.Operation);
            writer.WriteStartArray("differences");
            foreach (var difference in change.Differences)
            {
                writer.WriteStartObject();
                writer.WriteString("where", difference.Where);
                writer.WriteString("before", difference.Before);
                writer.WriteString("after", difference.After);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        JsonReport.Texts(writer, "problems", problems);
    });
}
