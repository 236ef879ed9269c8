using System.Diagnostics;

namespace Egnyte.ScimProxy.Testing;

/// <summary>
/// A clock for a whole process: client, proxies and simulator. It stands still while one of them works, and jumps to the next timer when
/// all of them wait, so that hours pass in seconds and no test sleeps.
/// </summary>
public sealed class VirtualTime : TimeProvider, IDisposable
{
    // Checked once more before a jump: what is on its way through the kernel is no thread's work yet. A longer jump does more harm, so it is
    // thought over longer.
    private static readonly (TimeSpan Beyond, int Pauses)[] SecondThoughts = [(TimeSpan.FromSeconds(30), 10), (TimeSpan.FromSeconds(2), 4), (TimeSpan.Zero, 1)];

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    // A remainder of exchanges that stays so long is of a client that hung up, not on its way.
    private static readonly TimeSpan LongestWay = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Lock _lock = new();
    private readonly SortedSet<Alarm> _alarms = new(Comparer<Alarm>.Create(static (one, other) =>
        one.Due != other.Due ? one.Due.CompareTo(other.Due) : one.Number.CompareTo(other.Number)));

    private readonly NetworkTraffic _traffic = new();
    private readonly long _start;
    private long _now;
    private long _made;
    private int _ringing;
    private int _hungUp;

    public VirtualTime(DateTimeOffset start) => _start = _now = start.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>How far the clock has come.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(GetTimestamp() - _start);

    /// <summary>How often it has jumped.</summary>
    public int Jumps { get; private set; }

