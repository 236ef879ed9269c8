namespace Egnyte.ScimProxy.EgnyteApi.Caching;

/// <summary>
/// When something was written last, as long as a read that began before may still arrive and be of use; not safe for several threads.
/// </summary>
internal sealed class RecentWrites(TimeProvider time, TimeSpan lifetime)
{
    private const int Most = 4_096;

    private readonly Dictionary<WrittenSubject, long> _last = [];

    private readonly Queue<(WrittenSubject Subject, long At)> _all = new();

    private long _knownFrom = long.MinValue;

    public int Count => _last.Count;

    public void Add(WrittenSubject subject)
    {
        var now = time.GetTimestamp();
        _last[subject] = now;
        _all.Enqueue((subject, now));
        while (_all.TryPeek(out var oldest) && (_all.Count > Most || time.GetElapsedTime(oldest.At) >= lifetime))
        {
            _all.Dequeue();
            _knownFrom = oldest.At;
            if (_last.TryGetValue(oldest.Subject, out var last) && last == oldest.At)
            {
                _last.Remove(oldest.Subject);
            }
        }
    }

    /// <summary>Whether every write since then is known; older ones may have been dropped for want of room.</summary>
    public bool Knows(long asOf) => asOf >= _knownFrom;

    public bool HasSince(long asOf, WrittenSubject subject) => _last.TryGetValue(subject, out var at) && at > asOf;
}
