using System.Threading.RateLimiting;
using Egnyte.ScimProxy.Errors;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>
/// How many requests of a tenant are answered at once, those included that wait for a turn at Egnyte. Far more than its Egnyte can take
/// in the time that a request has: it keeps one tenant's flood out of the memory and the connections of all.
/// </summary>
internal sealed partial class LoadShedding(ScimProxyMetrics metrics, ILogger<LoadShedding> logger) : IDisposable
{
    /// <summary>Requests to tenants that nobody configured share these: each of them is answered with 404 at once.</summary>
    private const int MostOfNobody = 50;

    /// <summary>Okta's ten attempts outlast four hours if the first wait is no shorter.</summary>
    private const int LeastWait = 15;

    private const int WaitsApart = 46;

    private readonly ConcurrencyLimiter _nobody = Limiter(MostOfNobody);

    /// <summary>
    /// Refuses what is beyond the limit, with no queue of its own. The platform's middleware wants partitions, which it looks for idle ones
    /// in ten times a second; tenants are few and known from the start.
    /// </summary>
    public static ConcurrencyLimiter Limiter(int most) => new(new ConcurrencyLimiterOptions { PermitLimit = most, QueueLimit = 0 });

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ScimService>() is not { } service)
        {
            await next(context);
            return;
        }

        var tenant = service.Tenants.Find(context.Request.RouteValues["tenant"] as string ?? TenantDirectory.DefaultName);
        using var lease = (tenant?.Requests ?? _nobody).AttemptAcquire();
        await (lease.IsAcquired ? next(context) : RefuseAsync(context, tenant?.Name));
    }

    public void Dispose() => _nobody.Dispose();

    // Throttles are 429 to every client; a crowd that was refused at once does not come back at once.
    private Task RefuseAsync(HttpContext context, string? tenant)
    {
        metrics.RequestShed(tenant);
        Log.Shed(logger, tenant, context.TraceIdentifier);
#pragma warning disable CA5394 // A spread need not be unpredictable.
        var seconds = LeastWait + Random.Shared.Next(WaitsApart);
#pragma warning restore CA5394
        var limit = tenant is null ? $"{MostOfNobody} requests to unknown tenants" : $"{Tenant.MostRequests} requests of tenant \"{tenant}\"";
        return ScimExceptionHandler.WriteAsync(context, ScimError.Unavailable(
            StatusCodes.Status429TooManyRequests, $"The proxy answers at most {limit} at once: this limit is its own, not Egnyte's. Try again in {seconds} s. (request {context.TraceIdentifier})", seconds));
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.LoadShed, LogLevel.Warning, "Tenant {Tenant}: refused a request because too many are being answered. Request {RequestId}.")]
        public static partial void Shed(ILogger logger, string? tenant, string requestId);
    }
}
