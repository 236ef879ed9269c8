using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.RateLimiting;
using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>Whether something else uses the token too, by Egnyte's counts.</summary>
public sealed class OtherCallersTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.6);

    private readonly FakeTimeProvider _time = new();
    private readonly TokenRateLimiter _limiter;
    private int _used;

    public OtherCallersTests() => _limiter = new TokenRateLimiter(new EgnyteConnectionOptions { Time = _time, CallsPerDay = 100_000 });

    [Fact]
    public void CallsOfOthers_AreSeen()
    {
        for (var call = 0; call < 15 && !_limiter.IsShared; call++)
        {
            Answer(Send());
            _used++;
        }

        Assert.True(_limiter.IsShared);
    }

    /// <summary>Its count is the one of its time: eighteen calls that left later were answered before.</summary>
    [Fact]
    public void ASlowAnswer_IsNobodyElse()
    {
        Repeat(20);
        var slow = Send();
        Repeat(18);
        Answer(slow);

        Repeat(5);

        Assert.False(_limiter.IsShared);
    }

    /// <summary>The first calls of a day are answered in the opposite order: a low count is an old one, and no new day.</summary>
    [Fact]
    public void OwnCalls_WhoseAnswersOvertakeEachOther_AreNobodyElse()
    {
        var calls = Enumerable.Range(0, 5).Select(_ => Send()).ToList();
        calls.Reverse();
        calls.ForEach(Answer);

        Repeat(3);

        Assert.False(_limiter.IsShared);
    }

    /// <summary>A few calls of another client in an hour do not mean that it shares the token now.</summary>
    [Fact]
    public void CallsOfLongAgo_AreNobodyNow()
    {
        Answer(Send());
        _time.Advance(TimeSpan.FromHours(1));
        _used += 3;

        Answer(Send());

        Assert.False(_limiter.IsShared);
    }

    /// <summary>Egnyte counted them, and then the connection broke.</summary>
    [Fact]
    public void OwnCalls_WhoseAnswersWereLost_AreNobodyElse()
    {
        Repeat(10);
        for (var lost = 0; lost < 2; lost++)
        {
            Send();
            _limiter.Done(isAnswered: false);
        }

        Answer(Send());

        Assert.False(_limiter.IsShared);
    }

    /// <summary>It is unknown whether Egnyte counts a throttled call; either way it is no call of another client.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OwnCalls_ThatWereThrottled_AreNobodyElse(bool areCounted)
    {
        for (var throttled = 0; throttled < 20; throttled++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            var call = Send();
            _used -= areCounted ? 0 : 1;
            _limiter.Answered(call.At, Counts(1, _used), throttledFor: TimeSpan.FromSeconds(1));
            _limiter.Done(isAnswered: true);
            Assert.False(_limiter.IsShared);
            _time.Advance(TimeSpan.FromSeconds(2));
            Answer(Send());
        }

        Assert.False(_limiter.IsShared);
    }

    /// <summary>The second before the call was sent has none of ours, and Egnyte counts two.</summary>
    [Fact]
    public void ASecondWithMoreCallsThanOurs_ShowsOthers()
    {
        Repeat(10);
        _time.Advance(TimeSpan.FromSeconds(1));
        var call = Send();

        _limiter.Answered(call.At, Counts(2, call.Used), throttledFor: null);

        Assert.True(_limiter.IsShared);
    }

    /// <summary>The call before was answered late: it may have reached Egnyte just before this one.</summary>
    [Fact]
    public void ASecondWithACallThatWasAnsweredLate_ShowsNobody()
    {
        Repeat(10);
        var late = Send();
        _time.Advance(TimeSpan.FromSeconds(0.7));
        Answer(late);
        var call = Send();

        _limiter.Answered(call.At, Counts(2, call.Used), throttledFor: null);

        Assert.False(_limiter.IsShared);
    }

    private static TokenCounts Counts(int? thisSecond, int today) => new(thisSecond, Allotted: null, today, AllottedToday: null);

    private void Repeat(int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            Answer(Send());
        }
    }

    /// <summary>A call that Egnyte counts at once; its answer holds the count.</summary>
    private (long At, int Used) Send()
    {
        _time.Advance(Step);
        using var request = new HttpRequestMessage();
        var callState = new CallState(
            new EgnyteCallContext("token", TokenHash.Of("token"), long.MaxValue, "request-1"),
            HttpMethod.Get,
            "/pubapi/v2/groups/{id}",
            _time.TimestampFrequency);
        Assert.True(_limiter.WaitAsync(new QueuedCall(callState, request), CancellationToken.None).AsTask().IsCompleted);
        return (_time.GetTimestamp(), ++_used);
    }

    private void Answer((long At, int Used) call)
    {
        _limiter.Answered(call.At, Counts(null, call.Used), throttledFor: null);
        _limiter.Done(isAnswered: true);
    }
}
