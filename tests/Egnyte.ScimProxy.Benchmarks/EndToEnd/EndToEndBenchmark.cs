using Egnyte.ScimProxy.Benchmarks.Reporting;
using Egnyte.ScimProxy.Benchmarks.Servers;

namespace Egnyte.ScimProxy.Benchmarks.EndToEnd;

/// <summary>The simulator alone, YARP before it and the proxy before it, in turns; with them the proxy of an earlier commit, if one is given.</summary>
internal static class EndToEndBenchmark
{
    public static async Task RunAsync(BenchmarkArguments arguments)
    {
        var rounds = arguments.Number("--rounds", 9);
        var duration = TimeSpan.FromSeconds(arguments.Number("--seconds", 4));
        // Less leaves the first rounds to code of the first compilation: the proxy has the most of it.
        var warmUp = TimeSpan.FromSeconds(arguments.Number("--warm-up", 15));
        var collector = arguments["--gc"];

        await using var simulator = await ServerProcess.StartAsync("simulator, direct", collector, "serve-simulator");
        await using var yarp = await ServerProcess.StartAsync("YARP, plain forward", collector, "serve-yarp", simulator.Address.AbsoluteUri);
        await using var proxy = await ServerProcess.StartAsync("the proxy", collector, "serve-proxy", simulator.Address.AbsoluteUri);
        await using var earlier = arguments["--before"] is { } program
            ? await ServerProcess.StartOtherAsync("the proxy, before", collector, program, "serve-proxy", simulator.Address.AbsoluteUri)
            : null;
        List<Target> targets = [new(simulator, Dialect.Egnyte), new(yarp, Dialect.Egnyte), new(proxy, Dialect.Scim)];
        if (earlier is not null)
        {
            targets.Add(new(earlier, Dialect.Scim));
        }

        var people = await DirectReader.ReadPeopleAsync(simulator.Address);
        var results = new List<WorkloadResult>();
        foreach (var workload in new Workload[] { new OneUser(people), new PageOfUsers(people) })
        {
            results.Add(await MeasureAsync(workload, targets, rounds, duration, warmUp));
        }

        ResultsFile.Publish("end-to-end", EndToEndReport.Text(results, rounds, duration), arguments.Write);
    }

    private static async Task<WorkloadResult> MeasureAsync(Workload workload, List<Target> targets, int rounds, TimeSpan duration, TimeSpan warmUp)
    {
        var generators = targets.Select(target => new LoadGenerator(target, workload)).ToArray();
        try
        {
            foreach (var generator in generators)
            {
                await generator.CompareSomeAsync();
                Progress(workload, generator, await generator.RunAsync(-1, warmUp), "warm-up");
            }

            var result = new WorkloadResult(workload.Name, [.. targets.Select(target => target.Name)]);
            for (var round = 0; round < rounds; round++)
            {
                for (var turn = 0; turn < targets.Count; turn++)
                {
                    var server = (round + turn) % targets.Count;
                    var measured = await generators[server].RunAsync(round, duration);
                    Progress(workload, generators[server], measured, $"round {round + 1} of {rounds}");
                    result.Add(server, measured);
                }
            }

            return result;
        }
        finally
        {
            Array.ForEach(generators, generator => generator.Dispose());
        }
    }

    private static void Progress(Workload workload, LoadGenerator generator, RoundResult round, string which) => Console.Error.WriteLine(
        $"{workload.Name}, {which}, {generator.TargetName}: {round.Rate:f0} req/s, {round.Cpu:f1} µs, {round.Bytes:f0} bytes, "
        + $"{round.WorkingSet:f0} MB, {round.Collections} collections");
}
