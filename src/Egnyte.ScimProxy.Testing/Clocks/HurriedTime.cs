using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.Testing;

/// <summary>
/// A clock that stands at noon and jumps over every short wait (a pause before a retry, a throttle waited out), so that no test waits.
/// Longer timers are time-outs: they end when <see cref="FakeTimeProvider.Advance"/> says so.
/// </summary>
public sealed class HurriedTime() : FakeTimeProvider(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero))
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(9);

    /// <summary>The one time-out that is no longer than a wait: of the call that asks whether Egnyte is back.</summary>
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(3);

    /// <summary>
    /// A jump over one call's wait takes no time, so it must not end another call that is under way. The jump waits, in real time and so
    /// long at most, for calls whose time-out it would pass.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly HashSet<HurriedTimer> _timeouts = [];
    private TaskCompletionSource _oneEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HurriedTimer(this, base.CreateTimer(callback, state, dueTime, period));
        Began(timer, dueTime);
        return timer;
    }

    private void Began(HurriedTimer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            timer.Due = GetUtcNow() + dueTime;
            _ = dueTime > LongestWait && dueTime <= LongestTimeout ? _timeouts.Add(timer) : _timeouts.Remove(timer);
        }

        if (dueTime > TimeSpan.Zero && dueTime <= LongestWait && dueTime != ProbeTimeout)
        {
            // On another thread, as a timer's callback always is: the code that sets a timer may hold a lock that the callback takes.
            _ = Task.Run(() => JumpAsync(dueTime));
        }
    }

    private async Task JumpAsync(TimeSpan wait)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!patience.IsCancellationRequested && WhenOneEnds(wait) is { } ended)
        {
            await ended.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Advance(wait);
    }

    /// <summary>Ends when a time-out is over; null where a jump passes none.</summary>
    private Task? WhenOneEnds(TimeSpan wait)
    {
        lock (_lock)
        {
            var now = GetUtcNow();
            return _timeouts.Any(timeout => timeout.Due > now && timeout.Due <= now + wait) ? _oneEnded.Task : null;
        }
    }

    private void Ended(HurriedTimer timer)
    {
        TaskCompletionSource ended;
        lock (_lock)
        {
            _timeouts.Remove(timer);
            (ended, _oneEnded) = (_oneEnded, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        ended.SetResult();
    }

    private sealed class HurriedTimer(HurriedTime time, ITimer timer) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            time.Began(this, dueTime);
            return changed;
        }

        public void Dispose()
        {
            time.Ended(this);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            time.Ended(this);
            return timer.DisposeAsync();
        }
    }
}
