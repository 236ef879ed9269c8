using System.Diagnostics.CodeAnalysis;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Security;

/// <summary>Which tenant a request names and which token it carries: resolved once, a feature of the request.</summary>
/// <param name="tenantName">The tenant as the request writes it.</param>
/// <param name="tenant">The tenant that answers.</param>
/// <param name="token">The token; null where there is none that could be passed on.</param>
internal sealed class RequestCredentials(string tenantName, Tenant tenant, BearerToken? token)
{
    public string TenantName => tenantName;

    public Tenant Tenant => tenant;

    public BearerToken? Token => token;

    /// <summary>
    /// When the request began, as a timestamp, where its body kept it waiting: the time that it may take counts from then (behaviour.md §5).
    /// Null where it did not.
    /// </summary>
    public long? BeganAt { get; set; }

    /// <summary>Whether Egnyte has accepted the token.</summary>
    [MemberNotNullWhen(true, nameof(Token))]
    public bool IsVerified => token is not null && tenant.Connection.Knows(token.Hash);

    public static RequestCredentials Resolve(HttpContext context, TenantDirectory tenants)
    {
        var name = context.Request.RouteValues["tenant"] as string ?? TenantDirectory.DefaultName;
        var credentials = new RequestCredentials(name, tenants.Serving(name), BearerToken.Read(context.Request));
        context.Features.Set(credentials);
        return credentials;
    }

    /// <summary>Opens the request's calls to Egnyte.</summary>
    /// <param name="context">The request.</param>
    /// <param name="beganAt">When it began, as a timestamp.</param>
    /// <param name="deadline">When its response must be there, as a timestamp.</param>
    /// <exception cref="Scim.ScimException">401: there is no token.</exception>
    public EgnyteSession OpenSession(HttpContext context, long beganAt, long deadline)
    {
        var bearer = token ?? throw BearerToken.Missing(context.Request);
        return tenant.Connection.OpenSession(
            new EgnyteCallContext(bearer.Value, bearer.Hash, deadline, context.TraceIdentifier)
            {
                ArrivedAt = beganAt,
                ClientAddress = context.Connection.RemoteIpAddress,
            },
            context.RequestAborted);
    }
}
