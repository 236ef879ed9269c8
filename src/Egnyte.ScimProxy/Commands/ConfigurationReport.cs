using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Commands;

/// <summary>Every mistake of a configuration, once, by key.</summary>
internal static class ConfigurationReport
{
    public static int Print(TextWriter errors, IReadOnlyList<string> mistakes)
    {
        errors.WriteLine($"The proxy cannot start: {mistakes.Count} mistake{(mistakes.Count == 1 ? "" : "s")} in its configuration.");
        foreach (var mistake in mistakes)
        {
            errors.WriteLine($"  - {Printable.Of(mistake)}");
        }

        return ExitCode.NotDone;
    }

    public static void PrintWarnings(TextWriter errors, IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings)
        {
            errors.WriteLine($"warning: {Printable.Of(warning)}");
        }
    }
}
