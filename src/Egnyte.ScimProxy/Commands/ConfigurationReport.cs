using Microsoft.Extensions.Options;

namespace Egnyte.ScimProxy.Commands;

/// <summary>Every mistake of a configuration, once, by key.</summary>
internal static class ConfigurationReport
{
    /// <summary>Whether an exception at the start is the operator's to mend: a wrong setting, a file that is no JSON.</summary>
    public static bool Explains(Exception exception) => exception is OptionsValidationException or InvalidDataException or FormatException;

    public static int Print(TextWriter output, Exception mistake)
    {
        string[] mistakes = mistake is OptionsValidationException invalid ? [.. invalid.Failures] : [string.Join(" ", new[] { mistake.Message, mistake.InnerException?.Message }.Where(text => text is not null))];
        output.WriteLine($"The proxy cannot start: {mistakes.Length} mistake{(mistakes.Length == 1 ? "" : "s")} in its configuration.");
        foreach (var text in mistakes)
        {
            output.WriteLine($"  - {text}");
        }

        return ExitCode.NotDone;
    }
}
