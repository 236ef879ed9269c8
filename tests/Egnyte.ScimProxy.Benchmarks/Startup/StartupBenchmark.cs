using Egnyte.ScimProxy.Benchmarks.EndToEnd;
using Egnyte.ScimProxy.Benchmarks.Reporting;
using Egnyte.ScimProxy.Benchmarks.Servers;

namespace Egnyte.ScimProxy.Benchmarks.Startup;

/// <summary>The native binary, again and again: from the start of the process to its first SCIM answer, and what it holds in memory then.</summary>
internal static class StartupBenchmark
{
    public static async Task RunAsync(BenchmarkArguments arguments)
    {
        var times = arguments.Number("--times", 10);
        var binary = arguments["--binary"] is { } path ? Path.GetFullPath(path) : NativeBinary.Publish();
        await using var simulator = await ServerProcess.StartAsync("simulator", null, "serve-simulator");
        var person = (await DirectReader.ReadPeopleAsync(simulator.Address))[0];

        // The way of asking is used once before it is timed: what it costs to compile it is not the binary's.
        await FirstAnswer.WaitForAsync(simulator.Address, Dialect.Egnyte, person, FirstAnswer.Patience);
        var starts = new List<StartResult>();
        for (var i = 0; i < times; i++)
        {
            var start = await NativeStart.RunAsync(binary, simulator.Address, person, arguments["--gc"]);
            Console.Error.WriteLine(
                $"start {i + 1} of {times}: {start.Milliseconds:f1} ms, {start.Resident:f1} MB resident, {start.Anonymous:f1} MB of it not from files");
            starts.Add(start);
        }

        ResultsFile.Publish("startup", StartupReport.Text(starts, new FileInfo(binary).Length), arguments.Write);
    }
}
