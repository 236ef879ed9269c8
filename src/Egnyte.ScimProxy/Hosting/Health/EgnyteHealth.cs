using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Pipeline;

namespace Egnyte.ScimProxy.Hosting.Health;

/// <param name="State">
/// At a glance, the worst of <c>ok</c>, <c>queued</c> (calls are queued for Egnyte's rate limit), <c>quotaExhausted</c> (a token's daily
/// quota is exhausted) and <c>failing</c> (the last call failed, after all repetitions, or there is no Egnyte at the configured address).
/// </param>
/// <param name="FailingSince">Since when Egnyte does not answer; null while it does.</param>
/// <param name="Breaker"><c>closed</c>; <c>open</c> while calls are refused at once; <c>halfOpen</c> while one asks whether Egnyte is back.</param>
/// <param name="Queued">Queued calls.</param>
/// <param name="Tokens">
/// The tokens that Egnyte has accepted, or refuses because their daily quota is exhausted, as far as this replica knows them: those with the
/// smallest rest of the quota.
/// </param>
/// <param name="TokensOmitted">How many further tokens there are; null for none.</param>
internal sealed record EgnyteHealth(
    string State, DateTimeOffset? FailingSince, string Breaker, QueuedHealth Queued, IReadOnlyList<TokenHealth> Tokens, int? TokensOmitted)
{
    public const string Failing = "failing";
    public const string QuotaExhausted = "quotaExhausted";

    private const int MaxTokens = 20;

    public static EgnyteHealth Of(EgnyteConnection connection)
    {
        var (breaker, failingSince, queued) = (connection.Breaker, connection.OutageSince, QueuedHealth.Of(connection));
        var tokens = connection.Tokens.Select(TokenHealth.Of).OrderBy(token => token.QuotaReturnsInSeconds is null).ThenBy(token => token.CallsLeft).ToList();
        var state = failingSince is not null || breaker is not EgnyteBreakerState.Closed ? Failing
            : tokens.Any(token => token.QuotaReturnsInSeconds is not null) ? QuotaExhausted
            : queued.All > 0 ? "queued"
            : "ok";
        return new(state, failingSince, NameOf(breaker), queued, [.. tokens.Take(MaxTokens)], tokens.Count > MaxTokens ? tokens.Count - MaxTokens : null);
    }

    private static string NameOf(EgnyteBreakerState breaker) => breaker switch
    {
        EgnyteBreakerState.Open => "open",
        EgnyteBreakerState.HalfOpen => "halfOpen",
        _ => "closed",
    };
}
