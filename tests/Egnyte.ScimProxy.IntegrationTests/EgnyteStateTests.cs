using System.Text.Json;
using Egnyte.ScimProxy.Simulator;
using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.IntegrationTests;

/// <summary>What an operator sees of a tenant's Egnyte at a glance: whether it answers, who waits, what is left of the day.</summary>
public sealed class EgnyteStateTests
{
    private const int EgnyteFailed = 1201;
    private const int CallDeferred = 1206;
    private const int BreakerOpened = 1211;
    private const int BreakerClosed = 1212;
    private const int QuotaLow = 1214;
    private const int QuotaExhausted = 1215;
    private const int QuotaRenewed = 1216;
    private const int Patience = 60_000;
    private const string Jane = """
        {"id":{id},"userName":"jane.doe","email":"jane.doe@example.com","name":{"givenName":"Jane","familyName":"Doe"},"active":true}
        """;

    private static readonly TimeSpan ProbeEvery = TimeSpan.FromMinutes(5);

    /// <summary>Readiness is not meant to say it, or a balancer would answer for us; this does.</summary>
    [Fact]
    public async Task Health_WhileEgnyteIsDown_SaysSo_AndWhenItIsBack()
    {
        var time = new HurriedTime();
        await using var simulator = await StartSimulatorAsync(time);
        await using var proxy = await ScimProxyApplication.StartAsync(simulator.Address, [ScimProxyApplication.WithManagement], time);
        using var meter = new ProxyMeter(proxy);
        Assert.Equal(200, (await proxy.Client.GetScimAsync("Users?count=1")).Status);
        var healthy = await StateAsync(proxy);

        simulator.Controls.DownFor(TimeSpan.FromHours(1));
        ScimShape.AssertError(await proxy.Client.GetScimAsync("Users?count=1"), 429);
        var failing = await StateAsync(proxy);
        for (var call = 0; call < 2; call++)
        {
            ScimShape.AssertError(await proxy.Client.GetScimAsync("Users?count=1"), 429);
        }

        var down = await StateAsync(proxy);
        var gauges = (meter.Gauge("egnyte.failing", "default"), meter.Gauge("egnyte.breaker.open", "default"));
        simulator.Controls.Clear();
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(200, (await proxy.Client.GetScimAsync("Users?count=1")).Status);
        var back = await StateAsync(proxy);

        Assert.Equal(("ok", "closed", false), Summary(healthy));
        Assert.Equal(("failing", "closed", true), Summary(failing));
        Assert.Equal(("failing", "open", true), Summary(down));
        Assert.InRange(down.GetProperty("failingSince").GetDateTimeOffset(), time.Start, time.GetUtcNow());
        Assert.Equal((1, 1), gauges);
        Assert.Equal(("ok", "closed", false), Summary(back));
        Assert.Equal((0, 0), (meter.Gauge("egnyte.failing", "default"), meter.Gauge("egnyte.breaker.open", "default")));
        Assert.Equal((1L, 1L), (meter.Total("egnyte.outages"), meter.Total("egnyte.failures") / 3));
        Assert.Equal([BreakerOpened, BreakerClosed], proxy.Logs.Lines.Select(line => line.EventId).Where(id => id is BreakerOpened or BreakerClosed));
    }

