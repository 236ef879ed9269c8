using System.Diagnostics;
using Egnyte.ScimProxy.Errors;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Security;
using Egnyte.ScimProxy.Telemetry;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting.Telemetry;

/// <summary>
/// Middleware: counts each request where metrics are on, and writes a line where the level of the access log is Information. Never a path with ids, a
/// query or a body.
/// </summary>
internal sealed partial class RequestTelemetry(ILoggerFactory loggers, ScimProxyMetrics metrics)
{
    /// <summary>Off by default: the log has a line per write, and a busy import would bury them.</summary>
    public const string AccessLog = "Egnyte.ScimProxy.AccessLog";

    private readonly ILogger _accessLog = loggers.CreateLogger(AccessLog);

    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        metrics.AreRequestsMeasured || _accessLog.IsEnabled(LogLevel.Information) ? ObservedAsync(context, next) : next(context);

    private async Task ObservedAsync(HttpContext context, RequestDelegate next)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            // For a name that is not configured nothing leaves the proxy.
            var tenant = context.Features.Get<RequestCredentials>()?.Tenant.Name;
            var call = context.Features.Get<ScimCall>();
            var usage = tenant is UnknownTenants.Name ? null : call?.Egnyte.Usage;
            metrics.RequestEnded(
                tenant, OperationOf(context), OutcomeOf(context), usage?.Calls ?? 0, call?.Facts.Reconciliations ?? 0, call?.Facts.GroupRepairs ?? 0);
            Log.RequestEnded(
                _accessLog,
                context.Request.Method,
                ScimFailures.RouteOf(context),
                tenant,
                context.Response.StatusCode,
                usage?.Calls ?? 0,
                usage?.Queued.TotalMilliseconds ?? 0,
                Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
    }

    // Of a request to an unknown path nothing becomes a tag: a client could make as many as it likes.
    private static string OperationOf(HttpContext context) =>
        ScimFailures.RouteOf(context) is var route && route.IndexOf(TenantPaths.ScimPath, StringComparison.Ordinal) is >= 0 and var at
            ? $"{context.Request.Method} {route.AsSpan(at + TenantPaths.ScimPath.Length)}"
            : "unknown";

    private static string OutcomeOf(HttpContext context) => context.Response.StatusCode switch
    {
        < 400 => "ok",
        StatusCodes.Status429TooManyRequests => "retry_later",
        StatusCodes.Status499ClientClosedRequest => "disconnected",
        < 500 => "rejected",
        _ => "failed",
    };

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
