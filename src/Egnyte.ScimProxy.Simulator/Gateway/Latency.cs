namespace Egnyte.ScimProxy.Simulator.Gateway;

/// <summary>How long every call is held: a fixed time, and a part that differs from call to call but not from run to run.</summary>
internal sealed class Latency
{
    private readonly Lock _sync = new();
    private readonly SimulatorOptions _options;
    private TimeSpan _fixed;
    private TimeSpan _jitter;
    private int _seed;
    private Random _random = new(0);

    public Latency(SimulatorOptions options)
    {
        _options = options;
        Reset();
    }

    public TimeSpan Fixed
    {
        get { lock (_sync) { return _fixed; } }
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            lock (_sync) { _fixed = value; }
        }
    }

    public TimeSpan Jitter
    {
        get { lock (_sync) { return _jitter; } }
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            lock (_sync) { _jitter = value; }
        }
    }

    /// <summary>Set, even to what it is, it begins the sequence again.</summary>
    public int Seed
    {
        get { lock (_sync) { return _seed; } }
        set { lock (_sync) { (_seed, _random) = (value, new Random(value)); } }
    }

    public void Reset() => (Fixed, Jitter, Seed) = (_options.Latency, _options.Jitter, _options.JitterSeed);

    public TimeSpan NextHold()
    {
        lock (_sync)
        {
            return _jitter > TimeSpan.Zero ? _fixed + (_random.NextDouble() * _jitter) : _fixed;
        }
    }
}
