namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>A token that this process has not seen accepted, or that Egnyte has refused since.</summary>
internal sealed class UnverifiedToken(TokenPace pace)
{
    /// <summary>The token's own limits, which it keeps once it is verified.</summary>
    public TokenPace Pace { get; } = pace;

    /// <summary>One call at a time: all others wait for its result, since Egnyte's limits apply to the token if it is valid.</summary>
    public SemaphoreSlim OneCall { get; } = new(1);

    /// <summary>Calls in flight or waiting; changed under the lock of <see cref="UnverifiedTokens"/>.</summary>
    public int Calls { get; set; }

    /// <summary>When Egnyte refused the token, as a timestamp; null where a further call may not be answered from the cache.</summary>
    public long? RefusedAt { get; set; }
}
