using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Hosting.Health;

internal sealed record FindingHealth(string File, int Line, string Path, string Message, string Fix)
{
    private const int MaxText = 500;

    public static FindingHealth Of(ProfileFinding finding) => new(Cut(finding.File), finding.Line, Cut(finding.Path), Cut(finding.Message), Cut(finding.Fix));

    // A message repeats what the file says, which may be long.
    private static string Cut(string text) =>
        text.Length <= MaxText ? text : $"{text.AsSpan(0, char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText)}…";
}
