using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary>Why a tool could not do what it was asked: as text on the standard error; with <c>--json</c> for scripts on the standard output too, which is JSON whatever happens.</summary>
internal static class NotDone
{
    public static int Because(string problem, bool json)
    {
        Console.Error.WriteLine(TextTable.OneLine(problem));
        if (json)
        {
            JsonReport.Print(Console.Out, writer => JsonReport.Texts(writer, "problems", [problem]));
        }

        return ExitCode.NotDone;
    }

    /// <summary>A profile that cannot be used.</summary>
    public static int Because(IReadOnlyList<ProfileFinding> errors, bool json)
    {
        foreach (var finding in errors)
        {
            Console.Error.WriteLine(TextTable.OneLine(finding.ToString()));
        }

        if (json)
        {
            JsonReport.Print(Console.Out, writer => FindingReport.WriteJson(writer, errors));
        }

        return ExitCode.NotDone;
    }
}
