namespace Egnyte.ScimProxy.Hosting.Startup;

/// <summary>The levels in the section Logging. The platform throws at the first bad one, when the log is first used.</summary>
internal static class LogLevels
{
    private const string Levels = "LogLevel";

    /// <summary>Reports each bad level and puts a good one in its place, so that the program can be built and its other mistakes be found.</summary>
    public static IEnumerable<string> Mistakes(IConfiguration configuration)
    {
        foreach (var levels in Sections(configuration))
        {
            if (levels.Value is { Length: > 0 } value)
            {
                yield return $"{levels.Path} (\"{value}\") takes a section, not one value: write {levels.Path}:Default.";
            }

            foreach (var level in levels.GetChildren()
                .Where(level => level.Value is { Length: > 0 } text
                    && !(Enum.TryParse<LogLevel>(text, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed)))
                .ToList())
            {
                yield return $"{level.Path} (\"{level.Value}\") is not one of {string.Join(", ", Enum.GetNames<LogLevel>())}.";
                configuration[level.Path] = nameof(LogLevel.Information);
            }
        }
    }

    /// <summary>
    /// A shell has no variable with a dot in its name, which every category but Default has: <c>Logging__LogLevel__Egnyte_ScimProxy</c> sets the level of
    /// Egnyte.ScimProxy. No category of the platform has an underscore.
    /// </summary>
    public static void ReadUnderscoresAsDots(IConfiguration configuration)
    {
        foreach (var level in Sections(configuration).SelectMany(levels => levels.GetChildren()).Where(level => level.Key.Contains('_')).ToList())
        {
            configuration[$"{level.Path[..^level.Key.Length]}{level.Key.Replace('_', '.')}"] = level.Value;
        }
    }

    private static IEnumerable<IConfigurationSection> Sections(IConfiguration configuration)
    {
        var logging = configuration.GetSection("Logging");
        return logging.GetChildren().Select(provider => provider.GetSection(Levels)).Prepend(logging.GetSection(Levels));
    }
}
