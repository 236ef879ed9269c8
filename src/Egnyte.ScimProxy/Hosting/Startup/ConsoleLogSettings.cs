using System.Globalization;
using Microsoft.Extensions.Logging.Console;

namespace Egnyte.ScimProxy.Hosting.Startup;

/// <summary>The settings of the console log. The platform throws at the first bad one, and at a bad time format only when it writes the first line.</summary>
internal static class ConsoleLogSettings
{
    private const string Section = "Logging:Console";
    private const string Boolean = "true or false";

    private static readonly (string Key, string Expected, Predicate<string> IsGood)[] Settings =
    [
        ("FormatterName", "simple, json or systemd", text => text.ToUpperInvariant() is "SIMPLE" or "JSON" or "SYSTEMD"),
        ("FormatterOptions:ColorBehavior", string.Join(", ", Enum.GetNames<LoggerColorBehavior>()), IsNamed<LoggerColorBehavior>),
        ("FormatterOptions:IncludeScopes", Boolean, IsBoolean),
        ("FormatterOptions:SingleLine", Boolean, IsBoolean),
        ("FormatterOptions:TimestampFormat", "a .NET date and time format, such as \"HH:mm:ss \"", IsTimeFormat),
        ("FormatterOptions:UseUtcTimestamp", Boolean, IsBoolean),
        ("IncludeScopes", Boolean, IsBoolean),
        ("LogToStandardErrorThreshold", string.Join(", ", Enum.GetNames<LogLevel>()), IsNamed<LogLevel>),
        ("MaxQueueLength", "a whole number from 1", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length > 0),
        ("QueueFullMode", string.Join(", ", Enum.GetNames<ConsoleLoggerQueueFullMode>()), IsNamed<ConsoleLoggerQueueFullMode>),
        ("TimestampFormat", "a .NET date and time format, such as \"HH:mm:ss \"", IsTimeFormat),
        ("UseUtcTimestamp", Boolean, IsBoolean),
    ];

    /// <summary>Reports each bad setting and removes it, so that the program can be built and its other mistakes be found.</summary>
    public static IEnumerable<string> Mistakes(IConfiguration configuration)
    {
        foreach (var (key, expected, isGood) in Settings)
        {
            var path = $"{Section}:{key}";
            if (configuration[path] is { Length: > 0 } value && !isGood(value))
            {
                yield return $"{path} (\"{value}\") must be {expected}.";
                configuration[path] = null;
            }
        }
    }

    private static bool IsBoolean(string text) => bool.TryParse(text, out _);

    private static bool IsNamed<T>(string text)
        where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value);

    private static bool IsTimeFormat(string text)
    {
        try
        {
            _ = DateTimeOffset.UnixEpoch.ToString(text, CultureInfo.InvariantCulture);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
