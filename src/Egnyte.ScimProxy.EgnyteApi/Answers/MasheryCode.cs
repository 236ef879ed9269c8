namespace Egnyte.ScimProxy.EgnyteApi.Answers;

/// <summary>
/// What Mashery, the gateway in front of Egnyte, says by its code or by the text of its page (egnyte-public-api.md §5 and "Added
/// 2026-11-30"). It has precedence over the status and the body (behaviour.md §5).
/// </summary>
internal static class MasheryCode
{
    private static readonly (string Code, string Text, EgnyteFailure Kind)[] Known =
    [
        ("DEVELOPER_OVER_QPS", "Developer Over Qps", EgnyteFailure.Throttled),
        ("SERVICE_OVER_QPS", "Service Over Qps", EgnyteFailure.Throttled),
        ("DEVELOPER_OVER_RATE", "Developer Over Rate", EgnyteFailure.QuotaExhausted),

        // The rate of Egnyte as a whole, not of this token.
        ("SERVICE_OVER_RATE", "Service Over Rate", EgnyteFailure.Unavailable),
        ("DEVELOPER_INACTIVE", "Developer Inactive", EgnyteFailure.TokenRejected),
        ("INVALID_OR_EXPIRED_TOKEN", "Invalid or Expired Token", EgnyteFailure.TokenRejected),
        ("NOT_AUTHORIZED", NotAuthorized, EgnyteFailure.TokenRejected),
        ("UNKNOWN_REFERER", "Unknown Referer", EgnyteFailure.Forbidden),
        ("REQUIRES_SSL", "Service Requires SSL", EgnyteFailure.Forbidden),
    ];

    private const string NotAuthorized = "Not Authorized";

    /// <summary>The value of <c>X-Mashery-Error-Code</c>, bounded and cleaned; null where there is none.</summary>
    public static string? Of(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("X-Mashery-Error-Code", out var codes)
            ? EgnyteReason.Clean(codes.ToString(), EgnyteReason.MaxNameLength)
            : null;

    /// <summary>What a code means, of the header or of a body; null for a code that is not known.</summary>
    public static EgnyteFailure? MeaningOf(string? code) =>
        code is null ? null : Find(known => code.Contains(known.Code, StringComparison.OrdinalIgnoreCase));

    /// <summary>What an answer without the header means by its body or its status line; null where Mashery does not speak there.</summary>
    public static EgnyteFailure? MeaningOf(HttpResponseMessage response, EgnyteErrorBody body)
    {
        if ((int)response.StatusCode is not (403 or 429))
        {
            return null;
        }

        // A word like NOT_AUTHORIZED without Mashery's prefix may be Egnyte's own, of a missing permission.
        return (body.Code?.StartsWith("ERR_", StringComparison.OrdinalIgnoreCase) is true ? MeaningOf(body.Code) : null)
            ?? MeaningOfText(body.Reason, body.IsHtml)
            ?? MeaningOfText(response.ReasonPhrase, isPage: false);
    }

    // "Not authorized" is a usual text of a missing permission: only a page of just these words is Mashery's.
    private static EgnyteFailure? MeaningOfText(string? text, bool isPage) => text is null ? null : Find(known => known.Text == NotAuthorized
        ? isPage && text.Equals(NotAuthorized, StringComparison.OrdinalIgnoreCase)
        : text.Contains(known.Text, StringComparison.OrdinalIgnoreCase));

    private static EgnyteFailure? Find(Func<(string Code, string Text, EgnyteFailure Kind), bool> matches)
    {
        foreach (var known in Known)
        {
            if (matches(known))
            {
                return known.Kind;
            }
        }

        return null;
    }
}
