using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Tenants;
using Microsoft.Net.Http.Headers;

namespace Egnyte.ScimProxy.Errors;

/// <summary>What an error answer depends on beside the failure: who asks, and what the tenant says.</summary>
/// <param name="IsOkta">Okta retries by itself only after a 429 with an integer Retry-After.</param>
/// <param name="TransientStatus">The tenant's TransientStatus, or null for auto.</param>
/// <param name="RequestId">The id that the log carries for this request.</param>
internal sealed record ErrorContext(bool IsOkta, int? TransientStatus, string RequestId)
{
    private const string OktaUserAgent = "Okta SCIM Client";

    /// <summary>The status of what passes by itself and is no throttle.</summary>
    public int OutageStatus => TransientStatus ?? (IsOkta ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable);

    public static ErrorContext Of(HttpContext context)
    {
        var setting = context.Features.Get<ScimCall>()?.Mapping.Settings.Get(TenantSettingsFormat.TransientStatus);
        var isOkta = setting is StatusCodes.Status429TooManyRequests
            || context.Request.Headers[HeaderNames.UserAgent].ToString().StartsWith(OktaUserAgent, StringComparison.OrdinalIgnoreCase);
        return new ErrorContext(isOkta, setting, context.TraceIdentifier);
    }
}
