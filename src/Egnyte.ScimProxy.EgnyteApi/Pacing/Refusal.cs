namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>Why a call is not sent, and when its turn would come.</summary>
/// <param name="Kind">Throttled, QuotaExhausted or TokenRefused.</param>
/// <param name="RetryAfter">When; null for a refused token.</param>
/// <param name="IsKeptForWrites">Whether calls are left of the day that a list may not make.</param>
internal readonly record struct Refusal(EgnyteFailure Kind, TimeSpan? RetryAfter, bool IsKeptForWrites = false);
