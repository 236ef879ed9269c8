namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>How a domain is spoken to.</summary>
public sealed record EgnyteConnectionOptions
{
    /// <summary>The clock of deadlines, rate limit, quota and circuit breaker.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Calls a second that one token may make, until Egnyte says so itself (CB throttling.md: 2).</summary>
    public int CallsPerSecond { get; init; } = 2;

    /// <summary>Calls a day that one token may make, where Egnyte does not say so itself (CB throttling.md: 1,000).</summary>
    public int CallsPerDay { get; init; } = 1000;

    /// <summary>The percentage of the day's calls that lists leave for writes.</summary>
    public int WriteReserve { get; init; } = 20;

    /// <summary>Told what an operator should hear of; called while requests wait, so it must not take long.</summary>
    public Action<EgnyteEvent>? Notify { get; init; }

    /// <summary>Told of each attempt when it has ended; called while the request waits, so it must not take long.</summary>
    public Action<EgnyteAttempt>? Observe { get; init; }

    /// <summary>What sends, instead of sockets; disposed with the connection.</summary>
    public HttpMessageHandler? Innermost { get; init; }
}
