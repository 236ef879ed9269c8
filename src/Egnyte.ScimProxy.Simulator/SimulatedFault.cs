namespace Egnyte.ScimProxy.Simulator;

/// <summary>How calls are made to fail.</summary>
public sealed record SimulatedFault
{
    /// <summary>What the answer looks like.</summary>
    /// <value>The default is <see cref="FailureKind.Error"/>.</value>
    public FailureKind Kind { get; init; }

    /// <summary>The status, for <see cref="FailureKind.Error"/> (400 to 599) and <see cref="FailureKind.Html"/> (200 to 599).</summary>
    /// <value>The default is 500.</value>
    public int Status { get; init; } = 500;

    /// <summary>The body to send instead of the usual one.</summary>
    public string? Body { get; init; }

    /// <summary>A Retry-After header of so many seconds instead of the usual one.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>
    /// Whether the call does all that it asks before its answer is spoilt, for error, HTML, abort and hang; the gateway refuses before
    /// always, and what is made of the true answer comes after always.
    /// </summary>
    /// <value>The default is false.</value>
    public bool AfterEffect { get; init; }

    /// <summary>Which calls count and fail: a method, a path pattern, or both, as the call log names a route; null for all.</summary>
    /// <value>Such as <c>PATCH</c>, <c>/pubapi/v2/users/{id}</c> or <c>PATCH /pubapi/v2/users/{id}</c>.</value>
    public string? On { get; init; }

    /// <summary>How many calls fail, one after the other.</summary>
    /// <value>The default is 1.</value>
    public int Count { get; init; } = 1;

    /// <summary>The time from byte to byte, for <see cref="FailureKind.Drip"/>.</summary>
    /// <value>The default is one second.</value>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    internal bool StrikesAfter => AfterEffect || Kind is FailureKind.Drip or FailureKind.Truncated or FailureKind.Garbage;

    internal void RefuseNonsense(IEnumerable<string> routes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Count);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Interval, TimeSpan.Zero);
        if (Kind is FailureKind.Error or FailureKind.Html && (Status is < 200 or > 599 || (Kind is FailureKind.Error && Status < 400)))
        {
            throw new ArgumentException($"A failure of kind {Kind} cannot have the status {Status}.");
        }

        if (AfterEffect && Kind is (FailureKind.OverQps or FailureKind.OverRate or FailureKind.Inactive))
        {
            throw new ArgumentException($"{Kind} is refused by the gateway, before the call takes effect.");
        }

        if (On is not null && !routes.Any(IsOn))
        {
            throw new ArgumentException($"No route is '{On}'; routes: {string.Join(", ", routes)}.");
        }
    }

    internal bool IsOn(string route) =>
        On is null
        || route.Equals(On, StringComparison.OrdinalIgnoreCase)
        || route.StartsWith($"{On} ", StringComparison.OrdinalIgnoreCase)
        || route.EndsWith($" {On}", StringComparison.OrdinalIgnoreCase);
}
