using System.Collections.Concurrent;
using Egnyte.ScimProxy.Errors;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Security;
using Egnyte.ScimProxy.Telemetry;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>
/// Keeps one tenant's flood, and slow or large bodies, out of the memory and the connections of all: first the body arrives, then the
/// request takes a slot of its tenant, or is rejected.
/// </summary>
internal sealed partial class LoadShedding(RequestBodies bodies, ScimProxyMetrics metrics, ILogger<LoadShedding> logger)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan WaitsApart = TimeSpan.FromSeconds(45);

    private readonly ConcurrentDictionary<Tenant, RequestSlots> _slots = new();

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ScimService>() is not { } service)
        {
            await next(context);
            return;
        }

        var credentials = RequestCredentials.Resolve(context, service.Tenants);

        // Without a token, the request is rejected before its body is read.
        using var memory = credentials.Token is null ? null : await bodies.ReadAsync(context, credentials);
        if (!_slots.GetOrAdd(credentials.Tenant, static _ => new RequestSlots()).TryTake(credentials.Token, credentials.IsVerified, out var slot))
        {
            await RefuseAsync(context, credentials.Tenant.Name);
            return;
        }

        using (slot)
        {
            await next(context);
        }
    }

    // Throttles are 429 to every client. Clients that are rejected together must not retry together.
    private Task RefuseAsync(HttpContext context, string tenant)
    {
        metrics.RequestShed(tenant);
        Log.Shed(logger, tenant);
#pragma warning disable CA5394 // A spread need not be unpredictable.
        var wait = ShortestWait + (WaitsApart * Random.Shared.NextDouble());
#pragma warning restore CA5394
        var limit = $"{RequestSlots.Most} requests of a tenant at once, {RequestSlots.MostOfOneToken} of one token and "
            + $"{RequestSlots.MostOfUnverified} of tokens that Egnyte has not accepted yet";
        return ScimExceptionHandler.WriteAsync(context, RetryLater.After(
            StatusCodes.Status429TooManyRequests, $"The proxy serves at most {limit}: this limit is its own, not Egnyte's", wait, ErrorContext.Of(context)));
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.LoadShed, LogLevel.Warning, "Tenant {Tenant}: refused a request because too many are being answered.")]
        public static partial void Shed(ILogger logger, string tenant);
    }
}
