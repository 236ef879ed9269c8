namespace Egnyte.ScimProxy.IntegrationTests;

/// <summary>
/// The suite again in a process without caches (<see cref="Caches"/>), where every 200 is the same. By default the tests that caches can
/// affect most, and a sample of the fault matrix; all of them where <see cref="Exhaustive"/> is on.
/// </summary>
public sealed class CachelessTests
{
    /// <summary>Of more than 2,000; they count calls that a cache saves.</summary>
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
        "-namespace-", "Egnyte.ScimProxy.IntegrationTests.Commands", "-namespace-", "Egnyte.ScimProxy.IntegrationTests.Deployment*",
        "-namespace-", "Egnyte.ScimProxy.IntegrationTests.Oracles",
        "-namespace-", "Egnyte.ScimProxy.IntegrationTests.Balancers", "-class-", "*.DialectTests", "-class-", "*.CachelessTests", "-class-",
        "*.CallBudgetTableTests", "-class-", "*.RealProcessTests",
    ];

    [Fact(Timeout = Patience)]
    public async Task TheSuite_WithoutCaches_Passes()
    {
        var isDialect = Environment.GetEnvironmentVariable(SimulatedEgnyte.DialectVariable) is { Length: > 0 };
        Assert.SkipWhen(isDialect || Caches.AreOff, "This is such a process already.");

        var without = Exhaustive.IsOn ? Without : MostAffected;
        await SuiteProcess.AssertPassesAsync(Caches.Variable, "off", MostSkipped, without, TestContext.Current.CancellationToken);
    }
}
