namespace Egnyte.ScimProxy.Benchmarks.EndToEnd;

/// <summary>An account of the simulated domain, as its answers must show it.</summary>
internal sealed record Person(long Id, string UserName);
