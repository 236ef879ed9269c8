namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>A token of a tenant and its state in this process.</summary>
internal sealed class RateLimitedToken(TokenRateLimiter limiter)
{
    /// <summary>The token's own limits, which it keeps once it is verified.</summary>
    public TokenRateLimiter Limiter { get; } = limiter;

    /// <summary>While the token is unverified, one call is sent and the others wait for its result: Egnyte's limits apply if the token is valid.</summary>
    public SemaphoreSlim FirstCall { get; } = new(1);

    /// <summary>Whether Egnyte has accepted it and has not refused it since.</summary>
    public bool IsVerified { get; set; }

    /// <summary>Until when the proxy rejects its calls, because Egnyte refused the token a moment ago; a timestamp.</summary>
    public long RejectedUntil { get; set; } = long.MinValue;
}
