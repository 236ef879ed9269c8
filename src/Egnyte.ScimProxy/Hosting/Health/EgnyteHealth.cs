using Egnyte.ScimProxy.EgnyteApi;

namespace Egnyte.ScimProxy.Hosting.Health;

/// <param name="State">
/// At a glance, the worst of <c>ok</c>, <c>waiting</c> (calls wait for their turn at Egnyte's pace), <c>quotaExhausted</c> (a token's calls
/// of the day are used up) and <c>failing</c> (the last call failed, after all repetitions, or there is no Egnyte at the configured address).
/// </param>
/// <param name="FailingSince">Since when Egnyte does not answer; null while it does.</param>
/// <param name="Breaker"><c>closed</c>; <c>open</c> while calls are refused at once; <c>halfOpen</c> while one asks whether Egnyte is back.</param>
/// <param name="Waiting">Calls that wait for their turn.</param>
/// <param name="Tokens">The tokens that Egnyte has accepted, or refuses because their day is used up, as far as this replica remembers them.</param>
internal sealed record EgnyteHealth(string State, DateTimeOffset? FailingSince, string Breaker, WaitingHealth Waiting, IReadOnlyList<TokenHealth> Tokens)
{
    public static EgnyteHealth Of(EgnyteConnection connection)
    {
        var (breaker, failingSince, waiting) = (connection.Breaker, connection.OutageSince, WaitingHealth.Of(connection));
        IReadOnlyList<TokenHealth> tokens = [.. connection.Tokens.Select(TokenHealth.Of)];
        var state = failingSince is not null || breaker is not EgnyteBreakerState.Closed ? "failing"
            : tokens.Any(token => token.QuotaReturnsInSeconds is not null) ? "quotaExhausted"
            : waiting.All > 0 ? "waiting"
            : "ok";
        return new(state, failingSince, NameOf(breaker), waiting, tokens);
    }

    private static string NameOf(EgnyteBreakerState breaker) => breaker switch
    {
        EgnyteBreakerState.Open => "open",
        EgnyteBreakerState.HalfOpen => "halfOpen",
        _ => "closed",
    };
}
