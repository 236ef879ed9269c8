using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Groups;

namespace Egnyte.ScimProxy.Tests.Groups;

public sealed class GroupTurnsTests
{
    private static readonly EgnyteGroupId Sales = new("sales");
    private static readonly EgnyteGroupId Staff = new("staff");

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly GroupTurns _turns = new();

    [Fact]
    public async Task OneGroup_IsChangedByOneAtATime()
    {
        var first = await _turns.TakeAsync(Sales, Patience, TestContext.Current.CancellationToken);
        var second = _turns.TakeAsync(Sales, Patience, TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);

        first.Dispose();

        (await second).Dispose();
    }

    [Fact]
    public async Task AnotherGroup_WaitsForNobody()
    {
        using var first = await _turns.TakeAsync(Sales, Patience, TestContext.Current.CancellationToken);

        Assert.True(_turns.TakeAsync(Staff, Patience, TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task WhoseTimeIsUp_IsToldToComeBack_AndNothingIsKept()
    {
        var first = await _turns.TakeAsync(Sales, Patience, TestContext.Current.CancellationToken);

        var late = await Assert.ThrowsAsync<EgnyteApiException>(() => _turns.TakeAsync(Sales, TimeSpan.Zero, TestContext.Current.CancellationToken));

        Assert.Equal((EgnyteFailure.Throttled, false), (late.Kind, late.MayHaveActed));
        first.Dispose();
        Assert.Equal(0, _turns.Count);
    }

    [Fact]
    public async Task WhoHangsUp_LeavesTheQueue_AndNothingIsKept()
    {
        using var patience = new CancellationTokenSource();
        var first = await _turns.TakeAsync(Sales, Patience, TestContext.Current.CancellationToken);
        var second = _turns.TakeAsync(Sales, Patience, patience.Token);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal(1, _turns.Count);
        first.Dispose();
        first.Dispose();

        Assert.Equal(0, _turns.Count);
    }
}
