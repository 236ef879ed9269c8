using Egnyte.ScimProxy.IntegrationTests.Infrastructure;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests;

/// <summary>
/// What a process remembers saves calls and never changes an answer (behaviour.md §1.6): the suite again with all that off, where every 200
/// is the same. By default the tests that it can affect most, and a sample of the fault matrix; all of them where <see cref="Exhaustive"/>
/// is on. Tests that count calls look at the writes and lists alone then (<see cref="Counted"/>), or say what they need.
/// </summary>
public sealed class MemoryTests
{
    /// <summary>Of more than 2,000; half of them are imports of groups, which only what is remembered of a page can complete.</summary>
    private const int MostSkipped = 36;

    /// <summary>Only a guard against a hang: with EXHAUSTIVE=1 the whole suite runs here, beside eight dialects on two cores.</summary>
    private const int Patience = 2_700_000;

    // What counts calls, and what decides by what was read: groups, members and unanswered writes.
    private static readonly string[] MostAffected =
    [
        "-class", "*.CallBudget.*", "-class", "*.FaultMatrixTests", "-class", "*.Lists.*", "-class", "*.ConversationTests",
        "-class", "*.GroupFormTests", "-class", "*.MemberSkipTests", "-class", "*.CreateReconciliationTests", "-class", "*.LargeGroupTests",
    ];

    // What has no proxy in this process, or runs the suite itself.
    private static readonly string[] Without =
    [
        "-namespace-", "Egnyte.ScimProxy.IntegrationTests.Commands", "-namespace-", "Egnyte.ScimProxy.IntegrationTests.Oracles",
        "-namespace-", "Egnyte.ScimProxy.IntegrationTests.Balancers", "-class-", "*.DialectTests", "-class-", "*.MemoryTests", "-class-",
        "*.CallBudgetTableTests", "-class-", "*.RealProcessTests",
    ];

    public static bool IsOff => ScimProxyApplication.IsCachingOff;

    /// <summary>Skips a test of calls that only a memory saves.</summary>
    internal static void Needs(string memory, string reason) => Assert.SkipWhen(IsOff, $"Needs {memory}: {reason}");

    /// <summary>What a test of calls looks at: all of them; without memory not the reads of one, of which there are more.</summary>
    public static IReadOnlyList<SimulatedCall> Counted(IReadOnlyList<SimulatedCall> calls) =>
        IsOff ? [.. calls.Where(call => !IsReadOfOne(call.Route))] : calls;

    public static bool IsReadOfOne(string route) =>
        route.StartsWith("GET ", StringComparison.Ordinal)
            && !route.EndsWith("/users", StringComparison.Ordinal)
            && !route.EndsWith("/groups", StringComparison.Ordinal);

    [Fact(Timeout = Patience)]
    public async Task TheSuite_WithoutAnyMemory_Passes()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(SimulatedEgnyte.DialectVariable) is { Length: > 0 } || IsOff, "This is such a process already.");

        var without = Exhaustive.IsOn ? Without : MostAffected;
        await SuiteProcess.AssertPassesAsync(
            ScimProxyApplication.CachingVariable, "off", MostSkipped, without, TestContext.Current.CancellationToken);
    }
}
