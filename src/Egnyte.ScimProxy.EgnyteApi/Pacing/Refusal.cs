namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>Why a call is not sent: Throttled or QuotaExhausted, and when its turn would come.</summary>
internal readonly record struct Refusal(EgnyteFailure Kind, TimeSpan RetryAfter);
