namespace Egnyte.ScimProxy.Benchmarks.Servers;

/// <summary>What a child has used since its start.</summary>
/// <param name="Cpu">Of the whole process, user and kernel.</param>
/// <param name="Allocated">Managed bytes.</param>
/// <param name="Collections">Garbage collections of any generation.</param>
/// <param name="WorkingSet">Resident bytes now.</param>
/// <param name="GarbageCollector">How it collects, such as <c>server/concurrent</c>.</param>
internal sealed record ServerReading(TimeSpan Cpu, long Allocated, int Collections, long WorkingSet, string GarbageCollector);
