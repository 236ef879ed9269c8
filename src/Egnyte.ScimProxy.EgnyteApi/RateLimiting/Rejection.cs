namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>Why a call is not sent, and when the client may retry.</summary>
/// <param name="Kind">Throttled, QuotaExhausted or TokenRejected.</param>
/// <param name="RetryAfter">The time until then; null for a token that Egnyte refused.</param>
/// <param name="IsKeptForWrites">Whether the calls that are left today are kept for writes.</param>
internal readonly record struct Rejection(EgnyteFailure Kind, TimeSpan? RetryAfter, bool IsKeptForWrites = false);
