namespace Egnyte.ScimProxy.Simulator;

/// <summary>One custom group of the simulated domain, as it is at one moment; members in the order of their ids.</summary>
public sealed record SimulatedGroup(string Id, string DisplayName, IReadOnlyList<long> MemberIds);
