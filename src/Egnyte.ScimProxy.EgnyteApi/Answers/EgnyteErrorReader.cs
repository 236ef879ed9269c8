using System.Net;
using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.EgnyteApi.Answers;

/// <summary>An answer that is not a 2xx → an <see cref="EgnyteApiException"/>: the only place where bodies are sniffed.</summary>
internal static partial class EgnyteErrorReader
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    /// <summary>A limit of calls a second is not passed for longer; a larger number is no wait.</summary>
    private static readonly TimeSpan LongestThrottle = TimeSpan.FromHours(1);

    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    /// <summary>Whether it is an error: by its status, or by a code of the gateway, which has precedence.</summary>
    public static bool IsError(HttpResponseMessage response) => !response.IsSuccessStatusCode || MasheryCode.MeaningOf(MasheryCode.Of(response)) is not null;

    public static EgnyteApiException Read(HttpResponseMessage response, ReadOnlyMemory<byte> bytes, CallState callState, TimeProvider time)
    {
        var body = EgnyteErrorBody.Parse(bytes.Span);
        var gatewayCode = MasheryCode.Of(response);
        var (kind, isOfGateway) = KindOf(response, gatewayCode, body, callState);
        return new EgnyteApiException(kind, callState.Operation)
        {
            Status = response.StatusCode,
            Reason = body.Reason,
            Attribute = body.Attribute,
            ErrorCode = gatewayCode ?? body.Code,
            MayBeAbsence = kind is EgnyteFailure.Unavailable && !isOfGateway && !body.IsHtml && response.StatusCode is HttpStatusCode.NotFound,
            AttemptBeganAt = callState.AttemptStartedAt,
            MayHaveActed = kind switch
            {
                // The gateway refuses before Egnyte sees the call; what it says beside a 2xx is of no help.
                _ when response.IsSuccessStatusCode => callState.IsWrite,
                EgnyteFailure.Unavailable when !isOfGateway => callState.IsWrite,
                EgnyteFailure.NotFound => false,
                _ => callState.MayHaveActedBefore,
            },
            RetryAfter = kind switch
            {
                EgnyteFailure.Throttled => Bounded(RetryAfter.Of(response, time), LongestThrottle) ?? OneSecond,
                EgnyteFailure.QuotaExhausted => Bounded(RetryAfter.Of(response, time) ?? RetryAfter.OfQuota(response, time), OneDay) ?? UntilMidnight(time),
                EgnyteFailure.Unavailable => Bounded(RetryAfter.Of(response, time), OneDay),
                _ => null,
            },
        };
    }

    // behaviour.md §5: the first rule that fits.
    private static (EgnyteFailure Kind, bool IsOfGateway) KindOf(HttpResponseMessage response, string? gatewayCode, EgnyteErrorBody body, CallState callState)
    {
        var ofGateway = gatewayCode is null ? MasheryCode.MeaningOf(response, body) : MasheryCode.MeaningOf(gatewayCode);
        return (ofGateway ?? (int)response.StatusCode switch
        {
            401 => EgnyteFailure.TokenRejected,
            429 => EgnyteFailure.Throttled,
            408 or >= 500 => EgnyteFailure.Unavailable,

            // The page of a redirect is its status in words. What else is below 400 (a switch of protocols, a 304 to a call without a
            // condition) is no answer to a call.
            301 or 302 or 303 or 307 or 308 => EgnyteFailure.NoSuchDomain,
            < 400 => EgnyteFailure.Unavailable,

            // A page is not Egnyte speaking but something in front of it: it says nothing about the request.
            _ when body.IsHtml => EgnyteFailure.Unavailable,
            404 when !callState.IsOfOneResource => EgnyteFailure.NoSuchDomain,
            404 => body.ProvesAbsence ? EgnyteFailure.NotFound : EgnyteFailure.Unavailable,
            403 when gatewayCode is null => EgnyteFailure.Forbidden,
            405 => callState.IsPost ? EgnyteFailure.AlreadyExists : EgnyteFailure.MethodNotAllowed,
            409 => EgnyteFailure.AlreadyExists,
            400 => AlreadyExists.IsMatch(body.Reason ?? string.Empty) ? EgnyteFailure.AlreadyExists : EgnyteFailure.InvalidInput,
            _ => EgnyteFailure.Rejected,
        }, ofGateway is not null);
    }

    private static TimeSpan? Bounded(TimeSpan? wait, TimeSpan longest) =>
        wait is { } known ? TimeSpan.FromTicks(Math.Clamp(known.Ticks, OneSecond.Ticks, longest.Ticks)) : null;

    // GO2: the day's quota returns at 00:00 UTC.
    private static TimeSpan UntilMidnight(TimeProvider time) => OneDay - time.GetUtcNow().TimeOfDay;

    [GeneratedRegex(@"\b(already exists?|duplicated?|unique|in use|already taken)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AlreadyExists { get; }
}
