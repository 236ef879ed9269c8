namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>
/// Every rollout again, in a process of its own with a clock of its own: before the other gateways the same numbers hold. Takes minutes, so only where
/// <see cref="Exhaustive"/> is on.
/// </summary>
public sealed class RolloutVariantTests
{
    /// <summary>The options that leave out the tests which start such processes.</summary>
    public static readonly string[] WithoutVariants = ["-class-", $"*.{nameof(RolloutVariantTests)}", "-class-", $"*.{nameof(CachelessRolloutTests)}"];

    [Theory(Timeout = 3_600_000)]
    [InlineData("throttledCalls=counted window=sliding")]
    [InlineData("throttledCalls=counted window=fixed")]
    [InlineData("throttledCalls=uncounted window=fixed")]
    public Task Rollouts_BeforeAnotherGateway_HoldTheSameNumbers(string gateway)
    {
        Assert.SkipUnless(Exhaustive.IsOn, "Takes minutes: set EXHAUSTIVE=1.");
        return SuiteProcess.AssertPassesAsync(
            SimulatedEgnyte.DialectVariable, gateway, mostSkipped: 0, WithoutVariants, TestContext.Current.CancellationToken);
    }
}
