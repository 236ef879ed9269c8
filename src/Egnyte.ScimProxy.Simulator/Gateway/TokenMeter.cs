using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Gateway;

/// <summary>
/// One token's calls of the current second and of the day. A refused call counts towards neither, unless the dialect counts throttled calls
/// in the day.
/// </summary>
internal sealed class TokenMeter(TimeProvider time)
{
    private readonly Lock _sync = new();
    private readonly Queue<long> _window = new();
    private DateTime _day;
    private int _used;

    public int UsedToday
    {
        get
        {
            lock (_sync)
            {
                StartDay();
                return _used;
            }
        }

        set
        {
            lock (_sync)
            {
                StartDay();
                _used = value;
            }
        }
    }

    /// <summary>Counts the call, or says why it is refused.</summary>
    public Admission Admit(int callsPerSecond, int callsPerDay, SimulatorDialect dialect)
    {
        lock (_sync)
        {
            var now = StartOfCall(dialect);
            Answer? refusal = null;
            if (_window.Count >= callsPerSecond)
            {
                refusal = MasheryAnswers.OverQps(dialect);
                _used += dialect.CountsThrottledCalls ? 1 : 0;
            }
            else if (_used >= callsPerDay)
            {
                refusal = MasheryAnswers.OverRate(dialect, time.GetUtcNow());
            }
            else
            {
                _window.Enqueue(now);
                _used++;
            }

            return new Admission(refusal, new QuotaReading(callsPerSecond, _window.Count, callsPerDay, _used));
        }
    }

    /// <summary>Where the token stands after a call that did not pass here, such as one that a fault throttled.</summary>
    public QuotaReading Read(int callsPerSecond, int callsPerDay, SimulatorDialect dialect, bool isThrottled)
    {
        lock (_sync)
        {
            StartOfCall(dialect);
            _used += isThrottled && dialect.CountsThrottledCalls ? 1 : 0;
            return new QuotaReading(callsPerSecond, _window.Count, callsPerDay, _used);
        }
    }

    public void Reset()
    {
        lock (_sync)
        {
            _window.Clear();
            _used = 0;
        }
    }

    private long StartOfCall(SimulatorDialect dialect)
    {
        var now = dialect.HasFixedWindow ? time.GetUtcNow().Ticks / TimeSpan.TicksPerSecond * time.TimestampFrequency : time.GetTimestamp();
        while (_window.TryPeek(out var oldest) && now - oldest >= time.TimestampFrequency)
        {
            _window.Dequeue();
        }

        StartDay();
        return now;
    }

    private void StartDay()
    {
        var today = time.GetUtcNow().UtcDateTime.Date;
        if (today != _day)
        {
            (_day, _used) = (today, 0);
        }
    }
}
