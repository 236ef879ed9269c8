namespace Egnyte.ScimProxy.Simulator.Dialect;

/// <summary>The dialect of the calls that arrive from now on.</summary>
internal sealed class CurrentDialect(SimulatorDialect dialect)
{
    private volatile SimulatorDialect _value = dialect;

    public SimulatorDialect Value
    {
        get => _value;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _value = value;
        }
    }
}
