namespace Egnyte.ScimProxy.Simulator.Gateway;

/// <summary>The tokens that are known, what each has used, and what each may use.</summary>
internal sealed class TokenMeters
{
    private readonly Dictionary<string, TokenMeter> _byToken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TokenMeter>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private volatile int _callsPerSecond;
    private volatile int _callsPerDay;

    public TokenMeters(SimulatorOptions options)
    {
        (CallsPerSecond, CallsPerDay) = (options.CallsPerSecond, options.CallsPerDay);
        foreach (var token in options.Tokens.Prepend(options.Token))
        {
            _byToken.TryAdd(token, new TokenMeter(options.Time));
        }

        _lookup = _byToken.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int CallsPerSecond
    {
        get => _callsPerSecond;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _callsPerSecond = value;
        }
    }

    public int CallsPerDay
    {
        get => _callsPerDay;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _callsPerDay = value;
        }
    }

    public int UsedToday
    {
        get => _byToken.Values.Max(meter => meter.UsedToday);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            foreach (var meter in _byToken.Values)
            {
                meter.UsedToday = value;
            }
        }
    }

    public TokenMeter? Find(ReadOnlySpan<char> token) => _lookup.TryGetValue(token, out var meter) ? meter : null;

    public Admission Admit(TokenMeter meter, SimulatorDialect dialect) => meter.Admit(CallsPerSecond, CallsPerDay, dialect);

    public QuotaReading Read(TokenMeter? meter, SimulatorDialect dialect, bool isThrottled = false) =>
        meter?.Read(CallsPerSecond, CallsPerDay, dialect, isThrottled) ?? new QuotaReading(CallsPerSecond, 0, CallsPerDay, 0);

    public void Reset()
    {
        foreach (var meter in _byToken.Values)
        {
            meter.Reset();
        }
    }
}
