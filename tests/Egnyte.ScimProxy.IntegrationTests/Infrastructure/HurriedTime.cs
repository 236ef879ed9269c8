using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.IntegrationTests.Infrastructure;

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
    /// The time-outs of an admission and of an attempt. A jump over somebody's wait takes no time, so it is none of theirs: on a busy machine
    /// a few of them ended a call that was under way.
    /// </summary>
    private static readonly TimeSpan[] Timeouts = [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20)];

    private readonly Lock _lock = new();
    private readonly HashSet<HurriedTimer> _timeouts = [];

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
            _ = Timeouts.Contains(dueTime) ? _timeouts.Add(timer) : _timeouts.Remove(timer);
        }

        if (dueTime > TimeSpan.Zero && dueTime <= LongestWait && dueTime != ProbeTimeout)
        {
            // On another thread, as a timer's callback always is: whoever sets a timer may hold a lock that the callback takes.
            ThreadPool.QueueUserWorkItem(_ => Jump(dueTime));
        }
    }

    private void Jump(TimeSpan wait)
    {
        lock (_lock)
        {
            foreach (var timeout in _timeouts)
            {
                timeout.PutOff(wait);
            }
        }

        Advance(wait);
    }

    private void Ended(HurriedTimer timer)
    {
        lock (_lock)
        {
            _timeouts.Remove(timer);
        }
    }

    private sealed class HurriedTimer(HurriedTime time, ITimer timer) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public void PutOff(TimeSpan wait)
        {
            var left = (Due += wait) - time.GetUtcNow();
            if (left > wait)
            {
                timer.Change(left, Timeout.InfiniteTimeSpan);
            }
        }

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
