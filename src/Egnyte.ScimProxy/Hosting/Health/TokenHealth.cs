using Egnyte.ScimProxy.EgnyteApi;

namespace Egnyte.ScimProxy.Hosting.Health;

/// <param name="Token">The first eight hexadecimal digits of the token's SHA-256, as in the log.</param>
/// <param name="CallsPerSecond">Calls a second that Egnyte allows it.</param>
/// <param name="IsShared">Whether something else uses it too, such as another replica.</param>
/// <param name="Queued">Queued calls.</param>
/// <param name="CallsPerDay">Calls a day that Egnyte allows it.</param>
/// <param name="CallsLeft">Those that are left of today's.</param>
/// <param name="CallsLeftForLists">Those of them that are not kept for writes.</param>
/// <param name="IsCountedByEgnyte">False where Egnyte's answers tell no count, and the proxy counts its own calls.</param>
/// <param name="QuotaReturnsInSeconds">Present while Egnyte refuses every call of this token: how much longer.</param>
internal sealed record TokenHealth(
    string Token,
    int CallsPerSecond,
    bool IsShared,
    int Queued,
    int CallsPerDay,
    int CallsLeft,
    int CallsLeftForLists,
    bool IsCountedByEgnyte,
    int? QuotaReturnsInSeconds)
{
    public static TokenHealth Of(EgnyteTokenState token) => new(
        token.Token,
        token.CallsPerSecond,
        token.IsShared,
        token.Queued,
        token.QuotaAllotted,
        token.QuotaLeft,
        token.QuotaLeftForLists,
        token.IsQuotaTold,
        token.ExhaustedFor is { } left ? (int)Math.Ceiling(left.TotalSeconds) : null);
}
