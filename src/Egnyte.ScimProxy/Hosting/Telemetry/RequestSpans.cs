using System.Diagnostics;
using Egnyte.ScimProxy.Http;

namespace Egnyte.ScimProxy.Hosting.Telemetry;

/// <summary>
/// The span of a SCIM request, by OpenTelemetry's conventions for HTTP servers, without the path, the query or anything of a user. It continues the trace
/// of a trusted proxy. Of another client the trace becomes a link: it could choose what is sampled, and join others' traces.
/// </summary>
internal sealed class RequestSpans(TrustedProxies? trusted)
{
    public const string SourceName = "Egnyte.ScimProxy";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Whether anything listens.</summary>
    public static bool AreOn => Source.HasListeners();

    public Activity? Start(HttpContext context)
    {
        if (!AreOn)
        {
            return null;
        }

        var headers = context.Request.Headers;
        var isTrusted = trusted?.IsTrusted(context.Connection.RemoteIpAddress) is true;
        var hasTrace = ActivityContext.TryParse(headers.TraceParent, isTrusted ? headers.TraceState.ToString() : null, isRemote: true, out var trace);
        return Source.StartActivity(
            "SCIM request",
            ActivityKind.Server,
            hasTrace && isTrusted ? trace : default,
            links: hasTrace && !isTrusted ? [new ActivityLink(trace)] : null);
    }

    /// <param name="span">The span; ends here.</param>
    /// <param name="context">The request.</param>
    /// <param name="ended">What is known of it at its end.</param>
    public static void End(Activity? span, HttpContext context, EndedRequest ended)
    {
        using (span)
        {
            if (span is null)
            {
                return;
            }

            span.DisplayName = ended.Operation;
            span.SetTag("http.request.method", ended.Method)
                .SetTag("http.route", ended.Route)
                .SetTag("http.response.status_code", context.Response.StatusCode)
                .SetTag("url.scheme", context.Request.Scheme)
                .SetTag("scim_proxy.request.id", context.TraceIdentifier)
                .SetTag("scim_proxy.tenant", ended.Tenant)
                .SetTag("scim_proxy.profile", context.Features.Get<ScimCall>()?.Mapping.Profile.Name)
                .SetTag("scim_proxy.operation", ended.Operation)
                .SetTag("scim_proxy.outcome", ended.Outcome)
                .SetTag("scim_proxy.egnyte.calls", ended.EgnyteCalls)
                .SetTag("scim_proxy.reconciliations", ended.Reconciliations)
                .SetTag("scim_proxy.group.repairs", ended.GroupRepairs);
            if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            {
                span.SetTag("error.type", $"{context.Response.StatusCode}").SetStatus(ActivityStatusCode.Error);
            }
        }
    }
}
