using Egnyte.ScimProxy.EgnyteApi.RateLimiting;
using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

public sealed class CallPacerTests
{
    /// <summary>On a real clock time passes between the question and the answer: a call that is due must not be due a moment later each time.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    [InlineData(5)]
    public void NextAt_LongAfterTheLastCallOnAClockThatNeverStops_IsNotLaterThanTheQuestion(double secondsSince)
    {
        var time = new RestlessTime();
        var pacer = new CallPacer(time, callsPerSecond: 2, new Random(1));
        pacer.Take(time.GetTimestamp());
        time.Advance(TimeSpan.FromSeconds(1.1 + secondsSince));

        var asked = time.GetTimestamp();

        Assert.True(pacer.NextAt(0) <= asked);
    }

    /// <summary>A clock that moves on whenever it is read.</summary>
    private sealed class RestlessTime : FakeTimeProvider
    {
        private long _read;

        public override long GetTimestamp() => base.GetTimestamp() + ++_read;
    }
}
