using System.Globalization;
using Egnyte.ScimProxy.Benchmarks.Reporting;

namespace Egnyte.ScimProxy.Benchmarks.Micro;

/// <summary>The pure parts, each in turns with its baseline in this one process.</summary>
internal static class MicroBenchmark
{
    public static void Run(BenchmarkArguments arguments)
    {
        var rounds = arguments.Number("--rounds", 15);
        var table = new MarkdownTable("part", "ns", "bytes", "baseline ns", "baseline bytes", "ratio of time", "committed before");
        var before = ResultsFile.Rows("micro").ToDictionary(row => row[0], row => $"{row[5]}, {row[2]} bytes", StringComparer.Ordinal);
        foreach (var pair in new MicroPair[]
        {
            UserToScim.Create(), UserToScim.CreatePage(), ScimToNewUser.Create(), FilterParse.Create(), FilterEvaluate.Create(), PatchFold.Create(),
        })
        {
            var (own, baseline, ratio) = MicroClock.Compare(pair, rounds);
            table.Add(
                pair.Name,
                own.Nanoseconds.Text("n0"),
                Bytes(own),
                baseline.Nanoseconds.Text("n0"),
                Bytes(baseline),
                ratio.Text("f2"),
                before.GetValueOrDefault(pair.Name, "–"));
            Console.Error.WriteLine(
                $"{pair.Name}: {own.Nanoseconds.Text("n0")} ns, {Bytes(own)} bytes; baseline {baseline.Nanoseconds.Text("n0")} ns, {Bytes(baseline)} bytes");
        }

        ResultsFile.Publish(
            "micro",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{table}\nMedian (least–most) of {rounds} rounds, part and baseline in turns; both give the same result, which is checked.\n"),
            arguments.Write);
    }

    private static string Bytes(MicroResult result) => result.Bytes.ToString("n0", CultureInfo.InvariantCulture);
}
