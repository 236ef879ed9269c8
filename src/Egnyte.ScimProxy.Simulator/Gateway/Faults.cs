using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Gateway;

/// <summary>What has been switched on to go wrong.</summary>
internal sealed class Faults(TimeProvider time)
{
    private readonly Lock _sync = new();
    private readonly List<PendingFault> _pending = [];
    private volatile bool _quiet = true;
    private DateTimeOffset _downUntil;
    private DateTimeOffset _throttledUntil;
    private TaskCompletionSource _clearing = NextClearing();

    public int FailuresLeft
    {
        get { lock (_sync) { return _pending.Sum(fault => fault.Left); } }
    }

    public TimeSpan DownRemaining => Remaining(ref _downUntil);

    public TimeSpan ThrottleRemaining => Remaining(ref _throttledUntil);

    /// <summary>Ends when <see cref="Clear"/> is called next.</summary>
    public Task Cleared
    {
        get { lock (_sync) { return _clearing.Task; } }
    }

    public void FailNext(SimulatedFault fault)
    {
        lock (_sync)
        {
            _pending.Clear();
        }

        FailNth(1, fault);
    }

    public void FailNth(int n, SimulatedFault fault)
    {
        lock (_sync)
        {
            _pending.Add(new PendingFault(fault, n - 1));
            _pending.RemoveAll(pending => pending.Left == 0);
            _quiet = false;
        }
    }

    public void DownFor(TimeSpan duration) => Until(ref _downUntil, duration);

    public void ThrottleFor(TimeSpan duration) => Until(ref _throttledUntil, duration);

    public void Clear()
    {
        TaskCompletionSource cleared;
        lock (_sync)
        {
            _pending.Clear();
            (_downUntil, _throttledUntil, _quiet) = (default, default, true);
            (cleared, _clearing) = (_clearing, NextClearing());
        }

        cleared.SetResult();
    }

    /// <summary>The answer of a call that fails before its effect, or null; the outage first, then the throttle, then the failures.</summary>
    public Answer? TakeBefore(string route, SimulatorDialect dialect)
    {
        if (_quiet)
        {
            return null;
        }

        lock (_sync)
        {
            var now = time.GetUtcNow();
            if (now < _downUntil)
            {
                return MasheryAnswers.Down;
            }

            if (now < _throttledUntil)
            {
                return MasheryAnswers.OverQps(dialect) with { RetryAfter = MasheryAnswers.SecondsUntil(_throttledUntil, now) };
            }

            if (_pending.Count == 0)
            {
                _quiet = true;
                return null;
            }

            return Take(route, after: false)?.ToAnswer(dialect, now);
        }
    }

    /// <summary>The answer of a call that has taken its effect: the true one, or what a fault makes of it.</summary>
    public Answer TakeAfter(string route, SimulatorDialect dialect, Answer answer)
    {
        if (_quiet)
        {
            return answer;
        }

        lock (_sync)
        {
            return Take(route, after: true)?.Spoil(answer, dialect, time.GetUtcNow()) ?? answer;
        }
    }

    private static TaskCompletionSource NextClearing() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Every fault that waits counts the call, but one of them is enough to fail it.
    private PendingFault? Take(string route, bool after)
    {
        PendingFault? struck = null;
        foreach (var fault in _pending.Where(fault => fault.StrikesAfter == after))
        {
            if ((struck is null || !fault.IsDue) && fault.Strikes(route))
            {
                struck = fault;
            }
        }

        if (struck is { Left: 0 })
        {
            _pending.Remove(struck);
        }

        return struck;
    }

    private void Until(ref DateTimeOffset end, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        lock (_sync)
        {
            (end, _quiet) = (time.GetUtcNow() + duration, false);
        }
    }

    private TimeSpan Remaining(ref DateTimeOffset end)
    {
        lock (_sync)
        {
            var remaining = end - time.GetUtcNow();
            return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
        }
    }
}
