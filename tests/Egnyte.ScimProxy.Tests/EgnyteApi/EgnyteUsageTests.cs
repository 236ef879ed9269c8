namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>What the calls of a request cost: every attempt counts, and so does the time for which a call waited.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class EgnyteUsageTests
{
    [Fact]
    public async Task Calls_CountEveryAttempt()
    {
        using var egnyte = new FakeEgnyte().Answers(503, "").Answers(200, FakeEgnyte.User);
        var call = egnyte.Call();

        await egnyte.Finish(egnyte.Api.GetUserAsync(1, call, FakeEgnyte.Stop));

        Assert.Equal((2, egnyte.Seen.Count), (call.Usage.Calls, 2));
    }

    [Fact]
    public async Task Queued_IsTheTimeBeforeACallIsSent()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);
        var (first, other) = (egnyte.Call(), egnyte.Call());
        await egnyte.Finish(egnyte.Api.GetUserAsync(1, first, FakeEgnyte.Stop));

        await egnyte.Finish(Task.WhenAll(Enumerable.Range(2, 6).Select(id => egnyte.Api.GetUserAsync(id, other, FakeEgnyte.Stop))));

        Assert.Equal((1, TimeSpan.Zero), (first.Usage.Calls, first.Usage.Queued));
        Assert.Equal(6, other.Usage.Calls);

        // Two calls a second: the six wait about 0.5, 1, 1.5, 2, 2.5 and 3 s, all together.
        Assert.InRange(other.Usage.Queued.TotalSeconds, 7, 15);
    }

    [Fact]
    public async Task ACallThatIsNotSent_IsNoCall()
    {
        using var egnyte = new FakeEgnyte().Answers(403, "", ("X-Mashery-Error-Code", "ERR_403_DEVELOPER_OVER_RATE"));
        await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));
        var call = egnyte.Call();

        await egnyte.Failure(egnyte.Api.GetUserAsync(1, call, FakeEgnyte.Stop));

        Assert.Equal(0, call.Usage.Calls);
    }
}
