using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests;

/// <summary>
/// The whole suite before an Egnyte that behaves otherwise, wherever sources disagree: this program again, as a process of its own for
/// each row, without the tests that have no simulated Egnyte.
/// </summary>
public sealed class DialectTests
{
    /// <summary>Of more than 800: a setting that lets more of them skip proves too little.</summary>
    private const int MostSkipped = 40;

    private const int RowsByDefault = 3;

    private static readonly string[] WithoutSimulator =
    [
        "-namespace-", "Egnyte.ScimProxy.IntegrationTests.Commands", "-namespace-", "Egnyte.ScimProxy.IntegrationTests.Deployment*",
        "-class-", "*.RealProcessTests",
        "-class-", "*.DialectTests", "-class-", "*.CachelessTests", "-namespace-", "Egnyte.ScimProxy.IntegrationTests.Oracles",
        "-namespace-", "Egnyte.ScimProxy.IntegrationTests.Faults", "-namespace-", "Egnyte.ScimProxy.IntegrationTests.Balancers",
        "-class-", "*.Conversation*", "-class-", "*.CallBudgetTableTests", "-class-", "*.HostileEgnyteTests",
    ];

    /// <summary>
    /// Mixed so that four of five pairs of settings meet. The first three hold every setting but those of <c>errors</c>, whose forms
    /// <see cref="Protocol.ErrorShapeTests"/> holds; the others run where <see cref="Exhaustive"/> is on.
    /// </summary>
    private static readonly string[] All =
    [
        "groupCreate=200 groupPatch=patchOp fields=2019 errors=nested userName=lowerOnCreate email=pending quotaHeaders=absent window=fixed",
        "throttle=429 duplicate=405 delete=204 groupPatch=patchOp groupAnswer=short groupRows=whole userRows=whole list=Resources "
        + "scalars=text contentType=text count=clamp nulls=kept throttledCalls=counted",
        "throttle=429 duplicate=400 delete=204 groupCreate=200 groupPatch=replaceAll groupRows=whole userRows=whole list=Resources "
        + "scalars=text contentType=text fields=2019 errors=response userName=lowerOnCreate email=pending",
        "duplicate=400 groupAnswer=short errors=errors count=clamp nulls=kept throttledCalls=counted quotaHeaders=absent",
        "groupCreate=200 groupPatch=replaceAll groupAnswer=short groupRows=whole userRows=whole list=Resources scalars=text "
        + "errors=message userName=lowerOnCreate nulls=kept quotaHeaders=absent",
        "duplicate=405 delete=204 userRows=whole contentType=text fields=2019 errors=fault count=clamp userName=lowerOnCreate email=pending window=fixed",
        "throttle=429 delete=204 groupCreate=200 list=Resources scalars=text errors=scim count=clamp throttledCalls=counted window=fixed",
        "throttle=429 duplicate=405 groupPatch=replaceAll groupAnswer=short groupRows=whole contentType=text fields=2019 "
        + "errors=formErrors nulls=kept email=pending quotaHeaders=absent",
    ];

    public static TheoryData<string> Rows => [.. All.Take(Exhaustive.IsOn ? All.Length : RowsByDefault)];

    [Theory(Timeout = SuiteProcess.Patience)]
    [MemberData(nameof(Rows))]
    public async Task TheSuite_BeforeAnEgnyteOfThisDialect_Passes(string dialect)
    {
        Assert.SkipWhen(
            Environment.GetEnvironmentVariable(SimulatedEgnyte.DialectVariable) is { Length: > 0 } || Caches.AreOff, "This is such a process already.");
        await SuiteProcess.AssertPassesAsync(SimulatedEgnyte.DialectVariable, dialect, MostSkipped, WithoutSimulator, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(RowsByDefault)]
    [InlineData(int.MaxValue)]
    public void Rows_HoldEverySettingOfEverySwitch(int rows)
    {
        var met = All.Take(rows).Append("").Select(row => SimulatorDialect.Default.With(row).Settings()).ToList();

        var never = SimulatorDialect.Switches
            .Where(known => known.Key != "errors" || rows > RowsByDefault)
            .SelectMany(known => known.Value.Where(setting => met.All(row => row[known.Key] != setting)).Select(setting => $"{known.Key}={setting}"));

        Assert.Empty(never);
    }
}
