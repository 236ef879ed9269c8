using System.Text.Json.Serialization;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary>Why a tool could not do what it was asked: a profile that cannot be used, or another reason.</summary>
internal sealed record FailureReport : Report
{
    public FailureReport(string problem) => Problems = [problem];

    public FailureReport(IEnumerable<ProfileFinding> findings) => Findings = [.. findings];

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Problems { get; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProfileFinding>? Findings { get; }

    protected override int GetExitCode() => ExitCode.NotDone;

    protected override void WriteText(TextWriter output, int width)
    {
    }

    protected override IEnumerable<string> Failures() => Problems ?? Findings!.Select(finding => finding.ToString());
}
