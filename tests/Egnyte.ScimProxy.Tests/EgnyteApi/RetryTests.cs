using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

[Collection(nameof(OneClockForAll))]
public sealed class RetryTests
{
    private const string NotFound = """{"Errors":[{"description":"User 1 not found.","code":"404"}]}""";

    private static readonly (string, string)[] OverQps = [("X-Mashery-Error-Code", "ERR_403_DEVELOPER_OVER_QPS"), ("Retry-After", "3")];

    [Theory]
    [InlineData("GET", 3)]
    [InlineData("DELETE", 3)]
    [InlineData("PUT", 3)]
    [InlineData("PATCH", 3)]
    [InlineData("INVITE", 1)]
    [InlineData("POST", 1)]
    public async Task AFault_IsRepeated_WhereTwiceIsAsGoodAsOnce(string call, int attempts)
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(503, "");

        var failure = await egnyte.Failure(Make(call, egnyte));

        Assert.Equal(EgnyteFailure.Unavailable, failure.Kind);
        Assert.Equal(attempts, egnyte.Seen.Count);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("INVITE")]
    [InlineData("GET")]
    public async Task AConnectionThatWasNeverMade_IsTriedAgainForEverything(string call)
    {
        using var egnyte = new FakeEgnyte()
            .Throws(new HttpRequestException(HttpRequestError.ConnectionError, "refused"))
            .Throws(new TaskCanceledException("connect", new TimeoutException()))
            .Answers(200, FakeEgnyte.User);

        await egnyte.Finish(Make(call, egnyte));

        Assert.Equal(3, egnyte.Seen.Count);
    }

    [Theory]
    [InlineData("POST", 1)]
    [InlineData("GET", 2)]
    public async Task AReset_IsTriedAgainForReadsOnly(string call, int attempts)
    {
        using var egnyte = new FakeEgnyte()
            .Throws(new HttpRequestException(HttpRequestError.ResponseEnded, "reset", new IOException()))
            .AlwaysAnswers(200, FakeEgnyte.User);

        var task = Make(call, egnyte);
        await egnyte.Drive(task);

        Assert.Equal(attempts, egnyte.Seen.Count);
        Assert.Equal(call == "POST", task.IsFaulted && ((EgnyteApiException)task.Exception!.InnerException!).MayHaveActed);
    }

    [Fact]
    public async Task ATruncatedRead_IsReadAgain()
    {
        using var egnyte = new FakeEgnyte().Answers(200, "{\"id\":1,\"na").Answers(200, FakeEgnyte.User);

        var user = await egnyte.Finish(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal("jane", user.UserName);
    }

    [Theory]
    [InlineData(500, "")]
    [InlineData(502, "<html>")]
    [InlineData(200, "<html>whatever")]
    public async Task A404_ToTheRepetitionOfOurOwnDelete_IsSuccess(int first, string body)
    {
        using var egnyte = new FakeEgnyte().Answers(first, body).Answers(404, NotFound);

        var task = egnyte.Api.DeleteUserAsync(1, egnyte.Call(), FakeEgnyte.Stop);
        await egnyte.Drive(task);
        await task;

        Assert.Equal(2, egnyte.Seen.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(409)]
    public async Task ARefusal_OfARepeatedUpdate_DoesNotSayThatNothingWasDone(int status)
    {
        using var egnyte = new FakeEgnyte().Answers(500, "").Answers(status, "{}").Answers(status, "{}");

        var repeated = await egnyte.Failure(egnyte.Api.UpdateUserAsync(1, new() { Active = false }, egnyte.Call(), FakeEgnyte.Stop));
        var single = await egnyte.Failure(egnyte.Api.UpdateUserAsync(1, new() { Active = false }, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal((true, false), (repeated.MayHaveActed, single.MayHaveActed));
    }

    [Fact]
    public async Task A404_ToTheFirstDelete_OrAfterAThrottle_IsNotFound()
    {
        using var egnyte = new FakeEgnyte().Answers(404, NotFound).Answers(403, "", OverQps).Answers(404, NotFound);

        var first = await egnyte.Failure(egnyte.Api.DeleteUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));
        var second = await egnyte.Failure(egnyte.Api.DeleteUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal((EgnyteFailure.NotFound, EgnyteFailure.NotFound), (first.Kind, second.Kind));
        Assert.Equal(3, egnyte.Seen.Count);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("INVITE")]
    public async Task AThrottle_IsWaitedOut_WhenItEndsInTime(string call)
    {
        using var egnyte = new FakeEgnyte().Answers(403, "", OverQps).Answers(429, "", ("Retry-After", "3")).Answers(429, "").Answers(201, FakeEgnyte.User);

        await egnyte.Finish(Make(call, egnyte));

        Assert.Equal(4, egnyte.Seen.Count);
        Assert.True(egnyte.Seen[1].At - egnyte.Seen[0].At >= TimeSpan.FromSeconds(3));
        Assert.InRange(egnyte.Seen[3].At - egnyte.Seen[2].At, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.2));
    }

    [Fact]
    public async Task AThrottle_ThatEndsTooLate_LeavesAtOnceWithItsTime()
    {
        using var egnyte = new FakeEgnyte().Answers(429, "", ("Retry-After", "60"));
        var before = egnyte.Time.GetUtcNow();

        var failure = await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal((EgnyteFailure.Throttled, TimeSpan.FromSeconds(60)), (failure.Kind, failure.RetryAfter));
        Assert.Equal(before, egnyte.Time.GetUtcNow());
    }

    [Fact]
    public async Task EndlessThrottles_EndBeforeTheDeadline()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(429, "");

        var failure = await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal(EgnyteFailure.Throttled, failure.Kind);
        Assert.Equal(11, egnyte.Seen.Count);
    }

    [Fact]
    public async Task AnExhaustedQuota_IsNeverTriedAgain()
    {
        using var egnyte = new FakeEgnyte().Answers(403, "", ("X-Mashery-Error-Code", "ERR_403_DEVELOPER_OVER_RATE"), ("Retry-After", "2"));

        await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Single(egnyte.Seen);
    }

    [Fact]
    public async Task AnAttempt_EndsAfter20Seconds_AndIsThenNotRepeated()
    {
        using var egnyte = new FakeEgnyte().Hangs();
        var before = egnyte.Time.GetUtcNow();

        var failure = await egnyte.Failure(Make("PUT", egnyte));

        Assert.Equal((EgnyteFailure.Unavailable, true), (failure.Kind, failure.MayHaveActed));
        Assert.InRange((egnyte.Time.GetUtcNow() - before).TotalSeconds, 20, 20.2);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(-1)]
    public async Task TheDeadline_EndsEverything(double seconds)
    {
        using var egnyte = new FakeEgnyte().Hangs();
        var before = egnyte.Time.GetUtcNow();

        var failure = await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(seconds), CancellationToken.None));

        Assert.Equal((EgnyteFailure.Unavailable, seconds > 0), (failure.Kind, failure.MayHaveActed));
        Assert.InRange((egnyte.Time.GetUtcNow() - before).TotalSeconds, 0, 12.2);
    }

    /// <summary>There is no time for another attempt: that is Egnyte's fault, and not the queue's.</summary>
    [Theory]
    [InlineData("GET", 2.1)]
    [InlineData("PUT", 10.1)]
    public async Task AFault_WithHardlyAnyTimeLeft_IsTheAnswer(string method, double seconds)
    {
        using var egnyte = new FakeEgnyte().Answers(200, FakeEgnyte.User).AlwaysAnswers(503, "");
        await egnyte.Finish(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));

        var failure = await egnyte.Failure(method == "GET"
            ? egnyte.Api.GetUserAsync(1, egnyte.Call(seconds), FakeEgnyte.Stop)
            : egnyte.Api.UpdateUserAsync(1, new(), egnyte.Call(seconds), FakeEgnyte.Stop));

        Assert.Equal((EgnyteFailure.Unavailable, 60), (failure.Kind, failure.RetryAfter!.Value.TotalSeconds));
        Assert.NotNull(egnyte.Connection.OutageSince);
    }

    [Fact]
    public async Task ABodyThatHangs_IsPartOfTheAttempt()
    {
        using var egnyte = new FakeEgnyte();
        egnyte.Answers(() => new StreamContent(new HangingStream(egnyte.Time)));

        var failure = await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal(EgnyteFailure.Unavailable, failure.Kind);
    }

    [Fact]
    public async Task TheCallersCancellation_StaysACancellation()
    {
        using var egnyte = new FakeEgnyte().Hangs();
        using var caller = new CancellationTokenSource();

        var task = egnyte.Api.GetUserAsync(1, egnyte.Call(), caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.Null(egnyte.Connection.OutageSince);
    }

    private static Task<EgnyteUser> Make(string call, FakeEgnyte egnyte) => call switch
    {
        "GET" => egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop),
        "POST" => egnyte.Api.CreateUserAsync(new() { UserName = "jane" }, egnyte.Call(), FakeEgnyte.Stop),
        "PATCH" => egnyte.Api.UpdateUserAsync(1, new() { Active = true }, egnyte.Call(), FakeEgnyte.Stop),
        "INVITE" => egnyte.Api.UpdateUserAsync(1, new() { SendInvite = true }, egnyte.Call() with { SendsInvitation = true }, FakeEgnyte.Stop),
        "PUT" => AsUser(egnyte.Api.ReplaceGroupAsync("g", new() { DisplayName = "IT" }, egnyte.Call(), FakeEgnyte.Stop)),
        _ => AsUser(egnyte.Api.DeleteGroupAsync("g", egnyte.Call(), FakeEgnyte.Stop)),
    };

    private static async Task<EgnyteUser> AsUser(Task task)
    {
        await task;
        return new();
    }
}
