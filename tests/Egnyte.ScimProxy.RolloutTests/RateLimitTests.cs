using System.Globalization;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>
/// No source says whether Egnyte counts throttled calls, or which second it limits: the rate must be used under each. The way to Egnyte
/// takes up to 50 ms longer than at best. SharedTokenTests hold the same of the pacer alone, for every combination.
/// </summary>
[Collection(nameof(OneClockForAll))]
public sealed class RateLimitTests
{
    /// <summary>With two groups more than 500 calls. At 2 calls/s a throttle costs 6 s and 2 % of the rate after it, which is 8 % of 128 calls.</summary>
    private const int LeastPeople = 250;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly string[] Windows = ["sliding", "fixed"];
    private static readonly string[] Counts = ["uncounted", "counted"];

    /// <summary>By default the slowest rate, which takes the least real time, under each count.</summary>
    public static TheoryData<int, string> Gateways { get; } =
    [
        .. from rate in Exhaustive.IsOn ? new[] { 2, 8, 20 } : [2]
           from count in Counts
           from window in Windows
           where Exhaustive.IsOn || (count == "counted") == (window == "sliding")
           select new TheoryDataRow<int, string>(rate, $"throttledCalls={count} window={window}"),
    ];

    /// <summary>One throttled call must not cost two thirds of the rate for minutes.</summary>
    [Theory]
    [MemberData(nameof(Gateways))]
    public async Task ALoneReplica_AfterAChanceThrottle_UsesTheWholeRate(int rate, string gateway)
    {
        await using var site = await StartAsync(replicas: 1, rate, gateway);
        site.Simulator.Controls.FailNth(20, new SimulatedFault { Kind = FailureKind.OverQps });

        await AssertUsesTheRateAsync(site, rate, new Burst(site, Math.Max(LeastPeople, 30 * rate), groups: 2), longest: 1.15);
    }

    [Theory]
    [MemberData(nameof(Gateways))]
    public async Task ThreeReplicas_ShareTheRate(int rate, string gateway)
    {
        await using var site = await StartAsync(replicas: 3, rate, gateway);

        await AssertUsesTheRateAsync(site, rate, new Burst(site, Math.Max(LeastPeople, 45 * rate), groups: 3), longest: 1.3);
    }

    [Theory]
    [MemberData(nameof(Gateways))]
    public async Task ALoneReplica_UsesTheWholeRate_20SecondsAfterAnotherClientStopped(int rate, string gateway)
    {
        await using var site = await StartAsync(replicas: 1, rate, gateway);
        using var other = new HttpClient { BaseAddress = site.Simulator.Address };
        other.DefaultRequestHeaders.Add("Authorization", $"Bearer {ScimProxyApplication.Token}");
        var (whileShared, afterwards, isOver) = (0, 0, false);

        await site.Time.RunAsync(async () =>
        {
            // Clients that ask for the next user as soon as they are answered, so that calls are always queued.
            var clients = Task.WhenAll(Enumerable.Range(0, 4 * rate).Select(async client =>
            {
                for (var user = 0; !isOver; user++)
                {
                    var answer = await site.Clients[0].GetScimAsync($"Users?filter=userName%20eq%20%22client.{client}.{user}%22");
                    Assert.Equal(200, answer.Status);
                }
            }));
            for (var call = 0; call < 20 * rate; call++)
            {
                await site.Time.WaitAsync(1.5 * Second / rate);
                using var answer = await other.GetAsync(new Uri("/pubapi/v2/users?count=1", UriKind.Relative));
            }

            whileShared = OwnCalls(site);
            await site.Time.WaitAsync(20 * Second);
            var before = OwnCalls(site);
            await site.Time.WaitAsync(10 * Second);
            afterwards = OwnCalls(site) - before;
            isOver = true;
            await clients;
        });

        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{whileShared} calls in 30 s beside the other client, {afterwards} in 10 s, 20 s after it"));
        Assert.InRange(afterwards, 9 * rate, 10 * rate);
    }

    private static async Task<RolloutSite> StartAsync(int replicas, int rate, string gateway)
    {
        var site = await RolloutSite.StartAsync(replicas, callsPerSecond: rate, dialect: gateway);
        site.Simulator.Controls.Latency = TimeSpan.FromMilliseconds(100);
        site.Simulator.Controls.Jitter = TimeSpan.FromMilliseconds(50);
        return site;
    }

    private static async Task AssertUsesTheRateAsync(RolloutSite site, int rate, Burst burst, double longest)
    {
        var figures = await burst.RunAsync(site.Okta(LaterWaits.AsGiven, Resumption.Task));

        Assert.Empty(figures.Stranded);
        var atFullRate = burst.CallsNeeded / (double)rate;
        var took = string.Create(
            CultureInfo.InvariantCulture,
            $"{figures.Elapsed.TotalSeconds:f1} s, {atFullRate:f1} s at the full rate: {figures.Elapsed.TotalSeconds / atFullRate:f3} times");
        TestContext.Current.TestOutputHelper?.WriteLine(took);
        Assert.True(figures.Elapsed.TotalSeconds <= longest * atFullRate, $"{took}.\n{figures.TimeLine()}");
        burst.AssertEverybodyIsThereOnce();
    }

    private static int OwnCalls(RolloutSite site) => site.Simulator.Calls.Snapshot().Count(call => call.Query != "?count=1" && call.Status < 400);
}
