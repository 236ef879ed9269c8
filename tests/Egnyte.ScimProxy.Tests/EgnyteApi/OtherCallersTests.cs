using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Pacing;
using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>Whether something else uses the token too, by Egnyte's count of the day's calls.</summary>
public sealed class OtherCallersTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.6);

    private readonly FakeTimeProvider _time = new();
    private readonly TokenPace _pace;
    private int _used;

    public OtherCallersTests() => _pace = new TokenPace(_time, new PaceSettings(CallsPerSecond: 2, CallsPerDay: 100_000, WriteReserve: 20));

    [Fact]
    public void CallsOfOthers_AreSeen()
    {
        for (var call = 0; call < 10; call++)
        {
            Answer(Send());
            _used++;
        }

        Assert.True(_pace.IsShared);
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

        Assert.False(_pace.IsShared);
    }

    /// <summary>Somebody called a few times in an hour: that is nobody who shares the token now.</summary>
    [Fact]
    public void CallsOfLongAgo_AreNobodyNow()
    {
        Answer(Send());
        _time.Advance(TimeSpan.FromHours(1));
        _used += 3;

        Answer(Send());

        Assert.False(_pace.IsShared);
    }

    /// <summary>Egnyte counted them, and then the connection broke.</summary>
    [Fact]
    public void OwnCalls_WhoseAnswersWereLost_AreNobodyElse()
    {
        Repeat(10);
        for (var lost = 0; lost < 2; lost++)
        {
            Send();
            _pace.Done(isAnswered: false);
        }

        Answer(Send());

        Assert.False(_pace.IsShared);
    }

    /// <summary>A burst that ended at once, such as by an opening breaker: whoever comes later need not listen for others any more.</summary>
    [Fact]
    public void WhoeverListened_ForOthers_DoesNotDoSoInAnotherQueue()
    {
        Send();
        Send();
        var burst = Enumerable.Range(0, 60).Select(_ => Wait()).ToList();
        _time.Advance(TimeSpan.FromSeconds(1));
        _pace.Release();
        Assert.All(burst, turn => Assert.True(turn.Task.IsCompleted));
        _time.Advance(TimeSpan.FromMinutes(10));
        Send();
        Send();

        var few = Enumerable.Range(0, 4).Select(_ => Wait()).ToList();
        for (var passed = 0; passed < 26; passed++)
        {
            _time.Advance(TimeSpan.FromSeconds(0.1));
        }

        Assert.All(few, turn => Assert.True(turn.Task.IsCompleted));
    }

    private Turn Wait()
    {
        var turn = new Turn(EgnytePriority.Ordinary, _time.GetTimestamp(), _time.GetTimestamp() + (50 * _time.TimestampFrequency), key: null, mark: 0);
        _ = _pace.WaitAsync(turn, CancellationToken.None);
        return turn;
    }

    private void Repeat(int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            Answer(Send());
        }
    }

    /// <summary>A call that Egnyte counts at once; its answer holds the count.</summary>
    private int Send()
    {
        _time.Advance(Step);
        _pace.TryTake(EgnytePriority.Ordinary, long.MaxValue, out _);
        return ++_used;
    }

    private void Answer(int used)
    {
        _pace.Admitted(used);
        _pace.Done(isAnswered: true);
    }
}
