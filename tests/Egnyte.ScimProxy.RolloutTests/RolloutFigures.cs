using System.Diagnostics;
using System.Globalization;
using System.Text;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>What a rollout cost, as a text for the test's output.</summary>
internal sealed class RolloutFigures(RolloutSite site)
{
    private readonly TimeSpan _began = site.Time.Elapsed;
    private readonly int _jumps = site.Time.Jumps;
    private readonly long _beganReally = Stopwatch.GetTimestamp();

    /// <summary>All calls that were sent, those among them that the gateway throttled.</summary>
    public int Calls { get; private set; }

    public int Throttled { get; private set; }

    public TimeSpan Elapsed { get; private set; }

    public IReadOnlyList<OktaOutcome> Outcomes { get; private set; } = [];

    public IReadOnlyList<OktaOutcome> Stranded => [.. Outcomes.Where(outcome => outcome.Stranding is not null)];

    public int MostThrottles => Outcomes.Max(outcome => outcome.Waits.Count);

    public RolloutFigures End(IReadOnlyList<OktaOutcome> outcomes)
    {
        var log = site.Simulator.Calls.Snapshot();
        (Outcomes, Elapsed) = (outcomes, site.Time.Elapsed - _began);
        Throttled = log.Count(call => call.Status is 403 or 429);
        Calls = site.Simulator.Calls.Count;
        TestContext.Current.TestOutputHelper?.WriteLine(ToString());
        return this;
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        var really = Stopwatch.GetElapsedTime(_beganReally);
        var jumps = site.Time.Jumps - _jumps;
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{Outcomes.Count} tasks, {Stranded.Count} stranded; {Calls} calls to Egnyte, {Throttled} of them throttled; "
            + $"{Elapsed.TotalSeconds:f1} s ({Calls / Math.Max(1, Elapsed.TotalSeconds):f3} calls a second)");
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"really {really.TotalSeconds:f1} s, {jumps} jumps, {really.TotalMilliseconds / Math.Max(1, jumps):f1} ms a jump, "
            + $"{site.Time.AlarmsSet} alarms set");
        foreach (var group in Outcomes.GroupBy(outcome => outcome.Waits.Count).OrderBy(group => group.Key))
        {
            text.AppendLine(
                CultureInfo.InvariantCulture, $"  429 heard {group.Key,2} times by {group.Count(),4} tasks; first wait {Range(group.Select(Sum))} in all");
        }

        foreach (var (route, count) in site.Simulator.Calls.CountsPerRoute().OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {count,6} {route}");
        }

        foreach (var reason in Stranded.GroupBy(outcome => outcome.Stranding![..Math.Min(200, outcome.Stranding!.Length)])
            .OrderByDescending(group => group.Count())
            .Take(8))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  stranded {reason.Count()}: {reason.Key}");
        }

        return text.ToString();
    }

    /// <summary>Calls and throttles minute by minute, to find out why a number was missed.</summary>
    public string TimeLine() => string.Join('\n', site.Simulator.Calls.Snapshot()
        .GroupBy(call => (long)(call.At - site.Time.GetUtcNow() + site.Time.Elapsed).TotalMinutes)
        .Select(minute =>
            $"  minute {minute.Key}: {minute.Count()} calls, {minute.Count(IsThrottled)} throttled, {minute.Count(call => call.Status >= 500)} failed"));

    private static bool IsThrottled(SimulatedCall call) => call.Status is 403 or 429;

    private static TimeSpan Sum(OktaOutcome outcome) => outcome.Waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + wait);

    private static string Range(IEnumerable<TimeSpan> waits) => waits.Select(wait => wait.TotalSeconds).ToList() is var seconds && seconds.Max() > 0
        ? string.Create(CultureInfo.InvariantCulture, $"{seconds.Min():f0} to {seconds.Max():f0} s")
        : "none";
}
