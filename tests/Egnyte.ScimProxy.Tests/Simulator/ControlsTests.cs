using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.Tests.Simulator;

public sealed class ControlsTests : SimulatorTest
{
    private SimulatorControls Controls => Simulator.Controls;

    [Fact]
    public async Task FailNext_FailsSoManyCallsBeforeTheyTakeEffect()
    {
        Controls.FailNext(2, 500);

        var replies = new[] { await SendAsync("POST", Users, NewUser()), await GetAsync(Groups), await GetAsync(Users) };

        Assert.Equal([500, 500, 200], replies.Select(reply => reply.Status));
        Assert.Equal("""{"errorMessage":"Simulated failure 500."}""", replies[0].Text);
        Assert.Null(Domain.FindUser("jane.doe"));
        Assert.Equal(0, Controls.FailuresLeft);
    }

    [Theory]
    [InlineData(FailureKind.Html, 502, null, null, "<html><head><title>502</title></head><body><h1>Error 502</h1></body></html>")]
    [InlineData(FailureKind.OverQps, 403, "ERR_403_DEVELOPER_OVER_QPS", "1", "<h1>Developer Over Qps</h1>")]
    [InlineData(FailureKind.OverRate, 403, "ERR_403_DEVELOPER_OVER_RATE", "50400", "<h1>Developer Over Rate</h1>")]
    [InlineData(FailureKind.Inactive, 403, "ERR_403_DEVELOPER_INACTIVE", null, "<h1>Developer Inactive</h1>")]
    [InlineData(FailureKind.Error, 429, null, "1", """{"message":"Developer Over Qps"}""")]
    public async Task FailNext_EachKind_LooksAsTheGatewayDoes(FailureKind kind, int status, string? code, string? retryAfter, string text)
    {
        Controls.FailNext(1, kind == FailureKind.Error ? 429 : 502, kind);

        var reply = await GetAsync(Users);

        Assert.Equal((status, text), (reply.Status, reply.Text));
        Assert.Equal((code, retryAfter), (reply.Header("X-Mashery-Error-Code"), reply.Header("Retry-After")));
    }

    [Fact]
    public async Task FailNext_BodyAndRetryAfter_AreSentAsGiven()
    {
        Controls.FailNext(1, 503, body: "{oops", retryAfter: 17);

        var reply = await GetAsync(Users);

        Assert.Equal((503, "{oops", "17"), (reply.Status, reply.Text, reply.Header("Retry-After")));
    }

    [Fact]
    public async Task FailNext_Abort_ResetsTheConnection()
    {
        Controls.FailNext(1, kind: FailureKind.Abort);

        await Assert.ThrowsAsync<HttpRequestException>(() => SendAsync("POST", Users, NewUser()));

        Assert.Null(Domain.FindUser("jane.doe"));
        Assert.Equal(0, Assert.Single(Simulator.Calls.Snapshot()).Status);
    }

    [Fact]
    public async Task DownFor_AnswersEveryCallWith503UntilThen()
    {
        Controls.DownFor(TimeSpan.FromSeconds(30));
        Token = null;
        Assert.Equal(503, (await GetAsync(Users)).Status);
        Token = "egnyte-demo-token";
        Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(503, (await GetAsync(Users)).Status);

        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(200, (await GetAsync(Users)).Status);
        Assert.Equal(TimeSpan.Zero, Controls.DownRemaining);
    }

    [Fact]
    public async Task ThrottleFor_AnswersEveryCallOverQpsAndSaysHowLong()
    {
        Controls.ThrottleFor(TimeSpan.FromSeconds(20));
        Time.Advance(TimeSpan.FromSeconds(5.5));

        var reply = await GetAsync(Users);

        Assert.Equal((403, "ERR_403_DEVELOPER_OVER_QPS", "15"), (reply.Status, reply.Header("X-Mashery-Error-Code"), reply.Header("Retry-After")));
        Time.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(200, (await GetAsync(Users)).Status);
    }

    [Fact]
    public async Task Clear_EndsEveryFaultAndKeepsLimitsAndUsers()
    {
        Controls.FailNext(5);
        Controls.DownFor(TimeSpan.FromHours(1));
        Controls.ThrottleFor(TimeSpan.FromHours(1));
        Controls.Latency = TimeSpan.FromHours(1);
        Controls.CallsPerSecond = 77;
        AddUser();

        Controls.Clear();

        Assert.Equal(200, (await GetAsync(Users)).Status);
        Assert.Equal(77, Controls.CallsPerSecond);
        Assert.NotNull(Domain.FindUser("jane.doe"));
    }

    [Fact]
    public async Task Latency_HoldsACallUntilTheClockHasMoved()
    {
        Controls.Latency = TimeSpan.FromMilliseconds(250);
        var call = SendAsync("POST", Users, NewUser());

        Assert.Same(Time.IsAwaited, await Task.WhenAny(call, Time.IsAwaited));
        Time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.Null(Domain.FindUser("jane.doe"));

        Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(201, (await call).Status);
    }

    [Fact]
    public void Controls_ValueWithoutSense_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Controls.CallsPerSecond = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => Controls.CallsPerDay = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => Controls.CallsUsedToday = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => Controls.Latency = TimeSpan.FromSeconds(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Controls.FailNext(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Controls.DownFor(TimeSpan.FromSeconds(-1)));
    }

    [Fact]
    public async Task Stop_DoesNotWaitForAHeldCall()
    {
        Controls.Latency = TimeSpan.FromDays(1);
        var held = GetAsync(Users);
        await Time.IsAwaited;

        await Simulator.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(async () => Assert.Equal(200, (await held).Status));
    }
}
