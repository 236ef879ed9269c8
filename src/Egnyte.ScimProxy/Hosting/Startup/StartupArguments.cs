namespace Egnyte.ScimProxy.Hosting.Startup;

/// <summary>The settings on the command line of a verb. The platform ignores without a word what it does not understand there.</summary>
internal static class StartupArguments
{
    private const string Telemetry = "OTEL_";

    /// <summary>The first words of the keys that are read.</summary>
    private static readonly string[] Roots =
    [
        ScimProxyOptions.Section, "Kestrel", "Logging", "AllowedHosts", "urls", "http_ports", "https_ports", "environment", "contentRoot",
    ];

    /// <summary>Reads <c>--key value</c>, <c>--key=value</c>, <c>/key=value</c> and <c>key=value</c>.</summary>
    /// <returns>The settings as <c>--key=value</c>, which the platform reads in one way only.</returns>
    public static string[] Read(string verb, IReadOnlyList<string> words, List<string> mistakes)
    {
        var settings = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var prefix = word.StartsWith("--", StringComparison.Ordinal) ? 2 : word.StartsWith('/') ? 1 : 0;
            var end = word.IndexOf('=', prefix);
            if (end < 0 && (prefix == 0 || !IsSetting(word[prefix..])))
            {
                mistakes.Add(WhyNot(verb, word, word[prefix..]));
            }
            else if (!IsSetting(end < 0 ? word[prefix..] : word[prefix..end]))
            {
                mistakes.Add(WhyNot(verb, word[..end], word[prefix..end]));
            }
            else if (end >= 0)
            {
                settings.Add($"--{word[prefix..]}");
            }
            else if (i + 1 < words.Count && !words[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                settings.Add($"--{word[prefix..]}={words[++i]}");
            }
            else
            {
                mistakes.Add($"\"{word}\" has no value: write {word}=VALUE.");
            }
        }

        return [.. settings];
    }

    private static bool IsSetting(string key) =>
        Roots.Contains(key.Split(':')[0], StringComparer.OrdinalIgnoreCase) || key.StartsWith(Telemetry, StringComparison.OrdinalIgnoreCase);

    private static string WhyNot(string verb, string shown, string key)
    {
        // On the command line two underscores are no colon.
        var withColons = key.Replace("__", ":", StringComparison.Ordinal);
        return withColons != key && IsSetting(withColons)
            ? $"\"{shown}\" is no option of {verb}: on the command line write --{withColons}=VALUE."
            : $"\"{shown}\" is no option of {verb} and no setting: see {verb} --help. A setting is written as its key: "
                + "--ScimProxy:PublicUrl=https://scim.example.com";
    }
}
