using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Pipeline;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>One call asks whether Egnyte is back, while the others are rejected.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class BreakerProbeTests
{
    [Fact]
    public async Task WhileOneCallAsks_WhetherEgnyteIsBack_TheOthersAreRefusedAtOnce()
    {
        using var egnyte = await BrokenAsync();
        var probe = egnyte.Hangs().Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop);
        await FakeEgnyte.Settle();
        Assert.Equal(EgnyteBreakerState.HalfOpen, egnyte.Connection.Breaker);
        var before = egnyte.Time.GetUtcNow();

        var others = Enumerable.Range(0, 30).Select(_ => egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop)).ToList();
        await FakeEgnyte.Settle(Task.WhenAll(others));

        Assert.All(others, other => Assert.Equal(EgnyteFailure.Unavailable, Assert.IsType<EgnyteApiException>(other.Exception?.InnerException).Kind));
        Assert.Equal(before, egnyte.Time.GetUtcNow());
        await egnyte.Failure(probe);
    }

    [Fact]
    public async Task AProbe_WhoseClientDisconnects_FindsOutNothing()
    {
        using var egnyte = await BrokenAsync();
        using var caller = new CancellationTokenSource();
        var probe = egnyte.Hangs().Api.GetUserAsync(1, egnyte.Call(), caller.Token);
        await FakeEgnyte.Settle();

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);

        Assert.Equal(EgnyteBreakerState.Open, egnyte.Connection.Breaker);
    }

    /// <summary>It left before the breaker opened.</summary>
    [Fact]
    public async Task AStraggler_ThatHangsUp_WhileOneCallAsks_HasFoundOutNothing()
    {
        using var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);
        await egnyte.Finish(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));
        egnyte.Time.Advance(TimeSpan.FromSeconds(5));
        using var caller = new CancellationTokenSource();
        var straggler = egnyte.Hangs().Api.GetUserAsync(1, egnyte.Call(), caller.Token);
        await FakeEgnyte.Settle();
        egnyte.AlwaysAnswers(503, "");
        await egnyte.Drive(Task.WhenAll(Enumerable.Range(0, 10).Select(_ => egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop))));
        egnyte.Time.Advance(TimeSpan.FromSeconds(6));
        var probe = egnyte.Hangs().Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop);
        await FakeEgnyte.Settle();
        Assert.Equal((EgnyteBreakerState.HalfOpen, false), (egnyte.Connection.Breaker, straggler.IsCompleted));

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => straggler);

        Assert.Equal(EgnyteBreakerState.Open, egnyte.Connection.Breaker);
        await egnyte.Failure(probe);
    }

    /// <summary>Egnyte takes calls and answers none; the call that is asked with just before it is back is lost.</summary>
    [Fact]
    public async Task AnEgnyteThatHung_IsFoundBack_WithinSixSeconds()
    {
        using var egnyte = await BrokenAsync();
        var lost = egnyte.Hangs().Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop);
        await FakeEgnyte.Settle();
        var back = egnyte.Time.GetUtcNow();
        egnyte.AlwaysAnswers(200, FakeEgnyte.User);

        var (found, asked) = (false, 0);
        for (; !found && asked < 60; asked++)
        {
            egnyte.Time.Advance(TimeSpan.FromSeconds(0.5));
            await FakeEgnyte.Settle();
            found = await Task.WhenAny(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop)) is { IsCompletedSuccessfully: true };
        }

        Assert.InRange((egnyte.Time.GetUtcNow() - back).TotalSeconds, 3, 6);
        await egnyte.Failure(lost);
    }

    /// <summary>Cut short, the write would be done, and its client would not be told.</summary>
    [Fact]
    public async Task ACreate_ThatAsksWhetherEgnyteIsBack_IsNotCutShort()
    {
        using var egnyte = await BrokenAsync();

        var created = await egnyte.Finish(egnyte.Takes(TimeSpan.FromSeconds(10), FakeEgnyte.User).Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop));

        Assert.Equal((1, EgnyteBreakerState.Closed), (created.Id, egnyte.Connection.Breaker));
    }

    /// <summary>It is back, but slow: for ever refused, it would be as good as away.</summary>
    [Fact]
    public async Task AnEgnyteThatIsSlow_IsFoundBackTooInTheEnd()
    {
        using var egnyte = await BrokenAsync();
        for (var asked = 0; asked < 12 && egnyte.Connection.Breaker is not EgnyteBreakerState.Closed; asked++)
        {
            egnyte.Takes(TimeSpan.FromSeconds(10), FakeEgnyte.User);
            await egnyte.Drive(Task.WhenAny(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop)));
            egnyte.Time.Advance(TimeSpan.FromSeconds(3));
        }

        Assert.Equal(EgnyteBreakerState.Closed, egnyte.Connection.Breaker);
    }

    /// <summary>A breaker that has opened, and whose break is over.</summary>
    private static async Task<FakeEgnyte> BrokenAsync()
    {
        var egnyte = new FakeEgnyte().AlwaysAnswers(200, FakeEgnyte.User);
        await egnyte.Finish(egnyte.Api.GetUserAsync(1, egnyte.Call(), FakeEgnyte.Stop));
        egnyte.AlwaysAnswers(503, "");
        await egnyte.Drive(Task.WhenAll(Enumerable.Range(0, 10).Select(_ => egnyte.Api.CreateUserAsync(new(), egnyte.Call(), FakeEgnyte.Stop))));
        Assert.Equal(EgnyteBreakerState.Open, egnyte.Connection.Breaker);
        egnyte.Time.Advance(TimeSpan.FromSeconds(6));
        return egnyte;
    }
}
