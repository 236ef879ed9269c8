using System.Threading.RateLimiting;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Errors;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Security;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>
/// How many requests of a tenant are answered at once, those included that wait for a turn at Egnyte. Far more than its Egnyte can take
/// in the time that a request has: it keeps one tenant's flood out of the memory and the connections of all.
/// </summary>
internal sealed partial class LoadShedding(ScimProxyMetrics metrics, ILogger<LoadShedding> logger)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan WaitsApart = TimeSpan.FromSeconds(45);

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

        var tenant = service.Tenants.Serving(context.Request.RouteValues["tenant"] as string ?? TenantDirectory.DefaultName);
        using var ofStrangers = !IsOfKnownToken(context.Request, tenant) ? tenant.RequestsOfStrangers.AttemptAcquire() : null;
        using var lease = ofStrangers is { IsAcquired: false } ? ofStrangers : tenant.Requests.AttemptAcquire();
        await (lease.IsAcquired ? next(context) : RefuseAsync(context, tenant.Name));
    }

    private static bool IsOfKnownToken(HttpRequest request, Tenant tenant) =>
        BearerToken.TryRead(request, out var token) && tenant.Connection.Knows(TokenHash.Of(token));

    // Throttles are 429 to every client; a crowd that was refused at once does not come back at once.
    private Task RefuseAsync(HttpContext context, string tenant)
    {
        metrics.RequestShed(tenant);
        Log.Shed(logger, tenant, context.TraceIdentifier);
#pragma warning disable CA5394 // A spread need not be unpredictable.
        var wait = ShortestWait + (WaitsApart * Random.Shared.NextDouble());
#pragma warning restore CA5394
        var limit = $"{Tenant.MostRequests} requests of a tenant, {Tenant.MostOfStrangers} of them with tokens that Egnyte has not accepted yet,";
        return ScimExceptionHandler.WriteAsync(context, ComeBack.After(
            StatusCodes.Status429TooManyRequests, $"The proxy answers at most {limit} at once: this limit is its own, not Egnyte's", wait, Caller.Of(context)));
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.LoadShed, LogLevel.Warning, "Tenant {Tenant}: refused a request because too many are being answered. Request {RequestId}.")]
        public static partial void Shed(ILogger logger, string tenant, string requestId);
    }
}
