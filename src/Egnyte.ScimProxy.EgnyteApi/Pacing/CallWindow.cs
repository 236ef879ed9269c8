namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>When the latest calls of a token were sent, or were answered. All times are timestamps.</summary>
internal sealed class CallWindow(int size)
{
    private const long Never = long.MinValue / 2;

    private long[] _times = Empty(size);
    private int _oldest;

    public int Size => _times.Length;

    public void Add(long now)
    {
        _times[_oldest] = now;
        _oldest = (_oldest + 1) % _times.Length;
    }

    /// <summary>The time before which so many, up to all, were added later or then.</summary>
    public long Latest(int count) => _times[(_oldest + _times.Length - count) % _times.Length];

    /// <summary>When a call with so many before it may be sent, if only as many as are remembered may be sent in any window of that length.</summary>
    public long NextAt(int before, long length, long notBefore) =>
        Math.Max(notBefore, _times[(_oldest + before) % _times.Length] + length) + (before / _times.Length * length);

    public void Resize(int size)
    {
        if (size != _times.Length)
        {
            // The most recent calls still count.
            var kept = Enumerable.Range(0, _times.Length).Select(i => _times[(_oldest + i) % _times.Length]).TakeLast(size).ToArray();
            _times = [.. Empty(size - kept.Length), .. kept];
            _oldest = 0;
        }
    }

    private static long[] Empty(int size)
    {
        var times = new long[size];
        Array.Fill(times, Never);
        return times;
    }
}
