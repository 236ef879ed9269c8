namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Where a token stands.</summary>
/// <param name="Token">The first eight hexadecimal digits of its SHA-256: enough to tell two apart, and no secret.</param>
/// <param name="CallsPerSecond">Calls a second that Egnyte allows it.</param>
/// <param name="IsShared">Whether others, such as replicas, use it too.</param>
/// <param name="Queued">Queued calls.</param>
/// <param name="QuotaAllotted">Calls a day, by Egnyte's own word or as assumed.</param>
/// <param name="QuotaLeft">Calls that are left of today's.</param>
/// <param name="QuotaLeftForLists">Those of them that are not kept for writes.</param>
/// <param name="IsQuotaTold">Whether Egnyte tells the quota; otherwise it is counted here.</param>
/// <param name="ExhaustedFor">How long Egnyte will refuse every call; null while it does not.</param>
public sealed record EgnyteTokenState(
    string Token,
    int CallsPerSecond,
    bool IsShared,
    int Queued,
    int QuotaAllotted,
    int QuotaLeft,
    int QuotaLeftForLists,
    bool IsQuotaTold,
    TimeSpan? ExhaustedFor);
