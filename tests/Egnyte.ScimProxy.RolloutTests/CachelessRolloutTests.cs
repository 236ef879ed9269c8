namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>Every rollout again without caches, beside those of <see cref="RolloutVariantTests"/>: no task is left undone.</summary>
public sealed class CachelessRolloutTests
{
    /// <summary>Pages of groups, and calls that a cache saves.</summary>
    private const int MostSkipped = 30;

    [Fact(Timeout = 3_600_000)]
    public Task Rollouts_WithoutCaches_LeaveNoTaskUndone()
    {
        Assert.SkipUnless(Exhaustive.IsOn, "Takes minutes: set EXHAUSTIVE=1.");
        return SuiteProcess.AssertPassesAsync(
            Caches.Variable, "off", MostSkipped, RolloutVariantTests.WithoutVariants, TestContext.Current.CancellationToken);
    }
}
