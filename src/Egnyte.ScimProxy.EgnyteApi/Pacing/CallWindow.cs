namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>When the latest calls of a token were sent. All times are timestamps.</summary>
internal sealed class CallWindow(int size)
{
    private const long Never = long.MinValue / 2;

    private readonly List<long> _times = [.. Enumerable.Repeat(Never, size)];

    public void Add(long now)
    {
        _times.RemoveAt(0);
        _times.Add(now);
    }

    /// <summary>When a call with so many before it may be sent, if only as many as are remembered may be sent in any window of that length.</summary>
    public long NextAt(int before, long length, long notBefore) =>
        Math.Max(notBefore, _times[before % _times.Count] + length) + (before / _times.Count * length);

    /// <summary>The most recent calls still count.</summary>
    public void Resize(int size)
    {
        _times.InsertRange(0, Enumerable.Repeat(Never, Math.Max(0, size - _times.Count)));
        _times.RemoveRange(0, _times.Count - size);
    }
}
