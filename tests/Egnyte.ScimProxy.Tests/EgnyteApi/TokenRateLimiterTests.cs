using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

[Collection(nameof(OneClockForAll))]
public sealed class TokenRateLimiterTests
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

    /// <summary>Other replicas may be throttled with every call until this one leaves them room: it does so after its first answer.</summary>
    [Theory]
    [InlineData(40, new[] { 0, 0, 1, 2, 3, 4 })]
    [InlineData(20, new[] { 0, 0, 1, 1, 2, 2 })]
    public async Task ALongQueue_IsSentAtHalfTheRate_UntilASampleHasShownNoOtherClient(int calls, int[] seconds)
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User, ("X-Accesstoken-Quota-Current", "1"));

        await egnyte.Drive(Task.WhenAll(Reads(egnyte, calls)));

        Assert.Equal(seconds, Seconds(egnyte).Take(seconds.Length));
    }

    [Fact]
    public async Task QueuedCalls_AreSentAsSoonAsTheLimitIsRaised()
    {
        using var egnyte = new FakeEgnyte();
        egnyte.AlwaysAnswers(200, FakeEgnyte.User);
        var tasks = Reads(egnyte, 20);
        await FakeEgnyte.Settle();
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

        await egnyte.Drive(Task.WhenAll(Enumerable.Range(1, 9).Select(id => egnyte.Api.GetGroupAsync($"{id}", egnyte.Call(), FakeEgnyte.Stop))));

        // Two calls are sent at the same instant: either may be the first.
        var seen = egnyte.Seen.OrderBy(seen => seen.At).ThenBy(seen => seen.PathAndQuery).Select(seen => seen.PathAndQuery);
        Assert.Equal(Enumerable.Range(1, 9).Select(id => $"/pubapi/v2/groups/{id}"), seen);
    }

    [Fact]
    public async Task EveryToken_HasItsOwnRateLimit()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);

        await egnyte.Finish(ReadAsync(egnyte, 1, "a"));
        await egnyte.Finish(ReadAsync(egnyte, 1, "b"));
        await egnyte.Finish(ReadAsync(egnyte, 1, "c"));
        egnyte.Time.Advance(TimeSpan.FromSeconds(5));
        egnyte.Seen.Clear();

        await egnyte.Drive(Task.WhenAll("abcabc".Select((token, id) => ReadAsync(egnyte, id + 1, token.ToString()))));

        Assert.Equal([0, 0, 0, 0, 0, 0], Seconds(egnyte));
    }

    /// <summary>After a restart every token is unverified: its calls wait for the first answer only.</summary>
    [Fact]
    public async Task UnverifiedToken_WhoseFirstCallIsAccepted_HasItsOwnLimitFromThenOn()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User, (Allotted, "10"));

        await egnyte.Drive(Task.WhenAll(Reads(egnyte, 11)));

        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], Seconds(egnyte));
    }

    [Fact]
    public async Task AWrite_WithHardlyAnyTimeLeft_IsNotBegun()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);
        await egnyte.Finish(ReadAsync(egnyte, 1, FakeEgnyte.Token));

        var failure = await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(2), FakeEgnyte.Stop));

        Assert.Equal((EgnyteFailure.Throttled, false, 1), (failure.Kind, failure.MayHaveActed, egnyte.Seen.Count));
    }

    private static Task<EgnyteUser> ReadAsync(FakeEgnyte egnyte, long id, string token) =>
        egnyte.Api.GetUserAsync(id, egnyte.Call(token: token), FakeEgnyte.Stop);

    [Fact]
    public async Task ATurnAfterTheDeadline_IsRefusedAtOnceWithItsTime()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);
        var reads = Reads(egnyte, 8);

        var failure = await Assert.ThrowsAsync<EgnyteApiException>(() => egnyte.Api.CreateUserAsync(new(), egnyte.Call(2.5), FakeEgnyte.Stop));

        Assert.Equal((EgnyteFailure.Throttled, 4.34, false), (failure.Kind, Math.Round(failure.RetryAfter!.Value.TotalSeconds, 2), failure.MayHaveActed));
        await egnyte.Drive(Task.WhenAll(reads));
    }

    [Fact]
    public async Task AThrottle_HoldsEverybodyWithThatToken_AndRefusesWhoCannotWait()
    {
        using var egnyte = new FakeEgnyte().Answers(200, FakeEgnyte.User);
        await egnyte.Finish(Task.WhenAll(Reads(egnyte, 1)));
        egnyte.Answers(429, "", ("Retry-After", "10")).AlwaysAnswers(200, FakeEgnyte.User);
        egnyte.Time.Advance(TimeSpan.FromSeconds(5));
        egnyte.Seen.Clear();
        var throttled = egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop);
        await FakeEgnyte.Settle();

        var patient = egnyte.Api.GetUserAsync(2, egnyte.Call(), FakeEgnyte.Stop);
        var failure = await egnyte.Failure(egnyte.Api.GetUserAsync(3, egnyte.Call(5), FakeEgnyte.Stop));
        await egnyte.Drive(Task.WhenAll(throttled, patient));

        // Behind two look-ups and the writes that follow them.
        Assert.Equal((EgnyteFailure.Throttled, 12.23), (failure.Kind, Math.Round(failure.RetryAfter!.Value.TotalSeconds, 2)));
        // At half the rate, until a few responses have shown that the throttle was not another client's.
        Assert.Equal([0, 10, 11], Seconds(egnyte));
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
    public async Task ACancelledCall_LeavesTheQueue()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);
        using var caller = new CancellationTokenSource();
        var first = Reads(egnyte, 2);
        var leaving = Enumerable.Range(50, 10).Select(id => egnyte.Api.GetUserAsync(id, egnyte.Call(), caller.Token)).ToArray();
        var last = Reads(egnyte, 2, first: 100);
        await caller.CancelAsync();

        await egnyte.Drive(Task.WhenAll(last));
        await Task.WhenAny(Task.WhenAll(leaving));

        Assert.All(leaving, task => Assert.True(task.IsCanceled));
        Assert.Equal([0, 0, 1, 1], Seconds(egnyte));
        await Task.WhenAll(first);
    }

    [Fact]
    public async Task ThousandsOfTokens_AreNotAllKept()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);
        using var connection = EgnyteConnection.Open(
            new Uri("https://acme.egnyte.test"), new EgnyteConnectionOptions { Time = egnyte.Time, Innermost = egnyte, CallsPerSecond = 100_000 });

        for (var i = 0; i < 1300; i++)
        {
            await connection.Api.GetUserAsync(1, egnyte.Call(token: $"token-{i}"), FakeEgnyte.Stop);
        }

        Assert.InRange(connection.Tokens.Count, 700, 1024);
        Assert.Equal(1300, egnyte.Seen.Count);
    }

    [Fact]
    public async Task ATokenThatNobodyUsedForADay_IsRemoved_WhenAnotherComes()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);
        await egnyte.Finish(ReadAsync(egnyte, 1, "old"));
        egnyte.Time.Advance(TimeSpan.FromDays(2));

        await egnyte.Finish(ReadAsync(egnyte, 1, "new"));

        Assert.Single(egnyte.Connection.Tokens);
    }

    private static Task<EgnyteUser>[] Reads(FakeEgnyte egnyte, int count, int first = 1) =>
        [.. Enumerable.Range(first, count).Select(id => egnyte.Api.GetUserAsync(id, egnyte.Call(), FakeEgnyte.Stop))];

    private static int[] Seconds(FakeEgnyte egnyte) => [.. egnyte.Seen.Select(seen => (int)(seen.At - egnyte.Seen[0].At).TotalSeconds)];
}
