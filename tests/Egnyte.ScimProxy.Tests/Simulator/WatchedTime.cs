using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.Tests.Simulator;

/// <summary>A clock that stands still, and tells when somebody has begun to wait by it.</summary>
public sealed class WatchedTime() : FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero))
{
    private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task SomebodyWaits => _waiting.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waiting.TrySetResult();
        return timer;
    }
}
