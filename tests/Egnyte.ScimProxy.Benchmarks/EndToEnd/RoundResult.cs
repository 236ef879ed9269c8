using Egnyte.ScimProxy.Benchmarks.Servers;

namespace Egnyte.ScimProxy.Benchmarks.EndToEnd;

/// <summary>What one round of one server came to.</summary>
/// <param name="Rate">Requests per second.</param>
/// <param name="Cpu">Microseconds of the server's process per request.</param>
/// <param name="Bytes">Managed bytes that the server allocated per request.</param>
/// <param name="WorkingSet">Megabytes resident at the end of the round.</param>
/// <param name="Collections">Garbage collections during the round.</param>
/// <param name="GarbageCollector">How the server collects.</param>
internal sealed record RoundResult(double Rate, double Cpu, double Bytes, double WorkingSet, int Collections, string GarbageCollector)
{
    public static RoundResult Of(int requests, TimeSpan elapsed, ServerReading before, ServerReading after) => new(
        requests / elapsed.TotalSeconds,
        (after.Cpu - before.Cpu).TotalMicroseconds / requests,
        (double)(after.Allocated - before.Allocated) / requests,
        after.WorkingSet / 1e6,
        after.Collections - before.Collections,
        after.GarbageCollector);
}
