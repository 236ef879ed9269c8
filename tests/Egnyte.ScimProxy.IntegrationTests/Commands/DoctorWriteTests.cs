using System.Runtime.InteropServices;
using Egnyte.ScimProxy.Commands.Doctor;
using Egnyte.ScimProxy.Simulator;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

/// <summary><c>doctor --write</c> and <c>--burst</c>: whatever happens, nothing of it is left in Egnyte.</summary>
public sealed class DoctorWriteTests
{
    /// <summary>Calls that the writes make where nothing fails: creates, changes, reads, deletions.</summary>
    private const int Calls = 9;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData("", "auto uses", null)]
    [InlineData("groupPatch=patchOp", "PatchOp only", "ScimProxy:Tenants:default:GroupPatchForm=patchOp")]
    [InlineData("groupPatch=replaceAll", "PUT only", "ScimProxy:Tenants:default:GroupPatchForm=put")]
    [InlineData("groupAnswer=short delete=204 groupCreate=200 duplicate=400", "auto uses", null)]
    public async Task Writes_FindTheFormOfPatch_AndLeaveNothing(string dialect, string words, string? setting)
    {
        await using var egnyte = await StartAsync(dialect);
        var before = State(egnyte);

        var report = await RunAsync(egnyte);

        Assert.True(report.IsWell, string.Join("\n", report.Findings));
        Assert.Contains(words, report.Findings.Single(finding => finding.Name == "Change a group").Text, StringComparison.Ordinal);
        Assert.Equal(setting, report.Settings.Select(advice => $"{advice.Key}={advice.Value}").SingleOrDefault());
        Assert.Equal(before, State(egnyte));
        Assert.DoesNotContain(egnyte.Calls.Snapshot(), call => call.RequestBody?.Contains("\"sendInvite\":true", StringComparison.Ordinal) is true);
    }

    /// <summary>Each call fails in turn, in each way. Only where the deletions themselves fail something may stay, and then the report names it.</summary>
    [Theory]
    [InlineData(FailureKind.Error, 503, false)]
    [InlineData(FailureKind.Error, 400, false)]
    [InlineData(FailureKind.Error, 404, false)]
    [InlineData(FailureKind.Abort, 0, true)]
    [InlineData(FailureKind.Garbage, 200, true)]
    public async Task AnyCallThatFails_LeavesNothing_OrIsReported(FailureKind kind, int status, bool afterEffect) =>
        await Task.WhenAll(Enumerable.Range(1, Calls).Select(async call =>
        {
            await using var egnyte = await StartAsync("");
            var before = State(egnyte);
            var fault = new SimulatedFault { Kind = kind, AfterEffect = afterEffect };
            egnyte.Controls.FailNth(call, status is 0 or 200 ? fault : fault with { Status = status });

            var report = await RunAsync(egnyte);

            var names = string.Join("\n", report.Findings);
            Assert.True(
                before == State(egnyte) || report.Findings.Any(finding => finding.Text.Contains("by hand", StringComparison.Ordinal)),
                $"call {call}:\n{names}");
        }));

    [Fact]
    public async Task Interrupted_RemovesWhatItCreated()
    {
        await using var egnyte = await StartAsync("");
        var before = State(egnyte);
        egnyte.Controls.Latency = TimeSpan.FromMilliseconds(300);
        await using var doctor = new ProxyProcess(["doctor", "--write", "--token-variable", "TOKEN"], Settings(egnyte));
        await UntilCreatedAsync(egnyte);

        doctor.Send(PosixSignal.SIGINT);

        var (exitCode, output, errors) = await doctor.EndAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains("takes a licence seat", errors, StringComparison.Ordinal);
        Assert.Matches("ok +Clean-up: user +removed", output);
        Assert.Contains("interrupted", output, StringComparison.Ordinal);
        Assert.Equal(before, State(egnyte));
    }

    [Theory]
    [InlineData("", "throttled calls are not counted")]
    [InlineData("throttledCalls=counted", "throttled calls are counted")]
    [InlineData("throttle=429 throttledCalls=counted", "throttled calls are counted")]
    [InlineData("quotaHeaders=absent", "does not state")]
    public async Task Burst_SaysWhetherThrottledCallsAreCounted(string dialect, string words)
    {
        await using var egnyte = await StartAsync(dialect, callsPerSecond: 4);
        await using var doctor = new ProxyProcess(["doctor", "--burst", "--token-variable", "TOKEN"], Settings(egnyte));

        var (exitCode, output, _) = await doctor.EndAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains(words, output, StringComparison.Ordinal);
    }

    private static Task<EgnyteSimulator> StartAsync(string dialect, int callsPerSecond = 1000) => EgnyteSimulator.StartAsync(
        new SimulatorOptions { Dialect = SimulatorDialect.Default.With(dialect), CallsPerSecond = callsPerSecond }, TestContext.Current.CancellationToken);

    private static async Task<DoctorReport> RunAsync(EgnyteSimulator simulator)
    {
        var options = new TenantOptions { ["EgnyteBaseAddress"] = simulator.Address.ToString(), ["CallsPerSecond"] = "1000" };
        using var egnyte = new ExaminedEgnyte(
            new TenantSettings("default", options, profile: null), options, ScimProxyApplication.Token, _ => { }, TestContext.Current.CancellationToken);
        await new WriteExamination(egnyte).RunAsync();
        return egnyte.Report;
    }

    private static (string, string)[] Settings(EgnyteSimulator egnyte) =>
        [("ScimProxy__Tenants__default__EgnyteBaseAddress", egnyte.Address.ToString()), ("TOKEN", ScimProxyApplication.Token)];

    private static string State(EgnyteSimulator egnyte) =>
        string.Join(", ", egnyte.Domain.AllUsers().Select(user => user.UserName).Concat(egnyte.Domain.AllGroups().Select(group => group.DisplayName)));

    private static async Task UntilCreatedAsync(EgnyteSimulator egnyte)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!egnyte.Calls.Snapshot().Any(call => call is { Method: "POST", Status: 201 }))
        {
            await Task.Delay(BetweenLooks, patience.Token);
        }
    }
}
