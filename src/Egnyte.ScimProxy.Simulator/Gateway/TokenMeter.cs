using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Gateway;

/// <summary>One token's calls of the last second and of the day. A refused call counts towards neither.</summary>
internal sealed class TokenMeter(TimeProvider time)
{
    private readonly Lock _sync = new();
    private readonly Queue<long> _lastSecond = new();
    private DateTime _day;
    private int _used;

    /// <summary>Counts the call, or says why it is refused.</summary>
    public Admission Admit(int callsPerSecond, int callsPerDay, SimulatorDialect dialect)
    {
        lock (_sync)
        {
            var now = StartOfCall();
            Answer? refusal = null;
            if (_lastSecond.Count >= callsPerSecond)
            {
                refusal = MasheryAnswers.OverQps(dialect);
            }
            else if (_used >= callsPerDay)
            {
                refusal = MasheryAnswers.OverRate(dialect, time.GetUtcNow());
            }
            else
            {
                _lastSecond.Enqueue(now);
                _used++;
            }

            return new Admission(refusal, new QuotaReading(callsPerSecond, _lastSecond.Count, callsPerDay, _used));
        }
    }

    /// <summary>Where the token stands, without a call.</summary>
    public QuotaReading Read(int callsPerSecond, int callsPerDay)
    {
        lock (_sync)
        {
            StartOfCall();
            return new QuotaReading(callsPerSecond, _lastSecond.Count, callsPerDay, _used);
        }
    }

    public void Use(int used)
    {
        lock (_sync)
        {
            StartOfCall();
            _used = used;
        }
    }

    public void Reset()
    {
        lock (_sync)
        {
            _lastSecond.Clear();
            _used = 0;
        }
    }

    private long StartOfCall()
    {
        var now = time.GetTimestamp();
        while (_lastSecond.TryPeek(out var oldest) && now - oldest >= time.TimestampFrequency)
        {
            _lastSecond.Dequeue();
        }

        var today = time.GetUtcNow().UtcDateTime.Date;
        if (today != _day)
        {
            (_day, _used) = (today, 0);
        }

        return now;
    }
}
