using System.Diagnostics;
using Egnyte.ScimProxy.Errors;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Security;
using Egnyte.ScimProxy.Telemetry;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting.Telemetry;

/// <summary>Middleware: one line for each request, where the level of its category is Information. Never a path with ids, a query or a body.</summary>
internal sealed partial class AccessLog(ILogger logger)
{
    /// <summary>Off by default: the log has a line per write, and a busy import would bury them.</summary>
    public const string Category = "Egnyte.ScimProxy.AccessLog";

    public AccessLog(ILoggerFactory loggers)
        : this(loggers.CreateLogger(Category))
    {
    }

    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        logger.IsEnabled(LogLevel.Information) ? LoggedAsync(context, next) : next(context);

    private async Task LoggedAsync(HttpContext context, RequestDelegate next)
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
            var usage = tenant is UnknownTenants.Name ? null : context.Features.Get<ScimCall>()?.Egnyte.Usage;
            Log.RequestEnded(
                logger,
                context.Request.Method,
                ScimFailures.RouteOf(context),
                tenant,
                context.Response.StatusCode,
                usage?.Calls ?? 0,
                usage?.Queued.TotalMilliseconds ?? 0,
                Stopwatch.GetElapsedTime(began).TotalMilliseconds);
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
