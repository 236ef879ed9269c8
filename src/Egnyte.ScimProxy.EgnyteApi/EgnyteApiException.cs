using System.Net;
using Egnyte.ScimProxy.EgnyteApi.Answers;
using Egnyte.ScimProxy.EgnyteApi.Pipeline;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>The one way in which a call to Egnyte fails; its message holds neither the token nor the body.</summary>
public sealed class EgnyteApiException(EgnyteFailure kind, string operation, Exception? innerException = null)
    : Exception($"{operation}: {kind}", innerException)
{
    /// <summary>What the failure means.</summary>
    public EgnyteFailure Kind { get; } = kind;

    /// <summary>The method and route template, without ids, such as <c>POST /pubapi/v2/users</c>.</summary>
    public string Operation { get; } = operation;

    /// <summary>Egnyte's status; null when there was no answer.</summary>
    public HttpStatusCode? Status { get; internal set; }

    /// <summary>Egnyte's own id of the call (<c>X-Egnyte-Request-Id</c>), by which Egnyte's support finds it; null where there is none.</summary>
    public string? EgnyteRequestId { get; internal set; }

    /// <summary>Egnyte's own reason, at most 300 characters without markup or class names; null when it gave none.</summary>
    public string? Reason { get; init; }

    /// <summary>The Egnyte field that was rejected, such as <c>userName</c>; null when Egnyte names none.</summary>
    public string? Attribute { get; init; }

    /// <summary>The gateway's code (<c>X-Mashery-Error-Code</c>) or the body's; null when there is none.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>
    /// What the log says of it: status, gateway's code and Egnyte's request id, or why there was no answer. Bounded and in one line, without
    /// Egnyte's reason, which may name a user.
    /// </summary>
    public string Cause => string.Join(", ", ((string?[])
        [
            Status is { } status ? $"HTTP {(int)status}" : null,
            ErrorCode,
            InnerException is { } inner ? EgnyteTransport.ReasonOf(inner) : Status is null ? Reason : null,
            EgnyteRequestId is { } id ? $"Egnyte request {id}" : null,
        ]).Where(part => part is not null));

    /// <summary>When the client may retry: given for Throttled, QuotaExhausted and Unavailable.</summary>
    public TimeSpan? RetryAfter { get; internal set; }

    /// <summary>Of a QuotaExhausted: whether calls are left of the day, kept for writes, that this one may not make.</summary>
    public bool IsKeptForWrites { get; init; }

    /// <summary>Whether the proxy did not send it, because of the token's rate limit or daily quota.</summary>
    public bool IsRejected { get; init; }

    /// <summary>Whether a write may have been carried out although it failed, by this attempt or one before; false for reads.</summary>
    public bool MayHaveActed { get; init; }

    /// <summary>When the attempt that failed so began, as a timestamp of the connection's <see cref="TimeProvider"/>; 0 where none was made.</summary>
    public long AttemptBeganAt { get; init; }

    /// <summary>Whether it is a 404 of one resource that does not have Egnyte's form: not absence until it is confirmed.</summary>
    internal bool MayBeAbsence { get; init; }

    /// <summary>Whether it was answered with a 4xx, which is never an outage of the domain.</summary>
    internal bool IsClientError => (int?)Status is >= 400 and < 500;

    /// <summary>Whether Egnyte answered 2xx in JSON that is unusable: the domain is there.</summary>
    internal bool IsUnusable { get; init; }

    /// <summary>The same failure of a read that was to show what a write did.</summary>
    internal EgnyteApiException AfterAWrite() => new(Kind, Operation, InnerException)
    {
        Status = Status,
        Reason = Reason,
        Attribute = Attribute,
        ErrorCode = ErrorCode,
        EgnyteRequestId = EgnyteRequestId,
        RetryAfter = RetryAfter,
        IsKeptForWrites = IsKeptForWrites,
        IsRejected = IsRejected,
        MayHaveActed = true,
        AttemptBeganAt = AttemptBeganAt,
        MayBeAbsence = MayBeAbsence,
    };

    /// <summary>Notes which answer it was, where there was one.</summary>
    internal void AnsweredBy(HttpResponseMessage response)
    {
        Status ??= response.StatusCode;
        EgnyteRequestId = response.Headers.NonValidated.TryGetValues("X-Egnyte-Request-Id", out var ids)
            ? EgnyteReason.Clean(ids.ToString(), EgnyteReason.MaxNameLength)
            : null;
    }

    /// <summary>The same failure, with a wait that is no shorter than another one.</summary>
    public EgnyteApiException NotBefore(TimeSpan? retryAfter)
    {
        if (retryAfter > (RetryAfter ?? TimeSpan.Zero))
        {
            RetryAfter = retryAfter;
        }

        return this;
    }
}
