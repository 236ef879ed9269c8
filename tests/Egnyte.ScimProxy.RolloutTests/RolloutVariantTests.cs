namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>
/// Every rollout again in a process of its own: before the other gateways, where the same numbers hold, and without caches, where no task is
/// left undone. Takes minutes, so only where <see cref="Exhaustive"/> is on.
/// </summary>
[Collection(nameof(OneClockForAll))]
public sealed class RolloutVariantTests
{
    /// <summary>Pages of groups, and calls that a cache saves.</summary>
    private const int MostSkippedWithoutCaches = 30;

    private const int Patience = 1_800_000;

    private static readonly string[] WithoutThis = ["-class-", $"*.{nameof(RolloutVariantTests)}"];

    [Theory(Timeout = Patience)]
    [InlineData("throttledCalls=counted window=sliding")]
    [InlineData("throttledCalls=counted window=fixed")]
    [InlineData("throttledCalls=uncounted window=fixed")]
    public Task Rollouts_BeforeAnotherGateway_HoldTheSameNumbers(string gateway) =>
        AssertRolloutsPassAsync(SimulatedEgnyte.DialectVariable, gateway, mostSkipped: 0, TestContext.Current.CancellationToken);

    [Fact(Timeout = Patience)]
    public Task Rollouts_WithoutCaches_LeaveNoTaskUndone() =>
        AssertRolloutsPassAsync(Caches.Variable, "off", MostSkippedWithoutCaches, TestContext.Current.CancellationToken);

    private static Task AssertRolloutsPassAsync(string variable, string value, int mostSkipped, CancellationToken cancellationToken)
    {
        Assert.SkipUnless(Exhaustive.IsOn, "Takes minutes: set EXHAUSTIVE=1.");
        return SuiteProcess.AssertPassesAsync(variable, value, mostSkipped, WithoutThis, cancellationToken);
    }
}
