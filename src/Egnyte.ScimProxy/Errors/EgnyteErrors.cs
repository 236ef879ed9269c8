using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Errors;

/// <summary>
/// THE TABLE: what each failure of Egnyte becomes for the client (behaviour.md §5). A transient failure has a Retry-After; what will
/// not says what to change and where. The texts are read by an administrator behind Okta's "Errors reported by remote server:".
/// </summary>
internal static class EgnyteErrors
{
    private const int DefaultWait = 60;

    public static ScimError ToScimError(EgnyteApiException failure, MappingProfile? profile, ErrorContext errorContext) =>
        IsInDoubt(failure) ? Outage(failure, errorContext) : OfKind(failure, profile, errorContext);

    // Egnyte refuses what an earlier attempt of this request may have done: to hear of the refusal alone would be to hear that nothing was.
    private static bool IsInDoubt(EgnyteApiException failure) => failure is
    {
        MayHaveActed: true,
        Kind: EgnyteFailure.InvalidInput or EgnyteFailure.AlreadyExists or EgnyteFailure.MethodNotAllowed or EgnyteFailure.Forbidden or EgnyteFailure.Rejected,
    };

    private static ScimError OfKind(EgnyteApiException failure, MappingProfile? profile, ErrorContext errorContext) => failure.Kind switch
    {
        // 400 with a constraint or input error.
        EgnyteFailure.InvalidInput => ScimError.InvalidValue(Refusal(failure, profile)),

        // 409; 400 that says "already exists"; 405 to a POST.
        EgnyteFailure.AlreadyExists => ScimError.Uniqueness(Clash(failure, profile)),

        // 405 otherwise.
        EgnyteFailure.MethodNotAllowed => ScimError.BadGateway(
            $"Egnyte does not allow {failure.Operation}. The proxy and this Egnyte domain do not fit together: please report it. (request "
            + $"{errorContext.RequestId})"),

        // 401; ERR_403_DEVELOPER_INACTIVE, ERR_403_NOT_AUTHORIZED, ERR_401_INVALID_OR_EXPIRED_TOKEN with any status. The token is the client's own.
        EgnyteFailure.TokenRejected => ScimError.Unauthorized(
            "The access token was refused: it is wrong, revoked, or made for another Egnyte domain, or the base URL names a tenant that this "
            + "proxy does not have. Put a valid Egnyte access token into the integration's API token field, and check the tenant's name in the "
            + "base URL."),

        // 403 without a Mashery code, in JSON or without a body; ERR_403_DEVELOPER_UNKNOWN_REFERER, ERR_403_SERVICE_REQUIRES_SSL.
        EgnyteFailure.Forbidden => ScimError.Forbidden(
            $"{Said(failure)}Egnyte does not permit this to the token's owner, who must be an Egnyte administrator; the token needs the scopes "
            + "Egnyte.user and Egnyte.group."),

        // ERR_403_DEVELOPER_OVER_QPS, ERR_403_SERVICE_OVER_QPS; 429. Throttles are 429 to every client.
        EgnyteFailure.Throttled => Wait(429, failure, errorContext, 1, "Egnyte allows this token only so many calls a second, and others are waiting"),

        // ERR_403_DEVELOPER_OVER_RATE.
        EgnyteFailure.QuotaExhausted => Wait(429, failure, errorContext, RetryLater.LeastForQuota, failure.IsKeptForWrites
            ? $"The Egnyte calls that this token has left today are kept for writes (the tenant's {TenantSettingsFormat.WriteReserve.Key}), so "
                + "that users can be deactivated; Egnyte raises the limit on request"
            : "The daily quota of this Egnyte token is exhausted; Egnyte raises the limit on request"),

        // 404 for one resource in Egnyte's own form, {"Errors":[{"code":"404"}]}; in any other form but HTML, where one row of the collection can be read.
        EgnyteFailure.NotFound => ScimError.NotFound(failure.Operation.Contains("/groups", StringComparison.Ordinal)
            ? "Egnyte has no such group. If it was deleted in Egnyte, unlink the pushed group and push it again."
            : "Egnyte has no such user. If the account was deleted in Egnyte, unassign the user from the app, then assign the user again."),

        // 404 for a collection, not in HTML; a redirect; a host name that does not exist.
        EgnyteFailure.NoSuchDomain =>
            ScimError.BadGateway(
                $"There is no Egnyte API at the configured address: check EgnyteDomain in the proxy's configuration. (request {errorContext.RequestId})"),

        // 5xx; 408; below 400 but neither 2xx nor a redirect; HTML or XML with any other status; ERR_403_SERVICE_OVER_RATE; a 404 that is not
        // confirmed; broken JSON on 2xx; reset; other DNS failures; TLS; time-out; breaker open.
        EgnyteFailure.Unavailable => Outage(failure, errorContext),

        // A 2xx to a PATCH or PUT without a usable body, where the resource that is then read cannot be.
        EgnyteFailure.Unshown => Outage(failure, errorContext),

        // Any other 4xx.
        _ => new ScimError(400, null, $"{Said(failure)}Egnyte refused the request{Status(failure)}."),
    };