    [Fact]
    public async Task Health_AsTheDailyQuotaRunsOut_SaysWhatIsLeft_AndWhenItReturns()
    {
        var time = new HurriedTime();
        await using var simulator = await StartSimulatorAsync(time, callsPerDay: 100);
        await using var proxy = await ScimProxyApplication.StartAsync(simulator.Address, [ScimProxyApplication.WithManagement], time);
        using var meter = new ProxyMeter(proxy);
        simulator.Controls.CallsUsedToday = 80;
        Assert.Equal(200, (await proxy.Client.GetScimAsync("Users")).Status);
        var (low, lowToken) = (await StateAsync(proxy), await TokenAsync(proxy));
        var list = await proxy.Client.GetScimAsync("Users");

        simulator.Controls.CallsUsedToday = 100;
        ScimShape.AssertError(await proxy.Client.GetScimAsync("Users/1"), 429);
        var (exhausted, exhaustedToken) = (await StateAsync(proxy), await TokenAsync(proxy));
        var gauge = meter.Gauge("egnyte.quota.left", $"default {exhaustedToken.GetProperty("token").GetString()}");
        simulator.Controls.CallsPerDay = 1000;
        time.Advance(ProbeEvery);
        Assert.Equal(200, (await proxy.Client.GetScimAsync("Users")).Status);
        var (renewed, renewedToken) = (await StateAsync(proxy), await TokenAsync(proxy));

        Assert.Equal("ok", low.GetProperty("state").GetString());
        Assert.Equal((100, 19, 0, true), Quota(lowToken));
        ScimShape.AssertError(list, 429);
        Assert.Contains("are kept for writes (the tenant's WriteReserve)", list.Text, StringComparison.Ordinal);
        Assert.Equal("quotaExhausted", exhausted.GetProperty("state").GetString());
        Assert.Equal((100, 0, 0, true), Quota(exhaustedToken));
        Assert.InRange(exhaustedToken.GetProperty("quotaReturnsInSeconds").GetInt32(), 1, 86_400);
        Assert.Equal(0, gauge);
        Assert.Equal("ok", renewed.GetProperty("state").GetString());
        Assert.Equal((1000, 899), (Quota(renewedToken).PerDay, Quota(renewedToken).Left));
        Assert.False(renewedToken.TryGetProperty("quotaReturnsInSeconds", out _));
        Assert.Equal(
            [QuotaLow, QuotaExhausted, QuotaRenewed],
            proxy.Logs.Lines.Select(line => line.EventId).Where(id => id is QuotaLow or QuotaExhausted or QuotaRenewed));
    }

    /// <summary>A replica that is started after the daily quota is exhausted has never had an answer from Egnyte.</summary>
    [Fact]
    public async Task Health_OfATokenThatWasExhaustedBeforeTheStart_SaysSo()
    {
        await using var simulator = await StartSimulatorAsync(new HurriedTime(), callsPerDay: 100);
        await using var proxy = await ScimProxyApplication.StartAsync(simulator.Address, [ScimProxyApplication.WithManagement]);
        simulator.Controls.CallsUsedToday = 100;
        ScimShape.AssertError(await proxy.Client.GetScimAsync("Users/1"), 429);

        Assert.Equal("quotaExhausted", (await StateAsync(proxy)).GetProperty("state").GetString());
        Assert.InRange((await TokenAsync(proxy)).GetProperty("quotaReturnsInSeconds").GetInt32(), 1, 86_400);
    }

    [Fact]
    public async Task Health_WhereThereIsNoEgnyte_IsFailing_UntilThereIs()
    {
        await using var simulator = await StartSimulatorAsync(new HurriedTime());
        await using var proxy = await ScimProxyApplication.StartAsync(simulator.Address, [ScimProxyApplication.WithManagement]);
        simulator.Controls.FailNext(1, 404);
        ScimShape.AssertError(await proxy.Client.GetScimAsync("Users"), 502);
        var failing = await StateAsync(proxy);

        Assert.Equal(200, (await proxy.Client.GetScimAsync("Users")).Status);

        Assert.Equal(("failing", "closed", true), Summary(failing));
        Assert.Equal(("ok", "closed", false), Summary(await StateAsync(proxy)));
    }

    /// <summary>Okta saves no change of the app whose test does not pass.</summary>
    [Fact]
    public async Task OktasTestOfTheConnection_Passes_WhileTheRestOfTheDayIsKeptForWrites()
    {
        // One clock for both: at midnight the proxy would take the day for a new one.
        var time = new HurriedTime();
        await using var simulator = await StartSimulatorAsync(time, callsPerDay: 100);
        await using var proxy = await ScimProxyApplication.StartAsync(simulator.Address, [ScimProxyApplication.WithManagement], time);
        using var meter = new ProxyMeter(proxy);
        simulator.Controls.CallsUsedToday = 90;
        Assert.Equal(200, (await proxy.Client.GetScimAsync("Users")).Status);

        var import = await proxy.Client.GetScimAsync("Users?startIndex=1&count=100");
        var test = await proxy.Client.GetScimAsync("Users?startIndex=1&count=2");

        ScimShape.AssertError(import, 429);
        Assert.Equal(2, ScimShape.AssertList(test, 8, 1).Count);
        Assert.Equal((1L, 0L), (meter.Total("egnyte.deferred"), meter.Total("egnyte.failures")));
        Assert.Equal([CallDeferred], proxy.Logs.Lines.Select(line => line.EventId).Where(id => id is CallDeferred or EgnyteFailed));
    }

