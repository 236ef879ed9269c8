namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>A token of a tenant and its state in this process.</summary>
internal sealed class RateLimitedToken(TokenRateLimiter limiter)
{
    /// <summary>The token's own limits, which it keeps once it is verified.</summary>
    public TokenRateLimiter Limiter { get; } = limiter;

    /// <summary>While the token is unknown, one call is sent and the others wait for its result: Egnyte's limits apply if the token is valid.</summary>
    public SemaphoreSlim FirstCall { get; } = new(1);

    /// <summary>Whether Egnyte has accepted it and has not refused it since.</summary>
    public bool IsVerified { get; set; }

    /// <summary>
    /// Whether Egnyte has throttled it and has not refused it since. Egnyte counts the calls of valid tokens only, so its calls do not wait
    /// for a first one: while another replica uses the whole rate each may be throttled, and a deactivation would wait behind all of them.
    /// </summary>
    public bool IsThrottled { get; set; }

    /// <summary>Whether nothing is known of it, so that its calls wait for the result of the first.</summary>
    public bool IsUnknown => !IsVerified && !IsThrottled;

    /// <summary>Until when the proxy rejects its calls, because Egnyte refused the token a moment ago; a timestamp.</summary>
    public long RejectedUntil { get; set; } = long.MinValue;
}
