using Egnyte.ScimProxy.Benchmarks;
using Egnyte.ScimProxy.Benchmarks.EndToEnd;
using Egnyte.ScimProxy.Benchmarks.Micro;
using Egnyte.ScimProxy.Benchmarks.Servers;
using Egnyte.ScimProxy.Benchmarks.Startup;

const string Usage = """
    end-to-end [--write] [--rounds 9] [--seconds 4] [--warm-up 15] [--gc server|workstation|workstation-non-concurrent] [--before PATH]
        GET of a user and of a page of 100, through the simulator, YARP and the proxy: a process each, rounds interleaved.
        --before: this program as an earlier commit builds it (Release); that commit's proxy is measured in the same rounds.
    startup [--write] [--binary PATH] [--times 10] [--gc ...]
        The native binary (published to a temporary folder without --binary) from its start to its first SCIM answer.
    micro [--write] [--rounds 15]
        Mapping, parsing and folding, each beside hand-written code that does the same.
    """;

try
{
    switch (args.FirstOrDefault())
    {
        case "serve-simulator":
            await SimulatorServer.RunAsync();
            return 0;
        case "serve-yarp":
            await YarpServer.RunAsync(args[1]);
            return 0;
        case "serve-proxy":
            await ProxyServer.RunAsync(args[1]);
            return 0;
        case "end-to-end":
            await EndToEndBenchmark.RunAsync(BenchmarkArguments.Parse(args));
            return 0;
        case "startup":
            await StartupBenchmark.RunAsync(BenchmarkArguments.Parse(args));
            return 0;
        case "micro":
            MicroBenchmark.Run(BenchmarkArguments.Parse(args));
            return 0;
        default:
            await Console.Error.WriteLineAsync(Usage);
            return 2;
    }
}
catch (BenchmarkException failure)
{
    await Console.Error.WriteLineAsync($"No result: {failure.Message}");
    return 1;
}
