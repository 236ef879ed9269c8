namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>A token of a tenant, and what this process knows of it.</summary>
internal sealed class RateLimitedToken(TokenRateLimiter pace)
{
    /// <summary>The token's own limits, which it keeps once it is verified.</summary>
    public TokenRateLimiter Pace { get; } = pace;

    /// <summary>While it is not verified, one call at a time: all others wait for its result, since Egnyte's limits apply to the token if it is valid.</summary>
    public SemaphoreSlim OneCall { get; } = new(1);

    /// <summary>Whether Egnyte has accepted it, and has not refused it since.</summary>
    public bool IsVerified { get; set; }

    /// <summary>Until when calls are answered with Egnyte's refusal, as a timestamp.</summary>
    public long RefusedUntil { get; set; } = long.MinValue;
}
