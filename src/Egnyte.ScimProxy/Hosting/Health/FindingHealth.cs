using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Hosting.Health;

internal sealed record FindingHealth(string File, int Line, string Path, string Message, string Cure)
{
    public static FindingHealth Of(ProfileFinding finding) => new(finding.File, finding.Line, finding.Path, finding.Message, finding.Cure);
}
