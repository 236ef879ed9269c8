using Egnyte.ScimProxy.EgnyteApi;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

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

    [Fact]
    public async Task ACleanRefusal_EndsTheOutage()
    {
        using var egnyte = new FakeEgnyte().Answers(503, "").Answers(400, "{}");
        await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));

        await egnyte.Failure(egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));

        Assert.Null(egnyte.Connection.OutageSince);
    }
}
