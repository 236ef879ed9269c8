using Egnyte.ScimProxy.Groups.Changes;
using Egnyte.ScimProxy.Resources;
using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.Tests.Groups;

public sealed class GroupLocksTests
{
    private static readonly EgnyteGroupId Sales = new("sales");
    private static readonly EgnyteGroupId Staff = new("staff");

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly GroupLocks _turns = new();

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task OneGroup_IsChangedByOneAtATime()
    {
        var first = await _turns.TakeAsync(Sales, Patience, _time, TestContext.Current.CancellationToken);
        var second = _turns.TakeAsync(Sales, Patience, _time, TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);

        first!.Dispose();

        (await second)!.Dispose();
    }

    [Fact]
    public async Task AnotherGroup_WaitsForNobody()
    {
        using var first = await _turns.TakeAsync(Sales, Patience, _time, TestContext.Current.CancellationToken);

        Assert.True(_turns.TakeAsync(Staff, Patience, _time, TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Take_WithoutTimeLeft_IsNull_AndNothingIsKept()
    {
        var first = await _turns.TakeAsync(Sales, Patience, _time, TestContext.Current.CancellationToken);

        var late = _turns.TakeAsync(Sales, Patience, _time, TestContext.Current.CancellationToken);
        Assert.False(late.IsCompleted);
        _time.Advance(Patience);

        Assert.Null(await late);
        Assert.Null(await _turns.TakeAsync(Sales, TimeSpan.Zero, _time, TestContext.Current.CancellationToken));
        first!.Dispose();
        Assert.Equal(0, _turns.Count);
    }

    [Fact]
    public async Task WhoHangsUp_LeavesTheQueue_AndNothingIsKept()
    {
        using var patience = new CancellationTokenSource();
        var first = await _turns.TakeAsync(Sales, Patience, _time, TestContext.Current.CancellationToken);
        var second = _turns.TakeAsync(Sales, Patience, _time, patience.Token);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(1, _turns.Count);
        first!.Dispose();
        first.Dispose();

        Assert.Equal(0, _turns.Count);
    }
}
