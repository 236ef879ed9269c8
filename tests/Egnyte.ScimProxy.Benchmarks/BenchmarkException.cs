namespace Egnyte.ScimProxy.Benchmarks;

/// <summary>Why there is no result: a number that was measured on wrong answers is worse than none.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
