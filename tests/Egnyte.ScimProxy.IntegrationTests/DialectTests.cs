using Egnyte.ScimProxy.IntegrationTests.Commands;
using Egnyte.ScimProxy.IntegrationTests.Infrastructure;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests;

/// <summary>
/// The whole suite before an Egnyte that behaves otherwise, wherever sources disagree: this program again, as a process of its own for
/// each row, without the tests that have no simulated Egnyte.
/// </summary>
public sealed class DialectTests
{
    private const int Patience = 240_000;

    private static readonly string[] WithoutSimulator =
    [
        "-namespace-", "Egnyte.ScimProxy.IntegrationTests.Commands",
        "-class-", "*.DialectTests", "-class-", "*.ConversationTests", "-class-", "*.ConversationFormatTests", "-class-", "*.ReadmeTests",
    ];

    /// <summary>Few enough to wait for, and so mixed that nearly every pair of settings meets.</summary>
    public static TheoryData<string> Rows =>
    [
        "errors=message",
    ];

    [Theory(Timeout = Patience)]
    [MemberData(nameof(Rows))]
    public async Task TheSuite_BeforeAnEgnyteOfThisDialect_Passes(string dialect)
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(SimulatedEgnyte.DialectVariable) is { Length: > 0 }, "This is such a process already.");
        var suite = Path.Combine(AppContext.BaseDirectory, $"{typeof(DialectTests).Assembly.GetName().Name}.dll");
        await using var child = new ProxyProcess(
            "dotnet", [suite, "-noLogo", "-noColor", "-noAutoReporters", "-reporter", "quiet", .. WithoutSimulator], [(SimulatedEgnyte.DialectVariable, dialect)]);

        var (exitCode, output, errors) = await child.EndAsync().WaitAsync(TestContext.Current.CancellationToken);

        Assert.True(exitCode == 0, $"{SimulatedEgnyte.DialectVariable}=\"{dialect}\" {suite}\n{output}\n{errors}");
        Assert.DoesNotContain("Total: 0", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_HoldEverySettingOfEverySwitch()
    {
        var met = Rows.Select(row => SimulatorDialect.Default.With(row.Data).Settings()).ToList();

        var never = SimulatorDialect.Switches.SelectMany(known => known.Value.Where(setting => met.All(row => row[known.Key] != setting)).Select(setting => $"{known.Key}={setting}"));

        Assert.Empty(never);
    }
}
