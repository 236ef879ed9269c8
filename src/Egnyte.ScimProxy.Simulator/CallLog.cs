namespace Egnyte.ScimProxy.Simulator;

/// <summary>What was asked of the imitated API. A call is in the log before its answer leaves.</summary>
public sealed class CallLog
{
    /// <summary>How many calls are kept; older ones are only counted.</summary>
    public const int Capacity = 10_000;

    private readonly Lock _sync = new();
    private readonly Queue<SimulatedCall> _latest = new();
    private readonly Dictionary<string, int> _perRoute = new(StringComparer.Ordinal);
    private long _sequence;

    internal CallLog(bool enabled) => Enabled = enabled;

    /// <summary>Raised for every recorded call, before its answer leaves; a slow listener slows the simulator.</summary>
    public event Action<SimulatedCall>? Recorded;

    /// <summary>Whether calls are recorded and counted at all.</summary>
    public bool Enabled { get; set; }

    /// <summary>Calls since the log was cleared.</summary>
    public int Count
    {
        get { lock (_sync) { return (int)_sequence; } }
    }

    /// <summary>The latest calls, oldest first.</summary>
    public IReadOnlyList<SimulatedCall> Snapshot()
    {
        lock (_sync) { return [.. _latest]; }
    }

    /// <summary>Calls of one route, such as <c>POST /pubapi/v2/users</c>, since the log was cleared.</summary>
    public int CountOf(string route)
    {
        lock (_sync) { return _perRoute.GetValueOrDefault(route); }
    }

    /// <summary>Calls by route since the log was cleared.</summary>
    public IReadOnlyDictionary<string, int> CountsPerRoute()
    {
        lock (_sync) { return new Dictionary<string, int>(_perRoute, StringComparer.Ordinal); }
    }

    /// <summary>Clears the log and starts counting at 1 again.</summary>
    public void Clear()
    {
        lock (_sync)
        {
            _latest.Clear();
            _perRoute.Clear();
            _sequence = 0;
        }
    }

    internal void Record(SimulatedCall call)
    {
        lock (_sync)
        {
            call = call with { Sequence = ++_sequence };
            if (_latest.Count == Capacity)
            {
                _latest.Dequeue();
            }

            _latest.Enqueue(call);
            _perRoute[call.Route] = _perRoute.GetValueOrDefault(call.Route) + 1;
        }

        Recorded?.Invoke(call);
    }
}
