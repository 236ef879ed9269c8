using System.Collections.Concurrent;
using System.Globalization;
using Egnyte.ScimProxy.EgnyteApi.Pacing;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Egnyte's calls per second and per day, token by token (CB throttling.md: the limits are per access token).</summary>
internal sealed class EgnytePace(TimeProvider time, PaceSettings settings, Action<EgnyteNotice> notify)
{
    // Bounds memory: a few kilobytes each. A tenant has a few tokens; more come only from rotation.
    private const int MaxTokens = 1024;

    /// <summary>When the table is full, a token that is used again after so long learns its limits again from its first response.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    /// <summary>A token that was not used for so long has been replaced by another.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<TokenHash, TokenPace> _known = new();

    public UnverifiedTokens Unverified { get; } = new(time, settings);

    /// <summary>The tokens that had a 2xx.</summary>
    public IEnumerable<KeyValuePair<TokenHash, TokenPace>> Known => _known;

    /// <summary>The pace of a token that had a 2xx; null for an unverified token.</summary>
    public TokenPace? Find(TokenHash token) => _known.GetValueOrDefault(token);

    /// <summary>Learns from an answer: who the token is, its limits (JS, NET, GO2), and whether the pace was right.</summary>
    public void Learn(EgnyteExchange exchange, HttpResponseMessage response, EgnyteApiException? failure)
    {
        var (token, pace) = (exchange.Call.TokenHash, exchange.Pace!);
        var counts = new TokenCounts(NumberIn(response, "X-Accesstoken-Qps-Current"), NumberIn(response, "X-Accesstoken-Quota-Current"));
        if (failure is { Kind: EgnyteFailure.Throttled, RetryAfter: { } wait })
        {
            notify(new EgnyteNotice(EgnyteNoticeKind.Throttled, token) { Wait = wait });
            pace.Throttled(wait, exchange.AttemptStartedAt, counts);
        }
        else if (failure is { Kind: EgnyteFailure.QuotaExhausted, RetryAfter: { } untilReturn })
        {
            notify(new EgnyteNotice(EgnyteNoticeKind.QuotaExhausted, token) { Wait = untilReturn });
            pace.Quota.Exhaust(untilReturn);
            pace.RefuseAll();
            pace.Admitted(exchange.AttemptStartedAt, counts); // it may have been counted
        }
        else
        {
            pace.Admitted(exchange.AttemptStartedAt, counts);
            CountToday(token, pace.Quota, NumberIn(response, "X-Accesstoken-Quota-Allotted"), counts.Today);
            if (IsOfEgnyteItself(failure) && pace.Renew(exchange.AttemptStartedAt))
            {
                notify(new EgnyteNotice(EgnyteNoticeKind.QuotaRenewed, token));
            }
        }

        if (NumberIn(response, "X-Accesstoken-Qps-Allotted") is { } allotted)
        {
            pace.Allot(Math.Clamp(allotted, 1, 100_000));
        }

        Know(token, pace, response.IsSuccessStatusCode && failure is null, failure);
    }

    /// <summary>Lets everybody go, to be refused by the open breaker.</summary>
    public void Release()
    {
        Unverified.Release();
        foreach (var (_, pace) in _known)
        {
            pace.Release();
        }
    }

    private void CountToday(TokenHash token, DailyQuota quota, int? allotted, int? used)
    {
        var mark = allotted is > 0 && used is { } count ? quota.Learn(allotted.Value, count) : quota.IsTold ? null : quota.Count();
        if (mark is { } percent)
        {
            notify(new EgnyteNotice(EgnyteNoticeKind.QuotaLow, token) { Percent = percent, CallsLeft = quota.Left });
        }
    }

    private void Know(TokenHash token, TokenPace pace, bool isSuccess, EgnyteApiException? failure)
    {
        if (failure?.Kind == EgnyteFailure.TokenRefused)
        {
            _known.TryRemove(token, out _);
            Unverified.Refuse(token);
        }
        else if (isSuccess && !_known.ContainsKey(token))
        {
            MakeRoom();
            _known.TryAdd(token, pace);
            Unverified.Accept(token);
        }
    }

    // A token without memory starts again at two calls a second: only those at rest are dropped, the oldest first.
    private void MakeRoom()
    {
        var isFull = _known.Count >= MaxTokens;
        var resting = _known.Where(entry => entry.Value.IsAtRest).OrderBy(entry => entry.Value.LastUsed).ToList();
        for (var i = 0; i < resting.Count && ((isFull && i < MaxTokens / 4) || time.GetElapsedTime(resting[i].Value.LastUsed) > (isFull ? Idle : Abandoned)); i++)
        {
            _known.TryRemove(resting[i]);
        }
    }

    // What stands before Egnyte may answer without it, and knows nothing of the quota then.
    private static bool IsOfEgnyteItself(EgnyteApiException? failure) =>
        failure is not { Kind: EgnyteFailure.Unavailable or EgnyteFailure.TokenRefused or EgnyteFailure.NoSuchDomain };

    private static int? NumberIn(HttpResponseMessage response, string header) =>
        response.Headers.NonValidated.TryGetValues(header, out var values)
        && int.TryParse(values.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
