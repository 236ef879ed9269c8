namespace Egnyte.ScimProxy.RolloutTests.Okta;

/// <summary>How a task ended.</summary>
/// <param name="Name">What it was.</param>
/// <param name="Stranding">Why an administrator must act; null when it was done.</param>
/// <param name="Waits">What it waited after each 429.</param>
/// <param name="Statuses">Every status that it was answered.</param>
/// <param name="Took">From its beginning to its end.</param>
internal sealed record OktaOutcome(string Name, string? Stranding, IReadOnlyList<TimeSpan> Waits, IReadOnlyList<int> Statuses, TimeSpan Took);
