using System.Globalization;
using System.Text;
using Egnyte.ScimProxy.Benchmarks.Reporting;

namespace Egnyte.ScimProxy.Benchmarks.EndToEnd;

/// <summary>The tables, and what they were aimed at.</summary>
internal static class EndToEndReport
{
    private const int Direct = 0;
    private const int Yarp = 1;
    private const int Proxy = 2;
    private const int ProxyBefore = 3;
    private const double MostCpu = 1.4;
    private const double MostCpuOfBefore = 1.1;
    private const double LeastRate = 0.3;

    public static string Text(IReadOnlyList<WorkloadResult> results, int rounds, TimeSpan duration)
    {
        var text = new StringBuilder();
        var before = ResultsFile.Rows("end-to-end").Where(row => row[0] == "the proxy").ToList();
        foreach (var result in results)
        {
            text.Append(CultureInfo.InvariantCulture, $"### {result.Name}\n\n{Table(result)}\n");
        }

        text.Append(Aim("GET: CPU per request as a ratio to YARP's", results[0].Ratio(Proxy, Yarp, round => round.Cpu), "at most", MostCpu));
        text.Append(Aim("Page of 100: rate as a part of the direct one", results[1].Ratio(Proxy, Direct, round => round.Rate), "at least", LeastRate));
        foreach (var result in results.Where(result => result.Servers.Count > ProxyBefore))
        {
            text.Append(
                Aim(
                    $"{result.Name}: CPU per request as a ratio to the proxy's before",
                    result.Ratio(Proxy, ProxyBefore, round => round.Cpu),
                    "at most",
                    MostCpuOfBefore));
        }

        if (before is [var get, var page])
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"- Committed before: GET {get[4]} of YARP's CPU with {get[5]} bytes; page {page[2]} of the direct rate, {page[4]} of "
                + $"YARP's CPU with {page[5]} bytes.\n");
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"\nMedian (least–most) of {rounds} rounds of {duration.TotalSeconds:f0} s each, the servers in turns, "
            + $"{LoadGenerator.Connections} connections, telemetry off; ");
        text.Append(
            CultureInfo.InvariantCulture,
            $"ratios within a round. CPU and bytes are those of the named process alone. No answer but 200, some compared word by word; "
            + $"no log line. Garbage collector: {results[0].GarbageCollector}.\n");
        return text.ToString();
    }

    private static MarkdownTable Table(WorkloadResult result)
    {
        var table = new MarkdownTable("server", "requests/s", "part of direct", "CPU µs/request", "ratio to YARP", "bytes/request", "resident MB");
        for (var server = 0; server < result.Servers.Count; server++)
        {
            table.Add(
                result.Servers[server],
                result.Of(server, round => round.Rate).Text("n0"),
                result.Ratio(server, Direct, round => round.Rate).Text("f2"),
                result.Of(server, round => round.Cpu).Text("f1"),
                result.Ratio(server, Yarp, round => round.Cpu).Text("f2"),
                result.Of(server, round => round.Bytes).Text("n0"),
                result.Of(server, round => round.WorkingSet).Text("f0"));
        }

        return table;
    }

    private static string Aim(string what, Spread measured, string direction, double aim)
    {
        var isMet = direction == "at most" ? measured.Median <= aim : measured.Median >= aim;
        return string.Create(
            CultureInfo.InvariantCulture, $"- {what}: {measured.Text("f2")}; the aim is {direction} {aim:f1}: **{(isMet ? "met" : "not met")}**.\n");
    }
}