    private static ScimError Outage(
        EgnyteApiException failure, ErrorContext errorContext) => Wait(errorContext.OutageStatus, failure, errorContext, DefaultWait, failure.MayHaveActed
        ? "Egnyte did not answer as it should, and it is not known whether it acted: the next attempt finds out"
        : "Egnyte did not answer as it should");

    private static ScimError Wait(int status, EgnyteApiException failure, ErrorContext errorContext, int atLeast, string what) =>
        RetryLater.After(status, what, failure.RetryAfter ?? TimeSpan.FromSeconds(DefaultWait), errorContext, atLeast);

    private static string Refusal(EgnyteApiException failure, MappingProfile? profile)
    {
        if (failure.Operation.Contains("/groups", StringComparison.Ordinal))
        {
            return $"{failure.Attribute ?? "The group"}: Egnyte refused the value{Because(failure)}. Change it in the pushed group.";
        }

        // Egnyte names either of the two attributes; the fix covers both.
        var rule = IsAboutStandardAndSso(failure.Reason) ? profile?.RuleOfField(EgnyteUserFields.AuthType.Name) : profile?.RuleOfField(failure.Attribute);
        return $"{rule?.Name ?? failure.Attribute ?? "The request"}: Egnyte refused the value{Because(failure)}. "
            + $"{rule?.Fix ?? $"Change it in the user's profile or {profile?.WhereToChange ?? "in what the client sends"}."}";
    }

    private static string Clash(EgnyteApiException failure, MappingProfile? profile) => failure.Operation.Contains("/groups", StringComparison.Ordinal)
        ? $"{Said(failure)}Another Egnyte group has this name: rename one of the two, or link the pushed group to the existing one."
        : $"{Said(failure)}Another Egnyte account has this "
            + $"{(profile?.RuleOfField(failure.Attribute)?.Name ?? "e-mail address or user name")}: change it in the user's profile, or free it "
            + "in Egnyte.";

    // Egnyte's text for standard users with an external sign-in is not known from any source; the fix names both attributes.
    private static bool IsAboutStandardAndSso(string? reason) =>
        reason is not null && reason.Contains("standard", StringComparison.OrdinalIgnoreCase)
        && (reason.Contains("sso", StringComparison.OrdinalIgnoreCase) || reason.Contains("auth", StringComparison.OrdinalIgnoreCase));

    private static string Because(EgnyteApiException failure) => failure.Reason is { } reason ? $" (\"{reason}\")" : "";

    private static string Said(EgnyteApiException failure) => failure.Reason is { } reason ? $"Egnyte says \"{reason}\". " : "";

    private static string Status(EgnyteApiException failure) => failure.Status is { } status ? $" (HTTP {(int)status})" : "";
}
