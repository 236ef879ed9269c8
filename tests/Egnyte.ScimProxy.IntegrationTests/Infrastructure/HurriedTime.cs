using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.IntegrationTests.Infrastructure;

/// <summary>
/// A clock that stands at noon and jumps over every short wait (a pause before a retry, a throttle waited out), so that no test waits.
/// Longer timers are time-outs: they end when <see cref="FakeTimeProvider.Advance"/> says so.
/// </summary>
public sealed class HurriedTime() : FakeTimeProvider(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero))
{
    // Below the 10 s that a call of an unverified token has until it is admitted: each call begins that time-out, and on a busy machine
    // the jump came before the admission.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(9);

    /// <summary>The one time-out that is no longer than a wait: of the call that asks whether Egnyte is back.</summary>
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(3);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HurriedTimer(this, base.CreateTimer(callback, state, dueTime, period));
        Hurry(dueTime);
        return timer;
    }

    // On another thread, as a timer's callback always is: whoever sets a timer may hold a lock that the callback takes.
    private void Hurry(TimeSpan dueTime)
    {
        if (dueTime > TimeSpan.Zero && dueTime <= LongestWait && dueTime != ProbeTimeout)
        {
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }
    }

    private sealed class HurriedTimer(HurriedTime time, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            time.Hurry(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
