using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.Testing;

/// <summary>
/// Whether every host of this process runs without caches. They save calls and never change an answer (behaviour.md §1.6), so every test
/// must pass without them. Tests that count calls then look at the writes and lists alone, or say what they need.
/// </summary>
public static class Caches
{
    /// <summary>The environment variable that turns them off, with the value <c>off</c>.</summary>
    public const string Variable = "EGNYTE_CACHES";

    public static bool AreOff { get; } = Environment.GetEnvironmentVariable(Variable) is "off";

    /// <summary>Skips a test of calls that only a cache saves.</summary>
    public static void Need(string cache, string reason) => Assert.SkipWhen(AreOff, $"Needs {cache}: {reason}");

    /// <summary>What a test of calls looks at: all of them; without caches not the reads of one resource, of which there are more.</summary>
    public static IReadOnlyList<SimulatedCall> Counted(IReadOnlyList<SimulatedCall> calls) =>
        AreOff ? [.. calls.Where(call => !IsReadOfOne(call.Route))] : calls;

    public static bool IsReadOfOne(string route) =>
        route.StartsWith("GET ", StringComparison.Ordinal)
            && !route.EndsWith("/users", StringComparison.Ordinal)
            && !route.EndsWith("/groups", StringComparison.Ordinal);
}
