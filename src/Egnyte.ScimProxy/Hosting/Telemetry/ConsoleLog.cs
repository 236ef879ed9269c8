using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Console;

namespace Egnyte.ScimProxy.Hosting.Telemetry;

/// <summary>
/// The log on the standard output: one line for each event with time (ISO 8601, UTC), level, category, event id and request id. The platform's section
/// Logging:Console chooses another form.
/// </summary>
internal static class ConsoleLog
{
    private const string Format = "Logging:Console:FormatterName";
    private const string Options = "Logging:Console:FormatterOptions";
    private const string Time = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public static void AddConsoleLog(this WebApplicationBuilder builder)
    {
        // Below everything else, so that an operator's Logging section wins. Hosting diagnostics at Information would log query
        // strings, e-mail addresses included; it says nothing above, yet costs each request a scope as long as it might.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Default"] = "Information",
                ["Logging:LogLevel:Microsoft"] = "Warning",
                ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "None",

                // At Debug these two repeat paths and headers, whatever is in them; an operator who turns "Microsoft" on does not want that.
                ["Logging:LogLevel:Microsoft.AspNetCore.Routing.Matching"] = "Warning",
                ["Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel.BadRequests"] = "Warning",
                ["Logging:LogLevel:System"] = "Warning",
                ["Logging:LogLevel:Polly"] = "Warning",
                [$"Logging:LogLevel:{RequestTelemetry.AccessLog}"] = "None",

                // An output that nothing reads would hold every request; the platform says how many lines were dropped.
                ["Logging:Console:QueueFullMode"] = nameof(ConsoleLoggerQueueFullMode.DropWrite),
                [$"{Options}:ColorBehavior"] = WantsNoColor() ? nameof(LoggerColorBehavior.Disabled) : null,
                [$"{Options}:IncludeScopes"] = bool.TrueString,
                [$"{Options}:SingleLine"] = bool.TrueString,
                [$"{Options}:TimestampFormat"] = IsJson(builder.Configuration) ? Time : $"{Time} ",
                [$"{Options}:UseUtcTimestamp"] = bool.TrueString,
            },
        });

        // The slim builder sets the simple format, whatever FormatterName says.
        var format = builder.Configuration[Format] is { Length: > 0 } chosen ? chosen : ConsoleFormatterNames.Simple;
        builder.Logging.ClearProviders().AddConsole(console => console.FormatterName = format);
    }

    // In the other formats the text follows the time at once.
    private static bool IsJson(ConfigurationManager configuration) =>
        string.Equals(configuration[Format], ConsoleFormatterNames.Json, StringComparison.OrdinalIgnoreCase);

    // no-color.org
    private static bool WantsNoColor() => Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
}
