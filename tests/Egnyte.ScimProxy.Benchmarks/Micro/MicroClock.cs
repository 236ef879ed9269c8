using System.Diagnostics;
using Egnyte.ScimProxy.Benchmarks.Reporting;

namespace Egnyte.ScimProxy.Benchmarks.Micro;

/// <summary>Time and allocation of one thread; warm enough that the second compilation is over.</summary>
internal static class MicroClock
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(100);

    public static (MicroResult Own, MicroResult Baseline, Spread Ratio) Compare(MicroPair pair, int rounds)
    {
        var (perRound, perBaselineRound) = (CountIn(pair.Part), CountIn(pair.Baseline));
        var own = new List<(double Nanoseconds, double Bytes)>();
        var baseline = new List<(double Nanoseconds, double Bytes)>();
        for (var round = 0; round < rounds; round++)
        {
            own.Add(Measure(pair.Part, perRound));
            baseline.Add(Measure(pair.Baseline, perBaselineRound));
        }

        return (ResultOf(own), ResultOf(baseline), Spread.Of(own.Zip(baseline, (part, hand) => part.Nanoseconds / hand.Nanoseconds)));
    }

    /// <summary>Warms up, and says how many fit into a round.</summary>
    private static int CountIn(Action action)
    {
        var count = 0;
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < WarmUp; count++)
        {
            action();
        }

        return Math.Max(100, (int)(count * (Round / WarmUp)));
    }

    private static (double Nanoseconds, double Bytes) Measure(Action action, int count)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            action();
        }

        var elapsed = Stopwatch.GetElapsedTime(began);
        return (elapsed.TotalNanoseconds / count, (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / count);
    }

    private static MicroResult ResultOf(List<(double Nanoseconds, double Bytes)> rounds) =>
        new(Spread.Of(rounds.Select(round => round.Nanoseconds)), Spread.Of(rounds.Select(round => round.Bytes)).Median);
}
