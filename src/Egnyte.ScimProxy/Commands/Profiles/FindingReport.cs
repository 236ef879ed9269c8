using System.Text.Json;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary>What there is to say of profiles, the worst first.</summary>
internal static class FindingReport
{
    private const string Indent = "    ";

    public static void Print(TextWriter output, IEnumerable<ProfileFinding> findings, int width)
    {
        var notes = new TextTable();
        var hasNotes = false;
        foreach (var finding in findings.OrderBy(finding => finding.Severity))
        {
            if (finding.Severity is FindingSeverity.Note)
            {
                notes.Add("note", $"{finding.File}:{finding.Line}", finding.Path, finding.Message);
                hasNotes = true;
                continue;
            }

            output.WriteLine($"{Word(finding.Severity)}  {finding.File}:{finding.Line}  {finding.Path}".TrimEnd());
            foreach (var line in new[] { finding.Message, finding.Cure }.Where(text => text.Length > 0).SelectMany(text => TextTable.Wrap(TextTable.OneLine(text), Math.Max(width - Indent.Length, Indent.Length))))
            {
                output.WriteLine(Indent + line);
            }
        }

        if (hasNotes)
        {
            notes.Write(output, width);
        }
    }

    public static void WriteJson(Utf8JsonWriter writer, IEnumerable<ProfileFinding> findings)
    {
        writer.WriteStartArray("findings");
        foreach (var finding in findings.OrderBy(finding => finding.Severity))
        {
            writer.WriteStartObject();
            writer.WriteString("severity", Word(finding.Severity));
            writer.WriteString("file", finding.File);
            writer.WriteNumber("line", finding.Line);
            writer.WriteString("path", finding.Path);
            writer.WriteString("message", finding.Message);
            writer.WriteString("cure", finding.Cure);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static int Count(IEnumerable<ProfileFinding> findings, FindingSeverity severity) => findings.Count(finding => finding.Severity == severity);

    public static string Many(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static string Word(FindingSeverity severity) => severity switch
    {
        FindingSeverity.Error => "error",
        FindingSeverity.Warning => "warning",
        _ => "note",
    };
}
