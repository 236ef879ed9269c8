using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.Tests.Simulator;

/// <summary>A clock that stands still, and tells when code has begun to wait by it, and for how long.</summary>
public sealed class WatchedTime() : FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero))
{
    private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<TimeSpan> _waits = new();
    private readonly Channel<TimeSpan> _begun = Channel.CreateUnbounded<TimeSpan>();

    public Task IsAwaited => _waiting.Task;

    /// <summary>Every wait that has begun, oldest first.</summary>
    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Enqueue(dueTime);
        _waiting.TrySetResult();
        _begun.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Moves the clock to the end of each wait, time after time, until the task is done.</summary>
    public async Task<T> HurryAsync<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, _begun.Reader.WaitToReadAsync(TestContext.Current.CancellationToken).AsTask());
            if (_begun.Reader.TryRead(out var wait))
            {
                Advance(wait);
            }
        }

        return await task;
    }
}