    /// <summary>Timers that will ring some day.</summary>
    public int AlarmsSet
    {
        get { lock (_lock) { return _alarms.Count; } }
    }

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state, Interlocked.Increment(ref _made));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Waits by this clock.</summary>
    public Task WaitAsync(TimeSpan span, CancellationToken cancellationToken = default) => Task.Delay(span, this, cancellationToken);

    /// <summary>Lets the clock go until the work is done; before and after, it stands.</summary>
    /// <exception cref="TimeoutException">The clock cannot go on for a long time, and the work is not done.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        using var done = new ManualResetEventSlim();
        var stuck = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var clockwork = new Thread(() => Go(done, stuck)) { IsBackground = true, Name = "Virtual time" };
        clockwork.Start();
        try
        {
            // On the pool, where idleness can be seen: a test may have a thread of its own.
            return await await Task.WhenAny(Task.Run(work), stuck.Task);
        }
        finally
        {
            done.Set();
            clockwork.Join();
        }
    }

    /// <summary>Lets the clock go until the work is done.</summary>
    public Task RunAsync(Func<Task> work) => RunAsync(async () =>
    {
        await work();
        return true;
    });

    public void Dispose() => _traffic.Dispose();

    private void Go<T>(ManualResetEventSlim done, TaskCompletionSource<T> stuck)
    {
        var busyAt = Stopwatch.GetTimestamp();
        while (!done.IsSet)
        {
            if (IsIdle(done) && NextDue() is { } due && IsStillIdle(due, done))
            {
                JumpTo(due);
                busyAt = Stopwatch.GetTimestamp();
            }
            else if (Stopwatch.GetElapsedTime(busyAt) > Patience)
            {
                stuck.TrySetException(new TimeoutException($"The clock stands at {Elapsed}: {State()}."));
                return;
            }
            else
            {
                // The one wait in real time: not a test's, but the clock's look whether a thread still works.
                done.Wait(Pause);
            }
        }
    }

    private bool IsIdle(ManualResetEventSlim done)
    {
        if (!AllThreadsAreIdle())
        {
            return false;
        }

        var (remainder, since) = (_traffic.OnTheirWay, Stopwatch.GetTimestamp());
        while (remainder != _hungUp)
        {
            done.Wait(Pause);
            if (!AllThreadsAreIdle() || _traffic.OnTheirWay != remainder)
            {
                return false;
            }

            _hungUp = Stopwatch.GetElapsedTime(since) > LongestWay ? remainder : _hungUp;
        }

        return true;
    }

    private bool IsStillIdle(long due, ManualResetEventSlim done)
    {
        var seen = Activity();
        var pauses = SecondThoughts.First(thought => due - _now >= thought.Beyond.Ticks).Pauses;
        for (var i = 0; i < pauses; i++)
        {
            done.Wait(Pause);
        }

        for (var i = 0; i < 4; i++)
        {
            Thread.Yield();
            if (!AllThreadsAreIdle() || _traffic.OnTheirWay != _hungUp || Activity() != seen)
            {
                return false;
            }
        }

        // A thread that works may set an earlier timer, or cancel one.
        return NextDue() == due;
    }

    private bool AllThreadsAreIdle()
    {
        ThreadPool.GetMaxThreads(out var all, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return Volatile.Read(ref _ringing) == 0 && ThreadPool.PendingWorkItemCount == 0 && all == free;
    }

    private string State()
    {
        ThreadPool.GetMaxThreads(out var all, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return $"{(NextDue() is { } due ? $"the next alarm rings in {TimeSpan.FromTicks(due - _now)}" : "no timer is set")}, "
            + $"{all - free} threads work, {ThreadPool.PendingWorkItemCount} items wait for one, "
            + $"{_ringing} alarms ring, {_traffic.OnTheirWay - _hungUp} exchanges are on their way, {_hungUp} hung up, {Unrest()}";
    }

    // What keeps happening although all threads should be idle.
    private string Unrest()
    {
        var (before, since) = (Activity(), Stopwatch.GetTimestamp());
        using var never = new ManualResetEventSlim();
        never.Wait(TimeSpan.FromSeconds(1));
        var after = Activity();
        return $"{after.Item1 - before.Item1} network events and {after.Item2 - before.Item2} work items in "
            + $"{Stopwatch.GetElapsedTime(since).TotalSeconds:f1} s";
    }

    private (long, long) Activity() => (_traffic.Events, ThreadPool.CompletedWorkItemCount);

    private long? NextDue()
    {
        lock (_lock)
        {
            return _alarms.Min?.Due;
        }
    }

    private void JumpTo(long due)
    {
        lock (_lock)
        {
            Interlocked.Exchange(ref _now, Math.Max(_now, due));
            Jumps++;
            while (_alarms.Min is { } alarm && alarm.Due <= _now)
            {
                alarm.Ring();
            }
        }
    }

    private sealed class Alarm(VirtualTime time, TimerCallback callback, object? state, long number) : ITimer
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private TimeSpan _period;

        public long Number { get; } = number;

        public long Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._alarms.Remove(this);
                _period = period;
                if (dueTime >= TimeSpan.Zero)
                {
                    Due = time._now + dueTime.Ticks;
                    time._alarms.Add(this);
                    if (dueTime == TimeSpan.Zero)
                    {
                        Ring();
                    }
                }
            }

            return true;
        }

        /// <summary>On the pool, as the platform does: the code that set the timer may hold a lock that the callback takes.</summary>
        public void Ring()
        {
            time._alarms.Remove(this);
            if (_period > TimeSpan.Zero)
            {
                Due += _period.Ticks;
                time._alarms.Add(this);
            }

            Interlocked.Increment(ref time._ringing);
            ThreadPool.UnsafeQueueUserWorkItem(static alarm => alarm.Call(), this, preferLocal: false);
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                time._alarms.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Call()
        {
            try
            {
                if (_context is null)
                {
                    callback(state);
                }
                else
                {
                    ExecutionContext.Run(_context, static alarm => ((Alarm)alarm!).CallBack(), this);
                }
            }
            finally
            {
                Interlocked.Decrement(ref time._ringing);
            }
        }

        private void CallBack() => callback(state);
    }
}
