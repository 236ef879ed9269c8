namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>The queued calls of one token: a queue for each priority. A lower priority is sent later, but is never starved.</summary>
internal sealed class PriorityCallQueue
{
    /// <summary>Reads of single users that may precede deactivations: 2 s of calls at 2 calls/s. Further reads do not overtake other calls.</summary>
    private const int MostReadsAmongDeactivations = 4;

    /// <summary>
    /// So many calls of higher priorities are sent before one of this priority. Other writes keep a quarter of the rate during a mass
    /// deactivation, and an import keeps an eighth during a rollout.
    /// </summary>
    private static readonly int[] MostServedBefore = [0, 3, 7];

    private readonly List<QueuedCall>[] _queues = [[], [], []];
    private readonly int[] _servedBefore = [0, 0, 0];

    public int Count => _queues[0].Count + _queues[1].Count + _queues[2].Count;

    /// <summary>All queued calls, by priority.</summary>
    public IEnumerable<QueuedCall> All => _queues.SelectMany(queue => queue);

    /// <summary>How many queued calls are look-ups, which a write will most likely follow.</summary>
    public int LookUps => All.Count(queuedCall => queuedCall.State.IsLookUp);

    /// <summary>The call that is sent next; null when no call is queued.</summary>
    public QueuedCall? Next
    {
        get
        {
            for (var queue = _queues.Length - 1; queue > 0; queue--)
            {
                if (_queues[queue].Count > 0 && _servedBefore[queue] >= MostServedBefore[queue])
                {
                    return _queues[queue][0];
                }
            }

            return All.FirstOrDefault();
        }
    }

    /// <summary>
    /// Adds a call. The read of one user is queued among the deactivations while few are there: an app of Okta's wizard reads a user before
    /// it deactivates that user (scim-clients.md §3.5), and this read looks like any other. Where many users are read, they wait with the others.
    /// </summary>
    public void Add(QueuedCall queuedCall)
    {
        var isAmongDeactivations = queuedCall.State.IsReadOfUser && _queues[(int)EgnytePriority.Deactivation].Count < MostReadsAmongDeactivations;
        queuedCall.Queue = isAmongDeactivations ? EgnytePriority.Deactivation : queuedCall.Queue;

        // A request's second call or attempt goes before calls of later requests, so that started requests end first. A certain
        // deactivation goes before a read that may precede one.
        var queue = _queues[(int)queuedCall.Queue];
        var arrivedAt = queuedCall.State.Call.ArrivedAt;
        var last = queue.FindLastIndex(other => other.State.Call.ArrivedAt <= arrivedAt && (other.IsDeactivation || !queuedCall.IsDeactivation));
        queue.Insert(last + 1, queuedCall);
    }

    /// <summary>Removes a call from its queue, if it is still there.</summary>
    public void Remove(QueuedCall queuedCall) => _queues[(int)queuedCall.Queue].Remove(queuedCall);

    /// <summary>Removes the next call and counts it for the priorities that it was sent before.</summary>
    public void Serve(QueuedCall queuedCall)
    {
        Remove(queuedCall);
        _servedBefore[(int)queuedCall.Queue] = 0;
        for (var later = (int)queuedCall.Queue + 1; later < _queues.Length; later++)
        {
            _servedBefore[later] = _queues[later].Count > 0 ? _servedBefore[later] + 1 : 0;
        }
    }

    /// <summary>How many calls are sent before one that has so many before it in its own queue.</summary>
    public int Before(EgnytePriority priority, int ahead)
    {
        var queue = (int)priority;
        var before = ahead + Math.Min(_queues.Take(queue).Sum(earlier => earlier.Count), MostServedBefore[queue] * (ahead + 1));
        return before + Enumerable.Range(queue + 1, _queues.Length - queue - 1).Sum(later => Math.Min(_queues[later].Count, before / MostServedBefore[later]));
    }

    public IReadOnlyList<QueuedCall> QueueOf(EgnytePriority priority) => _queues[(int)priority];
}
