using Polly;

namespace Egnyte.ScimProxy.EgnyteApi.Pipeline;

/// <summary>Polly wants options of every strategy; this one has only its name.</summary>
internal sealed class RateLimitOptions : ResilienceStrategyOptions
{
    public RateLimitOptions() => Name = "EgnyteRateLimiter";
}
