using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Models;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

public sealed class PaceTests
{
    private const string Allotted = "X-Accesstoken-Qps-Allotted";

    [Fact]
    public async Task UntilEgnyteSaysOtherwise_TwoCallsLeaveInAnySecond()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);

        await egnyte.Drive(Task.WhenAll(Reads(egnyte, 7)));

        Assert.Equal(7, egnyte.Seen.Count);
        Assert.Equal([0, 0, 1, 1, 2, 2, 3], Seconds(egnyte));
    }

    [Theory]
    [InlineData("4", new[] { 0, 0, 0, 0, 1, 1, 1, 1 })]
    [InlineData("1", new[] { 0, 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData("0", new[] { 0, 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData("1000", new[] { 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData("lots", new[] { 0, 0, 1, 1, 2, 2, 3, 3 })]
    public async Task TheLimit_IsLearntFromAnAnswer(string allotted, int[] seconds)
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User, (Allotted, allotted));

        await egnyte.Drive(Task.WhenAll(Reads(egnyte, 8)));

        Assert.Equal(seconds, Seconds(egnyte));
    }

    [Fact]
    public async Task WhoeverWaits_LeavesAsSoonAsTheLimitIsRaised()
    {
        using var egnyte = new FakeEgnyte();
        egnyte.AlwaysAnswers(200, FakeEgnyte.User);
        var tasks = Reads(egnyte, 20);
        await egnyte.SettleUntilSeen(2);
        var waiting = 20 - egnyte.Seen.Count;
        egnyte.AlwaysAnswers(200, FakeEgnyte.User, (Allotted, "600"));

        await egnyte.Drive(Task.WhenAll(tasks));

        Assert.Equal(18, waiting);
        Assert.Equal(1, Seconds(egnyte)[^1]);
    }

    [Fact]
    public async Task FirstCome_FirstServed()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);

        await egnyte.Drive(Task.WhenAll(Enumerable.Range(1, 9).Select(id => egnyte.Api.GetUserAsync(id, egnyte.Call(), FakeEgnyte.Stop))));

        // Two turns come at the same instant: which of the two is sent first is nobody's business.
        var seen = egnyte.Seen.OrderBy(seen => seen.At).ThenBy(seen => seen.PathAndQuery).Select(seen => seen.PathAndQuery);
        Assert.Equal(Enumerable.Range(1, 9).Select(id => $"/pubapi/v2/users/{id}"), seen);
    }

    [Fact]
    public async Task EveryToken_HasItsOwnPace()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);

        var reads = Enumerable.Range(0, 6).Select(i => egnyte.Api.GetUserAsync(1, egnyte.Call(token: $"token-{i}"), FakeEgnyte.Stop));
        await egnyte.Drive(Task.WhenAll(reads));

        Assert.Equal([0, 0, 0, 0, 0, 0], Seconds(egnyte));
    }

    [Fact]
    public async Task ATurnAfterTheDeadline_IsRefusedAtOnceWithItsTime()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);
        var reads = Reads(egnyte, 8);

        var failure = await Assert.ThrowsAsync<EgnyteApiException>(() => egnyte.Api.CreateUserAsync(new(), egnyte.Call(2.5), FakeEgnyte.Stop));

        Assert.Equal((EgnyteFailure.Throttled, TimeSpan.FromSeconds(4.12), false), (failure.Kind, failure.RetryAfter, failure.MayHaveActed));
        await egnyte.Drive(Task.WhenAll(reads));
    }

    [Fact]
    public async Task AThrottle_HoldsEverybodyWithThatToken_AndRefusesWhoCannotWait()
    {
        using var egnyte = new FakeEgnyte().Answers(429, "", ("Retry-After", "10"));
        egnyte.AlwaysAnswers(200, FakeEgnyte.User);
        var throttled = egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop);
        await FakeEgnyte.Settle();

        var patient = egnyte.Api.GetUserAsync(2, egnyte.Call(), FakeEgnyte.Stop);
        var failure = await egnyte.Failure(egnyte.Api.GetUserAsync(3, egnyte.Call(5), FakeEgnyte.Stop));
        await egnyte.Drive(Task.WhenAll(throttled, patient));

        Assert.Equal((EgnyteFailure.Throttled, TimeSpan.FromSeconds(11.03)), (failure.Kind, failure.RetryAfter));
        Assert.Equal([0, 10, 10], Seconds(egnyte));
    }

    [Fact]
    public async Task AThrottle_HoldsATokenThatIsNotPaced()
    {
        using var egnyte = new FakeEgnyte().Answers(200, FakeEgnyte.User, (Allotted, "1000"));
        await egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop);
        await egnyte.Api.GetUserAsync(1, egnyte.Answers(200, FakeEgnyte.User).Call(), FakeEgnyte.Stop);

        egnyte.Answers(429, "", ("Retry-After", "2")).AlwaysAnswers(200, FakeEgnyte.User);
        await egnyte.Drive(Task.WhenAll(Reads(egnyte, 1)));
        await egnyte.Drive(Task.WhenAll(Reads(egnyte, 3)));

        Assert.Equal([0, 0, 0, 2, 2, 2, 2], Seconds(egnyte));
    }

    [Fact]
    public async Task WhoeverGivesUp_LeavesTheQueue()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);
        using var caller = new CancellationTokenSource();
        var first = Reads(egnyte, 2);
        var leaving = Enumerable.Range(0, 10).Select(_ => egnyte.Api.GetUserAsync(1, egnyte.Call(), caller.Token)).ToArray();
        var last = Reads(egnyte, 2);
        await caller.CancelAsync();

        await egnyte.Drive(Task.WhenAll(last));
        await Task.WhenAny(Task.WhenAll(leaving));

        Assert.All(leaving, task => Assert.True(task.IsCanceled));
        Assert.Equal([0, 0, 1, 1], Seconds(egnyte));
        await Task.WhenAll(first);
    }

    [Fact]
    public async Task ThousandsOfTokens_AreNotAllRemembered()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);

        for (var i = 0; i < 3000; i++)
        {
            await egnyte.Api.GetUserAsync(1, egnyte.Call(token: $"token-{i}"), FakeEgnyte.Stop);
        }

        Assert.Equal(3000, egnyte.Seen.Count);
    }

    private static Task<EgnyteUser>[] Reads(FakeEgnyte egnyte, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop))];

    private static int[] Seconds(FakeEgnyte egnyte) => [.. egnyte.Seen.Select(seen => (int)(seen.At - egnyte.Seen[0].At).TotalSeconds)];
}
