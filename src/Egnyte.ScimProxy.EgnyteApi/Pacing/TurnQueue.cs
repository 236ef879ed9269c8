namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>Who waits for one token: three lines, the first before the second before the third, but none of them for ever.</summary>
internal sealed class TurnQueue
{
    /// <summary>So many turns of deactivations, then one of the others: they keep a quarter of the rate during a mass deactivation.</summary>
    private const int BeforeOrdinary = 3;

    /// <summary>So many turns of others, then one of the lists: an import goes on during a rollout, and costs it an eighth.</summary>
    private const int BeforeList = 7;

    /// <summary>Reads of single users that may be deactivations; a client that reads many users is then not served before all others.</summary>
    private const int MostAmongLeavers = 4;

    private readonly LinkedList<Turn> _deactivations = new();
    private readonly LinkedList<Turn> _ordinary = new();
    private readonly LinkedList<Turn> _lists = new();

    private int _readsAmongLeavers;
    private int _ordinaryPassedOver;
    private int _listsPassedOver;

    public int Count => _deactivations.Count + _ordinary.Count + _lists.Count;

    /// <summary>How many of those who wait will most likely be followed by a write.</summary>
    public int LookUps { get; private set; }

    /// <summary>Whose turn is next; null when nobody waits.</summary>
    public Turn? Next =>
        _lists.First is { } list && _listsPassedOver >= BeforeList ? list.Value
        : _ordinary.First is { } ordinary && _ordinaryPassedOver >= BeforeOrdinary ? ordinary.Value
        : (_deactivations.First ?? _ordinary.First ?? _lists.First)?.Value;

    /// <summary>
    /// Whether the read of one person may wait with the leavers: an app of Okta's wizard reads whom it deactivates first (scim-clients.md
    /// §3.5), and that read cannot be told from any other. Where many are read, they wait with the others.
    /// </summary>
    public bool HasRoomAmongLeavers => _deactivations.Count < MostAmongLeavers;

    public int CountOf(EgnytePriority priority) => LineOf(priority).Count;

    /// <summary>How many calls of a kind wait, whichever line they are in.</summary>
    public int WaitingOf(EgnytePriority priority) => CountOf(priority) + priority switch
    {
        EgnytePriority.Deactivation => -_readsAmongLeavers,
        EgnytePriority.Ordinary => _readsAmongLeavers,
        _ => 0,
    };

    public void Add(Turn turn)
    {
        // A second call of a request, or its second attempt, goes before those who came later: what is begun is finished. Who leaves for
        // certain goes before those of whom it is only read who they are.
        var line = LineOf(turn.Priority);
        var before = line.Last;
        while (before is not null && (before.Value.ArrivedAt > turn.ArrivedAt || (turn.Leaves && !before.Value.Leaves)))
        {
            before = before.Previous;
        }

        turn.Place = before is null ? line.AddFirst(turn) : line.AddAfter(before, turn);
        Note(turn, 1);
    }

    /// <summary>Whether somebody waits in a later line.</summary>
    public bool HasBehind(EgnytePriority priority) => Count > CountUpTo(priority);

    /// <summary>Takes a turn out of its line, unless it is in none any more.</summary>
    public void Remove(Turn turn)
    {
        if (turn.Place?.List is not { } line)
        {
            return;
        }

        line.Remove(turn.Place);
        Note(turn, -1);
    }

    /// <summary>Takes out whose turn is next, and remembers who was passed over.</summary>
    public void Serve(Turn turn)
    {
        Remove(turn);
        var priority = turn.Priority;
        _ordinaryPassedOver = priority == EgnytePriority.Ordinary || _ordinary.Count == 0 ? 0 : priority == EgnytePriority.Deactivation ? _ordinaryPassedOver + 1 : _ordinaryPassedOver;
        _listsPassedOver = priority != EgnytePriority.List && _lists.Count > 0 ? _listsPassedOver + 1 : 0;
    }

    /// <summary>How many turns come before one of a request that came then.</summary>
    public int Before(EgnytePriority priority, long arrivedAt)
    {
        var ahead = 0;
        for (var place = LineOf(priority).Last; place is not null; place = place.Previous)
        {
            if (place.Value.ArrivedAt <= arrivedAt)
            {
                ahead = LineOf(priority).Count - ahead;
                break;
            }

            ahead++;
            if (place.Previous is null)
            {
                ahead = 0;
            }
        }

        return Before(priority, ahead);
    }

    /// <summary>Who waits, in the order of their lines.</summary>
    public IReadOnlyList<Turn> All() => [.. _deactivations, .. _ordinary, .. _lists];

    /// <summary>How many turns come before one that has so many before it in its own line.</summary>
    public int Before(EgnytePriority priority, int ahead)
    {
        switch (priority)
        {
            case EgnytePriority.Deactivation:
                return ahead + Math.Min(_ordinary.Count, ahead / BeforeOrdinary) + Math.Min(_lists.Count, ahead / BeforeList);
            case EgnytePriority.Ordinary:
                var urgent = Math.Min(_deactivations.Count, BeforeOrdinary * (ahead + 1));
                return ahead + urgent + Math.Min(_lists.Count, (ahead + urgent) / BeforeList);
            default:
                return ahead + Math.Min(_deactivations.Count + _ordinary.Count, BeforeList * (ahead + 1));
        }
    }

    private void Note(Turn turn, int change)
    {
        LookUps += turn.IsLookUp ? change : 0;
        _readsAmongLeavers += turn is { Priority: EgnytePriority.Deactivation, Leaves: false } ? change : 0;
    }

    private int CountUpTo(EgnytePriority priority) => priority switch
    {
        EgnytePriority.Deactivation => _deactivations.Count,
        EgnytePriority.Ordinary => _deactivations.Count + _ordinary.Count,
        _ => Count,
    };

    private LinkedList<Turn> LineOf(EgnytePriority priority) => priority switch
    {
        EgnytePriority.Deactivation => _deactivations,
        EgnytePriority.Ordinary => _ordinary,
        _ => _lists,
    };
}
