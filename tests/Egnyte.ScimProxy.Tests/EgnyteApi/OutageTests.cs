using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Pipeline;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

[Collection(nameof(OneClockForAll))]
public sealed class OutageTests
{
    [Fact]
    public async Task TheBreaker_OpensOnFaults_AndClosesWhenEgnyteAnswers()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(503, "");
        for (var i = 0; i < 6 && egnyte.Connection.Breaker != EgnyteBreakerState.Open; i++)
        {
            await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(token: $"t{i}"), FakeEgnyte.Stop));
        }

        Assert.Equal(EgnyteBreakerState.Open, egnyte.Connection.Breaker);
        var seen = egnyte.Seen.Count;
        var refused = await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));
        Assert.Equal((EgnyteFailure.Unavailable, false, seen), (refused.Kind, refused.MayHaveActed, egnyte.Seen.Count));

        egnyte.AlwaysAnswers(200, FakeEgnyte.User);
        egnyte.Time.Advance(TimeSpan.FromSeconds(6));
        await egnyte.Finish(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));
        Assert.Equal(EgnyteBreakerState.Closed, egnyte.Connection.Breaker);
        Assert.Null(egnyte.Connection.OutageSince);
    }

    /// <summary>Egnyte is there, so that a deactivation must reach it (contract §1.5); a page of a gateway says nothing of Egnyte.</summary>
    [Theory]
    [InlineData("""{"totalResults":1,"resources":[{"id":null}]}""", EgnyteBreakerState.Closed)]
    [InlineData("""{"totalResults":1,"resources":[null]}""", EgnyteBreakerState.Closed)]
    [InlineData("""{"totalResults":"many"}""", EgnyteBreakerState.Closed)]
    [InlineData("[]", EgnyteBreakerState.Closed)]
    [InlineData("<html></html>", EgnyteBreakerState.Open)]
    public async Task A2xxThatCannotBeUsed_OpensTheBreaker_OnlyIfItIsNotOfEgnyte(string body, EgnyteBreakerState breaker)
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, body);

        for (var i = 0; i < 6 && egnyte.Connection.Breaker != EgnyteBreakerState.Open; i++)
        {
            await egnyte.Failure(egnyte.Api.ListUsersAsync(1, 1, null, egnyte.Call(token: $"t{i}"), FakeEgnyte.Stop));
        }

        Assert.Equal(breaker, egnyte.Connection.Breaker);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(400)]
    [InlineData(401)]
    public async Task ThrottlesAndRefusals_NeverOpenTheBreaker(int status)
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(status, "{}", ("Retry-After", "100"));

        for (var i = 0; i < 20; i++)
        {
            await egnyte.Failure(egnyte.Api.GetUserAsync(1, egnyte.Call(token: $"t{i}"), FakeEgnyte.Stop));
        }

        Assert.Equal(EgnyteBreakerState.Closed, egnyte.Connection.Breaker);
        Assert.Null(egnyte.Connection.OutageSince);
    }

    [Fact]
    public async Task AnOpeningBreaker_EmptiesTheQueue()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(503, "");
        var before = egnyte.Time.GetUtcNow();

        var writes = Enumerable.Range(0, 30).Select(_ => egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop)).ToArray();
        await egnyte.Drive(Task.WhenAll(writes));

        Assert.Equal(6, egnyte.Seen.Count);
        Assert.InRange((egnyte.Time.GetUtcNow() - before).TotalSeconds, 2, 2.2);
        Assert.All(writes, write => Assert.True(write.IsFaulted));
    }

    [Theory]
    [InlineData(0, 60)]
    [InlineData(600, 1200)]
    [InlineData(7_000, 3600)]
    public async Task TheWait_GrowsWithTheOutage(int age, int wait)
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(503, "");
        await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));
        var began = egnyte.Connection.OutageSince;
        egnyte.Time.Advance(TimeSpan.FromSeconds(age));

        var failure = await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal(wait, failure.RetryAfter!.Value.TotalSeconds, 1.0);
        Assert.Equal(began, egnyte.Connection.OutageSince);
    }

    [Fact]
    public async Task AFailureAfterADayOfSilence_BeginsAnOutageOfItsOwn()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(503, "");
        await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));
        egnyte.Time.Advance(TimeSpan.FromDays(1));

        var failure = await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal(60, failure.RetryAfter!.Value.TotalSeconds);
    }

    /// <summary>Those who were told to come in an hour, in the outage before, say nothing of this one.</summary>
    [Fact]
    public async Task AFailureAfterALongOutage_IsToldAMinute()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(503, "");
        await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));
        egnyte.Time.Advance(TimeSpan.FromMinutes(30));
        var inTheOutage = await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));
        egnyte.AlwaysAnswers(200, FakeEgnyte.User);
        egnyte.Time.Advance(TimeSpan.FromMinutes(1));
        await egnyte.Finish(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));
        egnyte.AlwaysAnswers(503, "");

        var later = await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal((3600, 60), (inTheOutage.RetryAfter!.Value.TotalSeconds, later.RetryAfter!.Value.TotalSeconds));
    }

    /// <summary>Egnyte asked one caller to stay away for an hour.</summary>
    [Fact]
    public async Task ARetryAfter_OfOneFault_IsNobodyElses()
    {
        using var egnyte = new FakeEgnyte().Answers(503, "", ("Retry-After", "3600")).AlwaysAnswers(503, "");
        var asked = await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));

        var other = await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal((3600, 60), (asked.RetryAfter!.Value.TotalSeconds, other.RetryAfter!.Value.TotalSeconds));
    }

    /// <summary>After a restart the token is unverified, and one call of it at a time is too little to open a breaker.</summary>
    [Fact]
    public async Task GetUser_OfAnUnverifiedTokenWhileEgnyteHangs_IsUnavailable()
    {
        using var egnyte = new FakeEgnyte();
        for (var call = 0; call < 20; call++)
        {
            egnyte.Hangs();
        }

        var all = Enumerable.Range(0, 20).Select(id => egnyte.Api.GetUserAsync(id, egnyte.Call(), FakeEgnyte.Stop)).ToList();
        await egnyte.Drive(Task.WhenAll(all));

        var failures = all.Select(call => Assert.IsType<EgnyteApiException>(call.Exception?.InnerException)).ToList();
        Assert.All(failures, failure => Assert.Equal(EgnyteFailure.Unavailable, failure.Kind));
        Assert.InRange(egnyte.Seen.Count, 1, 6);
    }

    /// <summary>An unverified token waits out a throttle of its own.</summary>
    [Fact]
    public async Task AnOpeningBreaker_EndsTheWaitOfUnverifiedTokensToo()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);
        await egnyte.Finish(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));
        egnyte.Time.Advance(TimeSpan.FromSeconds(5));
        var unverified = egnyte.Answers(429, "", ("Retry-After", "30")).Api.CreateUserAsync(new(), egnyte.Call(token: "new"), FakeEgnyte.Stop);
        await FakeEgnyte.Settle();
        Assert.Equal(1, egnyte.Connection.Queued(EgnytePriority.Ordinary));
        egnyte.AlwaysAnswers(503, "");

        await egnyte.Drive(Task.WhenAll(Enumerable.Range(0, 10).Select(_ => egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop))));
        await FakeEgnyte.Settle(unverified);

        Assert.Equal(EgnyteFailure.Unavailable, Assert.IsType<EgnyteApiException>(unverified.Exception?.InnerException).Kind);
    }

    /// <summary>The breaker opens again every few seconds while Egnyte is down.</summary>
    [Fact]
    public async Task AnOutage_IsToldOnce_HoweverOftenTheBreakerOpens()
    {
        var notices = new List<EgnyteEventKind>();
        using var egnyte = new FakeEgnyte().AlwaysAnswers(503, "");
        using var connection = EgnyteConnection.Open(
            new Uri("https://acme.egnyte.test"),
            new EgnyteConnectionOptions { Time = egnyte.Time, Innermost = egnyte, Notify = notice => notices.Add(notice.Kind) });

        for (var asked = 0; asked < 20; asked++)
        {
            await egnyte.Failure(connection.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));
            egnyte.Time.Advance(TimeSpan.FromSeconds(1.5));
        }

        egnyte.AlwaysAnswers(200, FakeEgnyte.User);
        egnyte.Time.Advance(TimeSpan.FromSeconds(6));
        await egnyte.Finish(connection.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));

        Assert.InRange(egnyte.Seen.Count, 9, 20);
        Assert.Equal([EgnyteEventKind.BreakerOpened, EgnyteEventKind.BreakerClosed], notices);
    }

    [Fact]
    public async Task ACleanRefusal_EndsTheOutage()
    {
        using var egnyte = new FakeEgnyte().Answers(503, "").Answers(400, "{}");
        await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));

        await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));

        Assert.Null(egnyte.Connection.OutageSince);
    }
}
