namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>What an implementation says; <paramref name="Matches"/> is null where it only read the filter, or failed.</summary>
internal sealed record FilterAnswer(bool Accepted, bool? Matches = null, string? Error = null);
