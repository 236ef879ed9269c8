namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>The kinds of <see cref="EgnyteEvent"/>.</summary>
public enum EgnyteEventKind
{
    /// <summary>Egnyte keeps failing: calls are refused at once.</summary>
    BreakerOpened,

    /// <summary>Egnyte answers again.</summary>
    BreakerClosed,

    /// <summary>Egnyte throttled a call although the rate limit was kept: other clients use the token too.</summary>
    Throttled,

    /// <summary>Few of the day's calls are left.</summary>
    QuotaLow,

    /// <summary>The daily quota is exhausted.</summary>
    QuotaExhausted,

    /// <summary>Egnyte takes calls again.</summary>
    QuotaRenewed,

    /// <summary>A 2xx that is about another resource, lacks what a decision rests on, or is not JSON: the proxy does not act on it.</summary>
    AnswerUnusable,
}
