namespace Egnyte.ScimProxy.Benchmarks.Micro;

/// <summary>A part of the proxy and hand-written code that comes to the same result.</summary>
internal sealed record MicroPair(string Name, Action Part, Action Baseline);
