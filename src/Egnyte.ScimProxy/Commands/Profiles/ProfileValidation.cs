using Egnyte.ScimProxy.Explaining;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary><c>profile validate</c>: the linter and the samples of each file.</summary>
internal static class ProfileValidation
{
    public static int Run(TextWriter output, IReadOnlyList<string> files, string? folder, bool json)
    {
        var profiles = files.Select(file => ProfileArgument.Open(file, folder).Profile).ToList();

        // Files that extend one another say the same of what they share.
        var findings = profiles.SelectMany(profile => profile.Findings.Concat(profile.Profile is { } usable ? SampleRunner.Run(usable) : [])).Distinct().ToList();
        var samples = profiles.Sum(profile => profile.Profile?.Samples.Count ?? 0);
        if (json)
        {
            JsonReport.Print(output, writer =>
            {
                writer.WriteNumber("files", files.Count);
                writer.WriteNumber("samples", samples);
                writer.WriteNumber("errors", FindingReport.Count(findings, FindingSeverity.Error));
                writer.WriteNumber("warnings", FindingReport.Count(findings, FindingSeverity.Warning));
                writer.WriteNumber("notes", FindingReport.Count(findings, FindingSeverity.Note));
                FindingReport.WriteJson(writer, findings);
            });
        }
        else
        {
            FindingReport.Print(output, findings, TextTable.WidthFor(output));
            output.WriteLine($"{FindingReport.Many(files.Count, "file")}, {FindingReport.Many(samples, "sample")} run: {string.Join(", ", new[] { FindingSeverity.Error, FindingSeverity.Warning, FindingSeverity.Note }.Select(severity => FindingReport.Many(FindingReport.Count(findings, severity), severity.ToString().ToLowerInvariant())))}.");
        }

        // Nothing was read of a file that is not there.
        return profiles.Any(profile => profile.Sources.Count == 0) ? ExitCode.NotDone
            : profiles.Any(profile => profile.Profile is null) || FindingReport.Count(findings, FindingSeverity.Error) > 0 ? ExitCode.Mistakes
            : ExitCode.Done;
    }
}
