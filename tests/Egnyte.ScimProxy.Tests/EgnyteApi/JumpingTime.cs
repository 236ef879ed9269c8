using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>A clock that jumps from one timer to the next, so that nothing is waited for and nothing is passed over.</summary>
internal sealed class JumpingTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly HashSet<Alarm> _alarms = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, base.CreateTimer(callback, state, dueTime, period), GetUtcNow(), dueTime);
        lock (_alarms)
        {
            _alarms.Add(alarm);
        }

        return alarm;
    }

    public bool TryJump()
    {
        DateTimeOffset? next;
        lock (_alarms)
        {
            next = _alarms.Min(alarm => alarm.Due);
            foreach (var alarm in _alarms.Where(alarm => alarm.Due == next))
            {
                alarm.Due = null;
            }
        }

        if (next is not { } due)
        {
            return false;
        }

        Advance(due > GetUtcNow() ? due - GetUtcNow() : TimeSpan.Zero);
        return true;
    }

    private sealed class Alarm(JumpingTime time, ITimer timer, DateTimeOffset now, TimeSpan dueTime) : ITimer
    {
        public DateTimeOffset? Due { get; set; } = DueAt(now, dueTime);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._alarms)
            {
                Due = DueAt(time.GetUtcNow(), dueTime);
            }

            return timer.Change(dueTime, period);
        }

        public void Dispose()
        {
            lock (time._alarms)
            {
                time._alarms.Remove(this);
            }

            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private static DateTimeOffset? DueAt(DateTimeOffset now, TimeSpan dueTime) => dueTime < TimeSpan.Zero ? null : now + dueTime;
    }
}
