using System.Collections.Concurrent;

namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>Egnyte's calls per second and per day, token by token (CB throttling.md: the limits are per access token).</summary>
internal sealed class EgnyteRateLimiter(EgnyteConnectionOptions options, Action<EgnyteEvent> notify)
{
    /// <summary>Bounds memory: a few kilobytes each. A tenant has a few tokens; more come only from rotation, or are invented.</summary>
    private const int MostTokens = 1024;

    /// <summary>At 1 s a call this is 64 tokens a second, and at the usual 100 to 300 ms several hundred.</summary>
    private const int MostUnverifiedCalls = 64;

    /// <summary>Two seconds of work at 1 s a call: a call that would wait longer is rejected early, so that its client can retry.</summary>
    private const int MostUnverifiedQueued = 128;

    /// <summary>A token that was not used for so long has been replaced by another.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    /// <summary>Contract §1.6.</summary>
    private static readonly TimeSpan RefusalIsCachedFor = TimeSpan.FromSeconds(10);

    // Two tables, so that a flood of invented tokens drives out none that was accepted once.
    private readonly ConcurrentDictionary<TokenHash, RateLimitedToken> _accepted = new();
    private readonly ConcurrentDictionary<TokenHash, RateLimitedToken> _others = new();

    /// <summary>
    /// The calls of tokens that are not verified: Egnyte refuses an invented token with 401 and counts it against nobody's quota, so only
    /// the number of calls at once is limited. A flood of invented tokens then delays a valid one by little.
    /// </summary>
    public FairConcurrencyLimiter Unverified { get; } = new(MostUnverifiedCalls, MostUnverifiedQueued);

    /// <summary>The tokens that are verified, or whose daily quota is exhausted: Egnyte counts calls of valid tokens only.</summary>
    public IEnumerable<KeyValuePair<TokenHash, RateLimitedToken>> Valid =>
        _accepted.Concat(_others).Where(token => token.Value.IsVerified || token.Value.Pace.Quota.IsExhausted);

    /// <summary>A verified token; null for any other.</summary>
    public RateLimitedToken? FindVerified(TokenHash hash) => _accepted.TryGetValue(hash, out var token) && token.IsVerified ? token : null;

    /// <summary>What is known of a token; remembered from now on.</summary>
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

    /// <summary>How many calls of a line wait.</summary>
    public int Waiting(EgnytePriority priority) =>
        _accepted.Concat(_others).Sum(token => token.Value.Pace.Waiting(priority)) + (priority == EgnytePriority.Ordinary ? Unverified.Queued : 0);

    /// <summary>Learns from a response: who the token is, its limits, and whether the pace was right.</summary>
    public void Learn(CallState exchange, HttpResponseMessage response, EgnyteApiException? failure)
    {
        var (hash, token, counts) = (exchange.Call.TokenHash, exchange.Token!, TokenCounts.Of(response));
        var quota = token.Pace.Quota;
        var throttledFor = failure is { Kind: EgnyteFailure.Throttled } ? failure.RetryAfter : null;
        if (throttledFor is { } wait)
        {
            notify(new EgnyteEvent(EgnyteEventKind.Throttled, hash) { Wait = wait });
        }
        else if (failure is { Kind: EgnyteFailure.QuotaExhausted, RetryAfter: { } untilReturn })
        {
            notify(new EgnyteEvent(EgnyteEventKind.QuotaExhausted, hash) { Wait = untilReturn });
            quota.Exhaust(untilReturn);
            token.Pace.RefuseAll();
        }
        else
        {
            if (quota.Count(counts) is { } percent)
            {
                notify(new EgnyteEvent(EgnyteEventKind.QuotaLow, hash) { Percent = percent, CallsLeft = quota.Left });
            }

            // What stands before Egnyte may answer without it, and knows nothing of the quota then.
            if (failure is not { Kind: EgnyteFailure.Unavailable or EgnyteFailure.TokenRejected or EgnyteFailure.NoSuchDomain } && quota.Renew(exchange.AttemptStartedAt))
            {
                notify(new EgnyteEvent(EgnyteEventKind.QuotaRenewed, hash));
            }
        }

        token.Pace.Answered(exchange.AttemptStartedAt, counts, throttledFor);
        if (failure?.Kind == EgnyteFailure.TokenRejected)
        {
            Refuse(hash, token);
        }
        else if (response.IsSuccessStatusCode && failure is null && FindVerified(hash) is null)
        {
            Accept(hash, token);
        }
    }

    /// <summary>Lets everybody go, to be refused by the open breaker.</summary>
    public void Release()
    {
        foreach (var (_, token) in _accepted.Concat(_others))
        {
            token.Pace.Release();
        }
    }

    private void Accept(TokenHash hash, RateLimitedToken token)
    {
        MakeRoom(_accepted);
        _accepted.GetOrAdd(hash, token).IsVerified = true;
        _others.TryRemove(hash, out _);
    }

    // A token that was accepted before may be repaired in Egnyte, and then it must work at once.
    private void Refuse(TokenHash hash, RateLimitedToken token)
    {
        token.IsVerified = false;
        if (!_accepted.ContainsKey(hash))
        {
            token.RefusedUntil = options.Time.GetTimestamp() + options.Time.Ticks(RefusalIsCachedFor);
        }
    }

    // A token without memory learns its limits again from its first response: the oldest are dropped.
    private void MakeRoom(ConcurrentDictionary<TokenHash, RateLimitedToken> tokens)
    {
        var tooMany = tokens.Count >= MostTokens ? MostTokens / 4 : 0;
        foreach (var (place, token) in tokens.OrderBy(token => token.Value.Pace.LastUsed).Index())
        {
            if (place < tooMany || options.Time.GetElapsedTime(token.Value.Pace.LastUsed) > Abandoned)
            {
                tokens.TryRemove(token);
            }
        }
    }
}
