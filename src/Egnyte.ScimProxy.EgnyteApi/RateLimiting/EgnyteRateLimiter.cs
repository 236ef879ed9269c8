using System.Collections.Concurrent;

namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>The rate limit and the daily quota of each token (CB throttling.md: Egnyte's limits are per access token).</summary>
internal sealed class EgnyteRateLimiter(EgnyteConnectionOptions options, Action<EgnyteEvent> notify)
{
    /// <summary>Bounds memory to a few megabytes: a token takes a few kilobytes. A tenant has a few tokens; more come from rotation or are invented.</summary>
    private const int MostTokens = 1024;

    /// <summary>At 1 s per call this is 64 tokens a second; at the usual 100 to 300 ms it is several hundred.</summary>
    private const int MostUnverifiedCalls = 64;

    /// <summary>Two seconds of work at 1 s a call: a call that would wait longer is rejected early, so that its client can retry.</summary>
    private const int MostUnverifiedQueued = 128;

    /// <summary>A token that was not used for so long was replaced by another.</summary>
    private static readonly TimeSpan Unused = TimeSpan.FromDays(1);

    /// <summary>Contract §1.6.</summary>
    private static readonly TimeSpan RejectionIsCachedFor = TimeSpan.FromSeconds(10);

    // Two tables, so that a flood of invented tokens evicts no verified one.
    private readonly ConcurrentDictionary<TokenHash, RateLimitedToken> _accepted = new();
    private readonly ConcurrentDictionary<TokenHash, RateLimitedToken> _others = new();

    /// <summary>
    /// Admits the calls of unverified tokens. Egnyte refuses an invented token with 401 and counts the call against no quota, so only the
    /// number of concurrent calls is limited. A flood of invented tokens then delays a valid one by little.
    /// </summary>
    public FairConcurrencyLimiter Unverified { get; } = new(MostUnverifiedCalls, MostUnverifiedQueued);

    /// <summary>The tokens that are verified, or whose daily quota is exhausted: Egnyte counts calls of valid tokens only.</summary>
    public IEnumerable<KeyValuePair<TokenHash, RateLimitedToken>> Valid =>
        _accepted.Concat(_others).Where(token => token.Value.IsVerified || token.Value.Limiter.Quota.IsExhausted);

    /// <summary>A verified token; null for any other.</summary>
    public RateLimitedToken? FindVerified(TokenHash hash) => _accepted.TryGetValue(hash, out var token) && token.IsVerified ? token : null;

    /// <summary>The state of a token, created at its first call.</summary>
    public RateLimitedToken Find(TokenHash hash)
    {
        if (_accepted.TryGetValue(hash, out var token) || _others.TryGetValue(hash, out token))
        {
            return token;
        }

        if (_others.Count >= MostTokens)
        {
            MakeRoom(_others);
        }

        return _others.GetOrAdd(hash, _ => new RateLimitedToken(new TokenRateLimiter(options)));
    }

    /// <summary>The queued calls of a priority.</summary>
    public int Queued(EgnytePriority priority) =>
        _accepted.Concat(_others).Sum(token => token.Value.Limiter.Queued(priority)) + (priority == EgnytePriority.Ordinary ? Unverified.Queued : 0);

    /// <summary>Learns from a response: whether the token is valid, what its limits are, and whether they were kept.</summary>
    public void Learn(CallState callState, HttpResponseMessage response, EgnyteApiException? failure)
    {
        var (hash, token, counts) = (callState.Call.TokenHash, callState.Token!, TokenCounts.Of(response));
        var quota = token.Limiter.Quota;
        var throttledFor = failure is { Kind: EgnyteFailure.Throttled } ? failure.RetryAfter : null;
        if (throttledFor is { } wait)
        {
            token.IsThrottled = true;
            notify(new EgnyteEvent(EgnyteEventKind.Throttled, hash) { Wait = wait });
        }
        else if (failure is { Kind: EgnyteFailure.QuotaExhausted, RetryAfter: { } untilReturn })
        {
            notify(new EgnyteEvent(EgnyteEventKind.QuotaExhausted, hash) { Wait = untilReturn });
            quota.Exhaust(untilReturn);
            token.Limiter.RejectAll();
        }
        else
        {
            if (quota.Count(counts) is { } percent)
            {
                notify(new EgnyteEvent(EgnyteEventKind.QuotaLow, hash) { Percent = percent, CallsLeft = quota.Left });
            }

            // A gateway before Egnyte can send such an answer without asking Egnyte: it says nothing about the quota.
            if (failure?.Kind is not (EgnyteFailure.Unavailable or EgnyteFailure.TokenRejected or EgnyteFailure.NoSuchDomain)
                && quota.Renew(callState.AttemptStartedAt))
            {
                notify(new EgnyteEvent(EgnyteEventKind.QuotaRenewed, hash));
            }
        }

        token.Limiter.Answered(callState.AttemptStartedAt, counts, throttledFor);
        if (failure?.Kind == EgnyteFailure.TokenRejected)
        {
            MarkRejected(hash, token);
        }
        else if (response.IsSuccessStatusCode && failure is null && FindVerified(hash) is null)
        {
            MarkVerified(hash, token);
        }
    }

    /// <summary>Ends the wait of all queued calls without sending them: the open circuit breaker rejects them.</summary>
    public void Release()
    {
        foreach (var (_, token) in _accepted.Concat(_others))
        {
            token.Limiter.Release();
        }
    }

    private void MarkVerified(TokenHash hash, RateLimitedToken token)
    {
        MakeRoom(_accepted);
        _accepted.GetOrAdd(hash, token).IsVerified = true;
        _others.TryRemove(hash, out _);
    }

    // A token that was verified before can be repaired in Egnyte, and must then work at once.
    private void MarkRejected(TokenHash hash, RateLimitedToken token)
    {
        (token.IsVerified, token.IsThrottled) = (false, false);
        if (!_accepted.ContainsKey(hash))
        {
            token.RejectedUntil = options.Time.GetTimestamp() + options.Time.Ticks(RejectionIsCachedFor);
        }
    }

    // Removes a quarter, so that it is done rarely: the tokens that were not used for the longest time. They learn their limits again.
    private void MakeRoom(ConcurrentDictionary<TokenHash, RateLimitedToken> tokens)
    {
        var tooMany = tokens.Count >= MostTokens ? MostTokens / 4 : 0;

        // Its own ToArray: sorted directly, the table would be copied into an array of the size that it had a moment before.
        foreach (var (rank, token) in tokens.ToArray().OrderBy(token => token.Value.Limiter.LastUsed).Index())
        {
            if (rank < tooMany || options.Time.GetElapsedTime(token.Value.Limiter.LastUsed) > Unused)
            {
                tokens.TryRemove(token);
            }
        }
    }
}
