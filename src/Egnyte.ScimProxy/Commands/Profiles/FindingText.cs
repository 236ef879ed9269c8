using Egnyte.ScimProxy.Mapping;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary>What there is to say of a profile that cannot be used.</summary>
internal static class FindingText
{
    public static int Fail(CompiledProfile compiled)
    {
        foreach (var finding in compiled.Errors)
        {
            Console.Error.WriteLine(ColumnText.OneLine(finding.ToString()));
        }

        return ExitCode.NotDone;
    }
}
