namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>Egnyte's counts of a token's calls in a response.</summary>
/// <param name="ThisSecond"><c>X-Accesstoken-Qps-Current</c>; null where it is missing.</param>
/// <param name="Today"><c>X-Accesstoken-Quota-Current</c>; null where it is missing.</param>
internal readonly record struct TokenCounts(int? ThisSecond, int? Today);
