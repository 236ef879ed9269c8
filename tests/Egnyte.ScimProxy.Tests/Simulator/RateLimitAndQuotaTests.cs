using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.Tests.Simulator;

public sealed class RateLimitAndQuotaTests : SimulatorTest
{
    [Fact]
    public void Defaults_AreTwoASecondAndAThousandADay() =>
        Assert.Equal((2, 1000), (new SimulatorOptions().CallsPerSecond, new SimulatorOptions().CallsPerDay));

    [Fact]
    public async Task ThirdCallOfASecond_IsRefusedByTheGatewayInHtml()
    {
        Assert.Equal("200, 200", await StatusesAsync(2));

        var third = await GetAsync(Users);

        Assert.Equal((403, "<h1>Developer Over Qps</h1>"), (third.Status, third.Text));
        Assert.Equal("ERR_403_DEVELOPER_OVER_QPS", third.Header("X-Mashery-Error-Code"));
        Assert.Equal("1", third.Header("Retry-After"));
        Assert.StartsWith("text/html", third.Header("Content-Type"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_SlidesWithEveryCall()
    {
        await StatusAsync();
        Time.Advance(TimeSpan.FromMilliseconds(600));
        await StatusAsync();
        Time.Advance(TimeSpan.FromMilliseconds(399));
        Assert.Equal(403, await StatusAsync());

        Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(200, await StatusAsync());
        Assert.Equal(403, await StatusAsync());
    }

    [Fact]
    public async Task FixedWindow_CountsTheCallsOfAClockSecond()
    {
        Simulator.Controls.Dialect = Simulator.Controls.Dialect.With("window=fixed");
        Time.SetUtcNow(new DateTimeOffset(2026, 3, 2, 10, 0, 0, 900, TimeSpan.Zero));
        Assert.Equal("200, 200, 403", await StatusesAsync(3));

        Time.Advance(TimeSpan.FromMilliseconds(100));
        var next = await GetAsync(Users);
        Time.Advance(TimeSpan.FromMilliseconds(999));

        Assert.Equal((200, "1"), (next.Status, next.Header("X-Accesstoken-Qps-Current")));
        Assert.Equal("200, 403", await StatusesAsync(2));
    }

    [Theory]
    [InlineData("uncounted", "2", 3)]
    [InlineData("counted", "3", 4)]
    public async Task ThrottledCall_CountsInTheDaysQuota_WhereTheDialectSaysSo(string throttledCalls, string told, int used)
    {
        Simulator.Controls.Dialect = Simulator.Controls.Dialect.With($"throttledCalls={throttledCalls}");
        await StatusesAsync(2);

        var throttled = await GetAsync(Users);
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((403, told, "2"), (throttled.Status, throttled.Header("X-Accesstoken-Quota-Current"), throttled.Header("X-Accesstoken-Qps-Current")));
        Assert.Equal(200, await StatusAsync());
        Assert.Equal(used, Simulator.Controls.CallsUsedToday);
    }

    [Theory]
    [InlineData("throttle=403 throttledCalls=uncounted", 0)]
    [InlineData("throttle=403 throttledCalls=counted", 1)]
    [InlineData("throttle=429 throttledCalls=counted", 1)]
    public async Task CallThatAFaultThrottles_CountsAsAnyThrottledCall(string dialect, int used)
    {
        Simulator.Controls.Dialect = Simulator.Controls.Dialect.With(dialect);
        Simulator.Controls.FailNext(1, kind: FailureKind.OverQps);
        Assert.Contains(await StatusAsync(), (int[])[403, 429]);

        Simulator.Controls.FailNext(1, 503);
        await StatusAsync();

        Assert.Equal(used, Simulator.Controls.CallsUsedToday);
    }

    [Fact]
    public async Task EachToken_HasItsOwnRateLimitAndQuota()
    {
        Assert.Equal("200, 200, 403", await StatusesAsync(3));

        Token = "second-token";
        var other = await GetAsync(Users);

        Assert.Equal(200, other.Status);
        Assert.Equal("1", other.Header("X-Accesstoken-Quota-Current"));
    }

    [Fact]
    public async Task RefusedCall_ChangesNothingAndCostsNothingButIsLogged()
    {
        await StatusAsync();
        await StatusAsync();

        var refused = await SendAsync("POST", Users, NewUser());

        Assert.Equal(403, refused.Status);
        Assert.Null(Domain.FindUser("jane.doe"));
        Assert.Equal(2, Simulator.Controls.CallsUsedToday);
        Assert.Equal([200, 200, 403], Simulator.Calls.Snapshot().Select(call => call.Status));
    }

    [Fact]
    public async Task UnknownToken_UsesUpNothing()
    {
        Token = "wrong";
        Assert.Equal("401, 401, 401", await StatusesAsync(3));
        Assert.Equal(0, Simulator.Controls.CallsUsedToday);
    }

    [Fact]
    public async Task DayQuota_UsedUp_IsRefusedUntilMidnightUtc()
    {
        Time.SetUtcNow(new DateTimeOffset(2026, 3, 2, 23, 59, 0, 500, TimeSpan.Zero));
        Simulator.Controls.CallsUsedToday = 999;
        Assert.Equal(200, await StatusAsync());

        var over = await GetAsync(Users);

        Assert.Equal((403, "<h1>Developer Over Rate</h1>"), (over.Status, over.Text));
        Assert.Equal("ERR_403_DEVELOPER_OVER_RATE", over.Header("X-Mashery-Error-Code"));
        Assert.Equal("60", over.Header("Retry-After"));

        Time.Advance(TimeSpan.FromSeconds(59.5));
        Assert.Equal(200, await StatusAsync());
        Assert.Equal(1, Simulator.Controls.CallsUsedToday);
    }

    [Theory]
    [InlineData(Users, 200)]
    [InlineData(Users + "/1", 404)]
    [InlineData(Users + "?count=0", 400)]
    [InlineData("/nowhere", 404)]
    public async Task EveryAnswer_TellsRateLimitAndQuota(string path, int status)
    {
        Simulator.Controls.CallsUsedToday = 41;

        var reply = await GetAsync(path);

        Assert.Equal(status, reply.Status);
        Assert.Equal(
            ["2", "1", "1000", "42"],
            reply.TokenHeaders("Qps-Allotted", "Qps-Current", "Quota-Allotted", "Quota-Current"));
    }

    [Fact]
    public async Task RefusalsAndFailures_TellRateLimitAndQuotaToo()
    {
        Simulator.Controls.FailNext(1, 500);
        var failed = await GetAsync(Users);
        await StatusAsync();
        await StatusAsync();
        var throttled = await GetAsync(Users);
        Token = null;
        var unknown = await GetAsync(Users);

        Assert.Equal([500, 403, 401], [failed.Status, throttled.Status, unknown.Status]);
        Assert.Equal(["0", "2", "0"], new[] { failed, throttled, unknown }.Select(reply => reply.Header("X-Accesstoken-Quota-Current")));
        Assert.All([failed, throttled, unknown], reply => Assert.Equal("2", reply.Header("X-Accesstoken-Qps-Allotted")));
    }

    protected override SimulatorOptions Options() => new() { Time = Time, Tokens = ["second-token"] };

    private async Task<string> StatusesAsync(int calls)
    {
        var statuses = new int[calls];
        for (var i = 0; i < calls; i++)
        {
            statuses[i] = await StatusAsync();
        }

        return string.Join(", ", statuses);
    }

    private async Task<int> StatusAsync() => (await GetAsync(Users)).Status;
}
