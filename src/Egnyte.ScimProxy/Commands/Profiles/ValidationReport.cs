using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Profiles.Explaining;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary><c>profile validate</c>: the linter and the samples of each profile.</summary>
/// <param name="Files">How many profiles were looked at.</param>
/// <param name="Samples">How many samples were run.</param>
/// <param name="InheritedNotes">How many notes are left out, because they are about a file that only a profile looked at extends.</param>
/// <param name="Findings">What there is to say, the worst first.</param>
internal sealed record ValidationReport(int Files, int Samples, int InheritedNotes, IReadOnlyList<ProfileFinding> Findings) : Report
{
    public int Errors => FindingReport.Count(Findings, FindingSeverity.Error);

    public int Warnings => FindingReport.Count(Findings, FindingSeverity.Warning);

    public int Notes => FindingReport.Count(Findings, FindingSeverity.Note);

    protected override int GetExitCode() => Errors > 0 ? ExitCode.NotDone : ExitCode.Done;

    /// <param name="profiles">The profiles, each once.</param>
    /// <param name="inherited">Whether notes about a file that a profile extends are told too.</param>
    public static ValidationReport Of(IReadOnlyList<CompiledProfile> profiles, bool inherited)
    {
        // Files that extend one another say the same of what they share.
        var all = profiles.SelectMany(profile => profile.Findings.Concat(profile.Profile is { } usable ? SampleRunner.Run(usable) : []))
            .Distinct()
            .OrderBy(finding => finding.Severity)
            .ToList();
        var own = profiles.SelectMany(profile => profile.Sources.Take(1)).Select(source => source.File).ToHashSet(StringComparer.Ordinal);
        var told = inherited ? all : [.. all.Where(finding => finding.Severity is not FindingSeverity.Note || own.Contains(finding.File))];
        return new ValidationReport(profiles.Count, profiles.Sum(profile => profile.Profile?.Samples.Count ?? 0), all.Count - told.Count, told);
    }

    protected override void WriteText(TextWriter output, int width)
    {
        FindingReport.Print(output, Findings, width);
        var counts = string.Join(", ", FindingReport.Many(Errors, "error"), FindingReport.Many(Warnings, "warning"), FindingReport.Many(Notes, "note"));
        output.WriteLine($"{FindingReport.Many(Files, "file")}, {FindingReport.Many(Samples, "sample")} run: {counts}.");
        if (InheritedNotes > 0)
        {
            output.WriteLine($"{FindingReport.Many(InheritedNotes, "note")} on inherited rules left out. To print them, add --notes.");
        }
    }
}
