namespace Egnyte.ScimProxy.Commands;

/// <summary>Every mistake of a configuration, once, by key.</summary>
internal static class ConfigurationReport
{
    public static int Print(TextWriter output, IEnumerable<string> failures)
    {
        var mistakes = failures.ToList();
        output.WriteLine($"The configuration cannot be used: {mistakes.Count} mistake{(mistakes.Count == 1 ? "" : "s")}.");
        foreach (var mistake in mistakes)
        {
            output.WriteLine($"  - {mistake}");
        }

        return ScimProxyCommand.BadConfiguration;
    }
}
