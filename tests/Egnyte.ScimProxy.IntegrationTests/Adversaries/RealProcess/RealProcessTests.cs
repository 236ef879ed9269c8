using System.Collections.Concurrent;
using Egnyte.ScimProxy.IntegrationTests.Balancers;
using Egnyte.ScimProxy.IntegrationTests.Commands;
using Egnyte.ScimProxy.IntegrationTests.Infrastructure;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries.RealProcess;

/// <summary>The native binary as a process of its own, under what chance makes of operators, clients and signals.</summary>
public sealed class RealProcessTests(NativeBinary native, ITestOutputHelper output)
{
    private const int FirstSeed = 20261130;
    private const int MostShown = 10;

    /// <summary>Two processes at a time are enough for two cores that do nothing else.</summary>
    private const int StartLanes = 2;

    private const int StartsPerLane = 40;

    /// <summary>A proxy that drains mostly waits.</summary>
    private const int ServeLanes = 4;

    private const int ServesPerLane = 2;

    [Fact]
    public async Task Start_WithMistakesByChance_ServesOrSaysWhatIsWrong()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a shell and Linux's kinds of files");
        var program = await native.PathAsync();

        await RunAsync(StartLanes, StartsPerLane, async chance =>
        {
            using var start = new StartupCase(chance);
            StartupMistakes.Draw(start, chance);
            return await start.RunAsync(program) is { } mistake ? $"{mistake}\n{start}" : null;
        });
    }

    [Fact]
    public async Task Serve_WithClientsByChance_AnswersEachRequestUntilASignalEndsIt()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals between processes.");
        var program = await native.PathAsync();

        await RunAsync(ServeLanes, ServesPerLane, async chance =>
        {
            var serve = new ServeCase(chance, program);
            return await serve.RunAsync() is { } mistake ? $"{mistake}\n{serve}" : null;
        });
    }

    [Theory]
    [MemberData(nameof(BalancerTests.Names), MemberType = typeof(BalancerTests))]
    public async Task Serve_BehindAShippedBalancer_AnswersEachRequestWhileAReplicaStops(string name)
    {
        Balancer.AssertInstalled();
        var program = await native.PathAsync();

        await RunAsync(1, 1, async chance =>
        {
            var serve = new ServeCase(chance, program);
            return await serve.RunBehindAsync(name) is { } mistake ? $"{mistake}\n{serve}" : null;
        });
    }

    /// <param name="lanes">How many cases run at once.</param>
    /// <param name="cases">How many cases a lane has where the environment gives no time.</param>
    /// <param name="run">Runs one case, and says what is wrong.</param>
    private async Task RunAsync(int lanes, int cases, Func<Random, Task<string?>> run)
    {
        var mistakes = new ConcurrentBag<string>();
        var count = 0;
        await Task.WhenAll(Enumerable.Range(0, lanes).Select(lane => Task.Run(async () =>
        {
            foreach (var seed in AdversaryBudget.Seeds(FirstSeed, cases, lane).TakeWhile(_ => mistakes.Count < MostShown))
            {
                Interlocked.Increment(ref count);
                if (await run(new Random(seed)) is { } mistake)
                {
                    mistakes.Add($"{AdversaryBudget.SeedVariable}={seed}: {mistake}");
                }
            }
        })));
        output.WriteLine($"{count} cases");
        Assert.True(mistakes.IsEmpty, $"{mistakes.Count} mistakes in {count} cases\n{string.Join("\n\n", mistakes.Take(MostShown))}");
    }
}
