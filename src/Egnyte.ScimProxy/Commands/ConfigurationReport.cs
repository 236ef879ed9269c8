using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Commands;

/// <summary>Every mistake of a configuration, once, by key.</summary>
internal static partial class ConfigurationReport
{
    public static int Print(TextWriter errors, IReadOnlyList<string> mistakes)
    {
        errors.WriteLine($"The proxy cannot start: {mistakes.Count} mistake{(mistakes.Count == 1 ? "" : "s")} in its configuration.");
        foreach (var mistake in mistakes)
        {
            errors.WriteLine($"  - {Shown(mistake)}");
        }

        return ExitCode.NotDone;
    }

    public static void PrintWarnings(TextWriter errors, IReadOnlyList<string> warnings)
    {
        foreach (var warning in warnings)
        {
            errors.WriteLine($"warning: {Shown(warning)}");
        }
    }

    // A value is repeated as it was written, and what is written before the @ of an address is mostly a password.
    public static string Shown(string text) => Printable.Of(Credentials().Replace(text, "***"));

    [GeneratedRegex("(?<=://)[^\"]*(?=@)", RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();
}
