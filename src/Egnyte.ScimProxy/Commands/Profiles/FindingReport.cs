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

            output.WriteLine(TextTable.OneLine($"{finding.Severity.ToString().ToLowerInvariant()}  {finding.File}:{finding.Line}  {finding.Path}").TrimEnd());
            foreach (var line in new[] { finding.Message, finding.Fix }.Where(text => text.Length > 0)
                .SelectMany(text => TextTable.Wrap(TextTable.OneLine(text), Math.Max(width - Indent.Length, Indent.Length))))
            {
                output.WriteLine(Indent + line);
            }
        }

        if (hasNotes)
        {
            notes.Write(output, width);
        }
    }

    public static int Count(IEnumerable<ProfileFinding> findings, FindingSeverity severity) => findings.Count(finding => finding.Severity == severity);

    public static string Many(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
