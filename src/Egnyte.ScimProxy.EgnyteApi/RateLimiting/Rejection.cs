namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>Why a call is not sent, and when its turn would come.</summary>
/// <param name="Kind">Throttled, QuotaExhausted or TokenRejected.</param>
/// <param name="RetryAfter">When; null for a refused token.</param>
/// <param name="IsKeptForWrites">Whether calls are left of the day that a list may not make.</param>
internal readonly record struct Rejection(EgnyteFailure Kind, TimeSpan? RetryAfter, bool IsKeptForWrites = false);
