using System.Net;
using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>An answer that is not a 2xx → an <see cref="EgnyteApiException"/>: the only place where bodies are sniffed.</summary>
internal static partial class EgnyteErrorReader
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan OneDay = TimeSpan.FromDays(1);

    public static EgnyteApiException Read(
        HttpResponseMessage response, ReadOnlyMemory<byte> bytes, EgnyteExchange exchange, bool mayHaveActedBefore, TimeProvider time)
    {
        var body = EgnyteErrorBody.Parse(bytes);
        var gatewayCode = response.Headers.NonValidated.TryGetValues("X-Mashery-Error-Code", out var codes) ? codes.ToString() : null;
        var kind = KindOf(response.StatusCode, gatewayCode, body, exchange);
        var wait = WaitOf(response, time);
        return new EgnyteApiException(kind, exchange.Operation)
        {
            Status = response.StatusCode,
            Reason = body.Reason,
            Attribute = body.Attribute,
            ErrorCode = gatewayCode ?? body.Code,
            AttemptBeganAt = exchange.AttemptStartedAt,
            MayHaveActed = kind switch
            {
                EgnyteFailure.Unavailable => exchange.IsWrite,
                EgnyteFailure.NotFound => false,
                _ => mayHaveActedBefore,
            },
            RetryAfter = kind switch
            {
                EgnyteFailure.Throttled => wait ?? OneSecond,
                EgnyteFailure.QuotaExhausted => wait ?? UntilMidnight(time),
                EgnyteFailure.Unavailable => wait,
                _ => null,
            },
        };
    }

    private static EgnyteFailure KindOf(HttpStatusCode status, string? gatewayCode, EgnyteErrorBody body, EgnyteExchange exchange)
    {
        return (int)status switch
        {
            < 400 => EgnyteFailure.NoSuchDomain,
            401 => EgnyteFailure.TokenRefused,
            403 or 429 when Says("OVER_RATE", "Developer Over Rate") => EgnyteFailure.QuotaExhausted,
            403 when Says("OVER_QPS", "Developer Over Qps") => EgnyteFailure.Throttled,
            403 when Says("DEVELOPER_INACTIVE", "Developer Inactive") => EgnyteFailure.TokenRefused,
            429 => EgnyteFailure.Throttled,
            404 when !exchange.IsOfOneResource => EgnyteFailure.NoSuchDomain,
            404 => body.IsJson ? EgnyteFailure.NotFound : EgnyteFailure.Unavailable,
            408 or >= 500 => EgnyteFailure.Unavailable,

            // A page is not Egnyte speaking but something in front of it: it says nothing about the request.
            _ when body.IsHtml => EgnyteFailure.Unavailable,
            403 when gatewayCode is null => EgnyteFailure.Forbidden,
            405 => exchange.IsPost ? EgnyteFailure.AlreadyExists : EgnyteFailure.MethodNotAllowed,
            409 => EgnyteFailure.AlreadyExists,
            400 => AlreadyExists.IsMatch(body.Reason ?? string.Empty) ? EgnyteFailure.AlreadyExists : EgnyteFailure.InvalidInput,
            _ => EgnyteFailure.Rejected,
        };

        bool Says(string code, string text) =>
            gatewayCode?.Contains(code, StringComparison.OrdinalIgnoreCase) == true ||
            body.Code?.Contains(code, StringComparison.OrdinalIgnoreCase) == true ||
            body.Reason?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
    }

    /// <summary>Seconds or a date, between a second and a day; HttpHeaders makes null of nonsense.</summary>
    private static TimeSpan? WaitOf(HttpResponseMessage response, TimeProvider time)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait is null ? null : TimeSpan.FromTicks(Math.Clamp(wait.Value.Ticks, OneSecond.Ticks, OneDay.Ticks));
    }

    // GO2: the day's quota returns at 00:00 UTC.
    private static TimeSpan UntilMidnight(TimeProvider time) => OneDay - time.GetUtcNow().TimeOfDay;

    [GeneratedRegex(@"\b(already exists?|duplicated?|unique|in use|already taken)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AlreadyExists { get; }
}
