namespace Egnyte.ScimProxy.Hosting.Startup;

/// <summary>The levels in the section Logging. The platform throws at the first bad one, when the log is first used.</summary>
internal static class LogLevels
{
    private const string Levels = "LogLevel";

    /// <summary>Reports each bad level and puts a good one in its place, so that the program can be built and its other mistakes be found.</summary>
    public static IEnumerable<string> Mistakes(IConfiguration configuration)
    {
        var logging = configuration.GetSection("Logging");
        foreach (var levels in logging.GetChildren().Select(provider => provider.GetSection(Levels)).Prepend(logging.GetSection(Levels)))
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
}
