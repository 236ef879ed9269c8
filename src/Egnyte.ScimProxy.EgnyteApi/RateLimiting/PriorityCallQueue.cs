namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>Who waits for one token: a line for each priority, the first before the second before the third, but none of them for ever.</summary>
internal sealed class PriorityCallQueue
{
    /// <summary>Reads of single users that may be deactivations; a client that reads many users is then not served before all others.</summary>
    private const int MostAmongLeavers = 4;

    /// <summary>
    /// So many turns of earlier lines, then one of this line: others keep a quarter of the rate during a mass deactivation, and an import
    /// goes on during a rollout, which costs that an eighth.
    /// </summary>
    private static readonly int[] MostBefore = [0, 3, 7];

    private readonly List<QueuedCall>[] _lines = [[], [], []];
    private readonly int[] _passedOver = [0, 0, 0];

    public int Count => _lines[0].Count + _lines[1].Count + _lines[2].Count;

    /// <summary>Who waits, in the order of their lines.</summary>
    public IEnumerable<QueuedCall> All => _lines.SelectMany(line => line);

    /// <summary>How many of those who wait will most likely be followed by a write.</summary>
    public int LookUps => All.Count(turn => turn.Exchange.IsLookUp);

    /// <summary>Whose turn is next; null when nobody waits.</summary>
    public QueuedCall? Next
    {
        get
        {
            for (var line = _lines.Length - 1; line > 0; line--)
            {
                if (_lines[line].Count > 0 && _passedOver[line] >= MostBefore[line])
                {
                    return _lines[line][0];
                }
            }

            return All.FirstOrDefault();
        }
    }

    /// <summary>
    /// The read of one person waits with the leavers where few are there: an app of Okta's wizard reads whom it deactivates first
    /// (scim-clients.md §3.5), and that read cannot be told from any other. Where many are read, they wait with the others.
    /// </summary>
    public void Add(QueuedCall turn)
    {
        var isAmongLeavers = turn.Exchange.IsReadOfAPerson && _lines[(int)EgnytePriority.Deactivation].Count < MostAmongLeavers;
        turn.Line = isAmongLeavers ? EgnytePriority.Deactivation : turn.Line;

        // A second call of a request, or its second attempt, goes before those who came later: what is begun is finished. Who leaves for
        // certain goes before those of whom it is only read who they are.
        var line = _lines[(int)turn.Line];
        line.Insert(line.FindLastIndex(other => other.Exchange.Call.ArrivedAt <= turn.Exchange.Call.ArrivedAt && (other.Leaves || !turn.Leaves)) + 1, turn);
    }

    /// <summary>Takes a turn out of its line, unless it is in none any more.</summary>
    public void Remove(QueuedCall turn) => _lines[(int)turn.Line].Remove(turn);

    /// <summary>Takes out whose turn is next, and remembers who was passed over.</summary>
    public void Serve(QueuedCall turn)
    {
        Remove(turn);
        _passedOver[(int)turn.Line] = 0;
        for (var later = (int)turn.Line + 1; later < _lines.Length; later++)
        {
            _passedOver[later] = _lines[later].Count > 0 ? _passedOver[later] + 1 : 0;
        }
    }

    /// <summary>How many turns come before one that has so many before it in its own line.</summary>
    public int Before(EgnytePriority priority, int ahead)
    {
        var line = (int)priority;
        var before = ahead + Math.Min(_lines.Take(line).Sum(earlier => earlier.Count), MostBefore[line] * (ahead + 1));
        return before + Enumerable.Range(line + 1, _lines.Length - line - 1).Sum(later => Math.Min(_lines[later].Count, before / MostBefore[later]));
    }

    public IReadOnlyList<QueuedCall> LineOf(EgnytePriority priority) => _lines[(int)priority];
}
