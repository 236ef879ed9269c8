namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>The latest calls of a token: at most so many in any window of time. All times are timestamps.</summary>
internal sealed class CallWindow(int size, long length)
{
    private const long Never = long.MinValue / 2;

    private long[] _sends = Empty(size);
    private int _oldest;

    /// <summary>The length of the window.</summary>
    public long Length { get; set; } = length;

    public void Take(long now)
    {
        _sends[_oldest] = now;
        _oldest = (_oldest + 1) % _sends.Length;
    }

    /// <summary>When the turn of whoever has so many before them comes, if nobody may go before <paramref name="notBefore"/>.</summary>
    public long TurnOf(int before, long notBefore)
    {
        var slot = _sends[(_oldest + (before % _sends.Length)) % _sends.Length];
        return Math.Max(notBefore, slot + Length) + (before / _sends.Length * Length);
    }

    public void Resize(int size)
    {
        if (size != _sends.Length)
        {
            // The most recent calls still count.
            var kept = Enumerable.Range(0, _sends.Length).Select(i => _sends[(_oldest + i) % _sends.Length]).TakeLast(size).ToArray();
            _sends = [.. Empty(size - kept.Length), .. kept];
            _oldest = 0;
        }
    }

    private static long[] Empty(int size)
    {
        var sends = new long[size];
        Array.Fill(sends, Never);
        return sends;
    }
}
