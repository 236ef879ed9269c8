namespace Egnyte.ScimProxy.Tests.Simulator;

public sealed class ControlApiTests : SimulatorTest
{
    [Fact]
    public async Task State_SaysWhatIsInForce()
    {
        var reply = await ControlAsync("GET", "/state");

        Assert.Equal(
            $$"""
            {"egnyte":"{{Simulator.Address}}","callsPerSecond":10000,"callsPerDay":100000,"used":0,"latencyMilliseconds":0,
            "jitterMilliseconds":0,"jitterSeed":1,"failuresLeft":0,"downForSeconds":0,"throttledForSeconds":0,"users":8,"groups":3,"calls":0,"dialect":""}
            """.ReplaceLineEndings(""),
            reply.Text);
    }

    [Theory]
    [InlineData("POST", "/rate-limit?callsPerSecond=100", null, "callsPerSecond", "100")]
    [InlineData("PUT", "/rate-limit", """{"callsPerSecond":7}""", "callsPerSecond", "7")]
    [InlineData("PUT", "/quota", """{"callsPerDay":5,"used":3}""", "used", "3")]
    [InlineData("POST", "/quota?callsPerDay=0", null, "callsPerDay", "0")]
    [InlineData("POST", "/quota?USED=12", null, "used", "12")]
    [InlineData("PUT", "/latency", """{"milliseconds":40}""", "latencyMilliseconds", "40")]
    [InlineData("POST", "/fail-next?count=3&status=500", null, "failuresLeft", "3")]
    [InlineData("POST", "/fail-next", """{"count":2,"kind":"over-qps"}""", "failuresLeft", "2")]
    [InlineData("POST", "/fail-next?kind=abort", null, "failuresLeft", "1")]
    [InlineData("POST", "/fail-nth?n=2&count=4&kind=hang&afterEffect=true&on=PATCH", null, "failuresLeft", "4")]
    [InlineData("POST", "/fail-nth", """{"n":1,"kind":"html","status":200}""", "failuresLeft", "1")]
    [InlineData("POST", "/latency?milliseconds=5&jitter=30&seed=-9", null, "jitterMilliseconds", "30")]
    [InlineData("POST", "/latency?milliseconds=5&jitter=30&seed=-9", null, "jitterSeed", "-9")]
    [InlineData("POST", "/dialect?throttle=429&groupPatch=patchOp", null, "dialect", "\"throttle=429 groupPatch=patchOp\"")]
    [InlineData("PUT", "/dialect", """{"list":"Resources"}""", "dialect", "\"list=Resources\"")]
    [InlineData("POST", "/down?seconds=30", null, "downForSeconds", "30")]
    [InlineData("POST", "/down", """{"seconds":"30"}""", "downForSeconds", "30")]
    [InlineData("POST", "/throttle?seconds=20", null, "throttledForSeconds", "20")]
    public async Task Setting_ByQueryOrJson_IsInForceAndAnswered(string method, string path, string? body, string property, string value)
    {
        var reply = await ControlAsync(method, path, body);

        Assert.Equal(200, reply.Status);
        Assert.Equal(value, reply.Raw(property));
        Assert.Equal(value, (await ControlAsync("GET", "/state")).Raw(property));
    }

    [Theory]
    [InlineData("/rate-limit", "callsPerSecond")]
    [InlineData("/rate-limit?callsPerSecond=0", "callsPerSecond")]
    [InlineData("/rate-limit?callsPerSecond=many", "many")]
    [InlineData("/rate-limit?callsPerSecond=5&seconds=1", "seconds")]
    [InlineData("/quota", "callsPerDay")]
    [InlineData("/quota?used=-1", "used")]
    [InlineData("/latency?milliseconds=-5", "milliseconds")]
    [InlineData("/down?second=30", "second")]
    [InlineData("/fail-next?status=200", "status 200")]
    [InlineData("/fail-next?afterEffect=maybe", "afterEffect")]
    [InlineData("/fail-next?kind=over-qps&afterEffect=true", "OverQps")]
    [InlineData("/fail-next?on=/users", "/pubapi/v2/users")]
    [InlineData("/fail-nth?kind=hang", "n is needed")]
    [InlineData("/dialect?throttle=418", "403 or 429")]
    [InlineData("/dialect?colour=blue", "colour")]
    [InlineData("/fail-next?kind=slow", "over-qps")]
    [InlineData("/clear?now=1", "now")]
    public async Task Setting_WithoutSense_Is400WithTheReason(string path, string named)
    {
        var reply = await ControlAsync("POST", path);

        Assert.Equal(400, reply.Status);
        Assert.Contains(named, reply.Json.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setting_InBrokenJson_Is400() =>
        Assert.Equal(400, (await ControlAsync("PUT", "/rate-limit", "{callsPerSecond")).Status);

    [Fact]
    public async Task Switches_ReachTheImitatedApi()
    {
        await ControlAsync("POST", "/fail-next?count=1&status=502&kind=html&retryAfter=9");

        var reply = await GetAsync(Users);

        Assert.Equal((502, "9"), (reply.Status, reply.Header("Retry-After")));
        Assert.Contains("<html>", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clear_EndsTheFaults()
    {
        await ControlAsync("POST", "/down?seconds=30");

        var reply = await ControlAsync("POST", "/clear");

        Assert.Equal("0", reply.Raw("downForSeconds"));
        Assert.Equal(200, (await GetAsync(Users)).Status);
    }

    [Fact]
    public async Task Calls_AreShownCountedAndRemoved()
    {
        await GetAsync($"{Users}?count=1");
        await SendAsync("POST", Groups, """{"displayName":"Writers"}""");

        var reply = await ControlAsync("GET", "/calls");
        var cleared = await ControlAsync("DELETE", "/calls");

        Assert.Equal("""{"GET /pubapi/v2/users":1,"POST /pubapi/v2/groups":1}""", reply.Raw("routes"));
        var call = reply.Json.GetProperty("calls")[1];
        Assert.Equal("POST", call.GetProperty("method").GetString());
        Assert.Equal("""{"displayName":"Writers"}""", call.GetProperty("requestBody").GetString());
        Assert.Equal(201, call.GetProperty("status").GetInt32());
        Assert.Equal("0", cleared.Raw("calls"));
    }

    [Fact]
    public async Task Reset_PutsEverythingBack()
    {
        await SendAsync("POST", Users, NewUser());
        await ControlAsync("POST", "/rate-limit?callsPerSecond=1");
        await ControlAsync("POST", "/down?seconds=30");
        var fresh = Domain.AllUsers();

        var reply = await ControlAsync("POST", "/reset");

        Assert.Equal(["10000", "0", "0", "8", "0"], reply.Raws("callsPerSecond", "used", "downForSeconds", "users", "calls"));
        Assert.Equal(fresh.SkipLast(1), Domain.AllUsers());
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("GET", "/rate-limit")]
    [InlineData("GET", "/pubapi/v2/users")]
    public async Task UnknownPath_Is404ThatListsTheKnownOnes(string method, string path)
    {
        var reply = await ControlAsync(method, path);

        Assert.Equal(404, reply.Status);
        Assert.Contains("/fail-next", reply.Text, StringComparison.Ordinal);
    }
}
