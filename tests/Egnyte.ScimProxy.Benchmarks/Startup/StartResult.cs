namespace Egnyte.ScimProxy.Benchmarks.Startup;

/// <param name="Milliseconds">From before the process was made until the whole answer was read.</param>
/// <param name="Resident">Megabytes (VmRSS) right after it.</param>
/// <param name="Anonymous">The part of them that no file backs (RssAnon): heaps and stacks.</param>
internal sealed record StartResult(double Milliseconds, double Resident, double Anonymous);