    [Fact]
    public async Task Health_OfATokenWhoseQuotaEgnyteDoesNotTell_ShowsWhatTheTenantsSettingsSay()
    {
        await using var simulator = await EgnyteSimulator.StartAsync(
            new SimulatorOptions { Dialect = SimulatorDialect.Default with { HidesQuota = true } }, TestContext.Current.CancellationToken);
        await using var proxy = await ScimProxyApplication.StartAsync(simulator.Address,
        [
            ScimProxyApplication.WithManagement, new("ScimProxy:Tenants:default:CallsPerSecond", "7"),
            new("ScimProxy:Tenants:default:CallsPerDay", "40"), new("ScimProxy:Tenants:default:WriteReserve", "50"),
        ]);
        Assert.Equal(200, (await proxy.Client.GetScimAsync("Users?count=1")).Status);

        var token = await TokenAsync(proxy);

        Assert.Equal((40, 39, 19, false), Quota(token));
        Assert.Equal(7, token.GetProperty("callsPerSecond").GetInt32());
    }

    /// <summary>The clock stands still, so that queued calls stay queued.</summary>
    [Fact(Timeout = Patience)]
    public async Task Health_WhileCallsAreQueued_SaysHowMany()
    {
        const int AtOnce = 2;
        const int Reads = 6;
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));
        await using var egnyte = await HeldEgnyte.StartAsync(callsPerSecond: AtOnce);
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address, [ScimProxyApplication.WithManagement], time);
        using var meter = new ProxyMeter(proxy);
        var first = proxy.Client.GetScimAsync("Users/100");
        (await egnyte.NextAsync()).Answer(Jane);
        await first;

        var reads = Enumerable.Range(1, Reads).Select(id => proxy.Client.GetScimAsync($"Users/{id}")).ToList();
        var queued = await WhenAsync(
            proxy, state => state.GetProperty("queued").GetProperty("ordinary").GetInt32() == Reads - AtOnce + 1, TestContext.Current.CancellationToken);

        Assert.Equal("queued", queued.GetProperty("state").GetString());
        Assert.Equal(Reads - AtOnce + 1, (await TokenAsync(proxy)).GetProperty("queued").GetInt32());
        Assert.Equal(
            (0, Reads - AtOnce + 1, 0),
            (meter.Gauge("egnyte.queued", "default deactivation"),
             meter.Gauge("egnyte.queued", "default ordinary"),
             meter.Gauge("egnyte.queued", "default list")));
        for (var read = 0; read < Reads; read++)
        {
            time.Advance(TimeSpan.FromSeconds(2));
            (await egnyte.NextAsync()).Answer(Jane);
        }

        Assert.All(await Task.WhenAll(reads), read => Assert.Equal(200, read.Status));
        Assert.Equal("ok", (await StateAsync(proxy)).GetProperty("state").GetString());
    }

    private static Task<EgnyteSimulator> StartSimulatorAsync(TimeProvider time, int callsPerDay = 100_000) => EgnyteSimulator.StartAsync(
        new SimulatorOptions { CallsPerSecond = 100_000, CallsPerDay = callsPerDay, Time = time }, TestContext.Current.CancellationToken);

    private static async Task<JsonElement> StateAsync(ScimProxyApplication proxy)
    {
        var health = await proxy.GetTenantsHealthAsync();
        Assert.Equal(200, health.Status);
        return health.Json.GetProperty("tenants")[0].GetProperty("egnyte");
    }

    private static async Task<JsonElement> TokenAsync(ScimProxyApplication proxy) =>
        Assert.Single((await StateAsync(proxy)).GetProperty("tokens").EnumerateArray());

    /// <summary>Asks until it is so; the test's time-out ends it.</summary>
    private static async Task<JsonElement> WhenAsync(ScimProxyApplication proxy, Predicate<JsonElement> isSo, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await StateAsync(proxy) is var state && isSo(state))
            {
                return state;
            }
        }
    }

    private static (string? State, string? Breaker, bool IsSince) Summary(JsonElement egnyte) =>
        (egnyte.GetProperty("state").GetString(), egnyte.GetProperty("breaker").GetString(), egnyte.TryGetProperty("failingSince", out _));

    private static (int PerDay, int Left, int LeftForLists, bool IsTold) Quota(JsonElement token) => (
        token.GetProperty("callsPerDay").GetInt32(),
        token.GetProperty("callsLeft").GetInt32(),
        token.GetProperty("callsLeftForLists").GetInt32(),
        token.GetProperty("isCountedByEgnyte").GetBoolean());
}
