namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>Something about a tenant's Egnyte that an operator should hear of.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Token">The token that it is about; null where it is about the domain.</param>
public sealed record EgnyteEvent(EgnyteEventKind Kind, TokenHash? Token)
{
    /// <summary>For Throttled and QuotaExhausted: how long Egnyte wants to be left alone.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>For QuotaLow: at most so many percent of the day's calls are left.</summary>
    public int? Percent { get; init; }

    /// <summary>For QuotaLow: so many calls are left.</summary>
    public int? CallsLeft { get; init; }

    /// <summary>For AnswerUnusable: the method and route of the call, without ids.</summary>
    public string? Operation { get; init; }

    /// <summary>For AnswerUnusable: why; nothing is quoted from the answer.</summary>
    public string? Flaw { get; init; }
}

/// <summary>One attempt of a call that was sent, for metrics.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Route">The route, without ids.</param>
/// <param name="Priority">The priority with which it was queued.</param>
/// <param name="Outcome">"Ok", the name of an <see cref="EgnyteFailure"/>, or "Cancelled" where the client disconnected.</param>
/// <param name="Queued">How long it waited for the rate limit.</param>
public readonly record struct EgnyteAttempt(string Method, string Route, EgnytePriority Priority, string Outcome, TimeSpan Queued);
