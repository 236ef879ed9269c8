using Egnyte.ScimProxy.Groups;

namespace Egnyte.ScimProxy.Tests.Groups;

public sealed class GroupTurnsTests
{
    private static readonly EgnyteGroupId Sales = new("sales");
    private static readonly EgnyteGroupId Staff = new("staff");

    private readonly GroupTurns _turns = new();

    [Fact]
    public async Task OneGroup_IsChangedByOneAtATime()
    {
        var first = await _turns.TakeAsync(Sales, TestContext.Current.CancellationToken);
        var second = _turns.TakeAsync(Sales, TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);

        first.Dispose();

        (await second).Dispose();
    }

    [Fact]
    public async Task AnotherGroup_WaitsForNobody()
    {
        using var first = await _turns.TakeAsync(Sales, TestContext.Current.CancellationToken);

        Assert.True(_turns.TakeAsync(Staff, TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task WhoHangsUp_LeavesTheQueue_AndNothingIsKept()
    {
        using var patience = new CancellationTokenSource();
        var first = await _turns.TakeAsync(Sales, TestContext.Current.CancellationToken);
        var second = _turns.TakeAsync(Sales, patience.Token);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(1, _turns.Count);
        first.Dispose();
        first.Dispose();

        Assert.Equal(0, _turns.Count);
    }
}
