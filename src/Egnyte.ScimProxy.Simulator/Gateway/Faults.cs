using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Gateway;

/// <summary>What has been switched on to go wrong.</summary>
internal sealed class Faults(SimulatorOptions options)
{
    private readonly Lock _sync = new();
    private readonly TimeProvider _time = options.Time;
    private volatile bool _quiet = true;
    private DateTimeOffset _downUntil;
    private DateTimeOffset _throttledUntil;
    private Fault? _next;
    private long _latency = options.Latency.Ticks;

    public TimeSpan Latency
    {
        get => new(Interlocked.Read(ref _latency));
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            Interlocked.Exchange(ref _latency, value.Ticks);
        }
    }

    public int FailuresLeft { get; private set; }

    public TimeSpan DownRemaining => Remaining(ref _downUntil);

    public TimeSpan ThrottleRemaining => Remaining(ref _throttledUntil);

    public void FailNext(int count, Fault fault)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        lock (_sync)
        {
            (FailuresLeft, _next, _quiet) = (count, fault, false);
        }
    }

    public void DownFor(TimeSpan duration) => Until(ref _downUntil, duration);

    public void ThrottleFor(TimeSpan duration) => Until(ref _throttledUntil, duration);

    public void Clear()
    {
        lock (_sync)
        {
            (_downUntil, _throttledUntil, FailuresLeft, _next, _quiet) = (default, default, 0, null, true);
        }
    }

    /// <summary>The answer of a call that is to fail, or null; the outage first, then the throttle, then the next failures.</summary>
    public Answer? Take()
    {
        if (_quiet)
        {
            return null;
        }

        lock (_sync)
        {
            var now = _time.GetUtcNow();
            if (now < _downUntil)
            {
                return MasheryAnswers.Down;
            }

            if (now < _throttledUntil)
            {
                return MasheryAnswers.OverQps with { RetryAfter = MasheryAnswers.SecondsUntil(_throttledUntil, now) };
            }

            if (FailuresLeft == 0)
            {
                _quiet = true;
                return null;
            }

            FailuresLeft--;
            return _next!.ToAnswer(_time);
        }
    }

    private void Until(ref DateTimeOffset end, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(duration, TimeSpan.Zero);
        lock (_sync)
        {
            (end, _quiet) = (_time.GetUtcNow() + duration, false);
        }
    }

    private TimeSpan Remaining(ref DateTimeOffset end)
    {
        lock (_sync)
        {
            var remaining = end - _time.GetUtcNow();
            return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
        }
    }
}
