using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Errors;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Security;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting.Telemetry;

/// <summary>What metrics, traces and the access log say of a request that was answered.</summary>
internal sealed class EndedRequest
{
    private readonly EgnyteUsage? _usage;

    public EndedRequest(HttpContext context)
    {
        var call = context.Features.Get<ScimCall>();
        Tenant = context.Features.Get<RequestCredentials>()?.Tenant.Name;
        Route = ScimFailures.RouteOf(context);

        // Of a request to an unknown path nothing becomes a tag: a client could make as many as it likes.
        var at = Route.IndexOf(TenantPaths.ScimPath, StringComparison.Ordinal);
        Method = ScimFailures.MethodOf(context);
        Operation = at >= 0 ? $"{Method} {Route.AsSpan(at + TenantPaths.ScimPath.Length)}" : "unknown";
        Outcome = context.Response.StatusCode switch
        {
            < 400 => "ok",
            StatusCodes.Status429TooManyRequests => "retry_later",
            StatusCodes.Status499ClientClosedRequest => "disconnected",
            < 500 => "rejected",
            _ => "failed",
        };

        // For a name that is not configured nothing leaves the proxy.
        _usage = Tenant is UnknownTenants.Name ? null : call?.Egnyte.Usage;
        (Reconciliations, GroupRepairs) = (call?.Facts.Reconciliations ?? 0, call?.Facts.GroupRepairs ?? 0);
    }

    public string? Tenant { get; }

    public string Route { get; }

    /// <summary>Its method; _OTHER for one that HTTP does not know.</summary>
    public string Method { get; }

    /// <summary>Method and route below the base URL, such as "POST /Users".</summary>
    public string Operation { get; }

    public string Outcome { get; }

    public int Reconciliations { get; }

    public int GroupRepairs { get; }

    public int EgnyteCalls => _usage?.Calls ?? 0;

    public TimeSpan Queued => _usage?.Queued ?? TimeSpan.Zero;
}
