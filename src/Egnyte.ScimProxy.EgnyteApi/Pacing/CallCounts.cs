namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>
/// How many calls of a token Egnyte took of late, and how many of them were this process's own, by Egnyte's count of the day's calls in its
/// answers. What neither explains was another's. All times are timestamps.
/// </summary>
/// <param name="span">How far it looks back.</param>
internal sealed class CallCounts(long span)
{
    private readonly Queue<(long At, int Used, int Own)> _since = new();
    private (long At, int Used, int Own)? _first;
    private (long At, int Used, int Own) _last;

    /// <summary>How much lower than the last one a count may be: answers overtake each other. One that is lower still is of another day.</summary>
    public required int MostOvertaken { get; set; }

    /// <summary>The calls of all, from the first answer that it looks back at to the last.</summary>
    public int OfAll => _first is { } first ? _last.Used - first.Used : 0;

    /// <summary>Those of them that were this process's own.</summary>
    public int Own => _first is { } first ? _last.Own - first.Own : 0;

    /// <summary>From the first answer to the last.</summary>
    public long Length => _first is { } first ? _last.At - first.At : 0;

    /// <summary>Takes an answer.</summary>
    /// <param name="now">Now.</param>
    /// <param name="used">Egnyte's count in it.</param>
    /// <param name="own">How many calls of this process Egnyte has taken so far, as heard.</param>
    public void Add(long now, int used, int own)
    {
        if (used < _last.Used - MostOvertaken || now - _last.At > span)
        {
            // Another day, or so long ago that nobody knows when the others called: what was known tells nothing now.
            Clear();
            _last = default;
        }

        _last = (now, Math.Max(used, _last.Used), own);
        if (_first is null)
        {
            _first = _last;
            return;
        }

        _since.Enqueue(_last);
        while (_since.Count > 1 && now - _since.Peek().At > span)
        {
            _first = _since.Dequeue();
        }
    }

    public void Clear()
    {
        _first = null;
        _since.Clear();
    }
}
