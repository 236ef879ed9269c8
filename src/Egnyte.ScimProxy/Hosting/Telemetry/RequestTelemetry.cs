using System.Diagnostics;
using Egnyte.ScimProxy.Telemetry;

namespace Egnyte.ScimProxy.Hosting.Telemetry;

/// <summary>
/// Middleware: counts and traces each request where metrics or traces are on, and writes a line where the level of the access log is Information. Never a
/// path with ids, a query or a body.
/// </summary>
internal sealed partial class RequestTelemetry(ILoggerFactory loggers, ScimProxyMetrics metrics, RequestSpans spans)
{
    /// <summary>Off by default: the log has a line per write, and a busy import would bury them.</summary>
    public const string AccessLog = "Egnyte.ScimProxy.AccessLog";

    private readonly ILogger _accessLog = loggers.CreateLogger(AccessLog);

    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        metrics.AreRequestsMeasured || RequestSpans.AreOn || _accessLog.IsEnabled(LogLevel.Information) ? ObservedAsync(context, next) : next(context);

    private async Task ObservedAsync(HttpContext context, RequestDelegate next)
    {
        var began = Stopwatch.GetTimestamp();
        var span = spans.Start(context);
        try
        {
            await next(context);
        }
        finally
        {
            var ended = new EndedRequest(context);
            metrics.RequestEnded(ended.Tenant, ended.Operation, ended.Outcome, ended.EgnyteCalls, ended.Reconciliations, ended.GroupRepairs);
            Log.RequestEnded(
                _accessLog,
                ended.Method,
                ended.Route,
                ended.Tenant,
                context.Response.StatusCode,
                ended.EgnyteCalls,
                ended.Queued.TotalMilliseconds,
                Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            RequestSpans.End(span, context, ended);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventIds.RequestEnded,
            LogLevel.Information,
            "{Method} {Route} of tenant {Tenant}: {Status}; Egnyte calls {EgnyteCalls}, queued {QueuedMilliseconds:F0} ms, total {Milliseconds:F0} ms.")]
        public static partial void RequestEnded(
            ILogger logger, string method, string route, string? tenant, int status, int egnyteCalls, double queuedMilliseconds, double milliseconds);
    }
}
