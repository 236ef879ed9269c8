using Egnyte.ScimProxy.EgnyteApi;

namespace Egnyte.ScimProxy.Groups;

/// <summary>
/// One change of a group at a time in this process, wherever a change reads the group and may write it whole: two at once would
/// undo each other. Nobody waits beyond their own deadline.
/// </summary>
internal sealed class GroupTurns
{
    private readonly Dictionary<string, Gate> _gates = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The groups that are being changed.</summary>
    public int Count
    {
        get
        {
            lock (_gates)
            {
                return _gates.Count;
            }
        }
    }

    /// <exception cref="EgnyteApiException">The others took all the time there was: come back later. Nothing was sent.</exception>
    public async Task<IDisposable> TakeAsync(EgnyteGroupId id, TimeSpan timeLeft, CancellationToken cancellationToken)
    {
        Gate? gate;
        lock (_gates)
        {
            if (!_gates.TryGetValue(id.Value, out gate))
            {
                _gates.Add(id.Value, gate = new Gate());
            }

            gate.People++;
        }

        try
        {
            if (!await gate.Semaphore.WaitAsync(timeLeft, cancellationToken))
            {
                throw new EgnyteApiException(EgnyteFailure.Throttled, "PATCH /pubapi/v2/groups/{id}") { Reason = "other changes of the group are under way" };
            }
        }
        catch
        {
            Leave(id, gate);
            throw;
        }

        return new Turn(this, id, gate);
    }

    private void Leave(EgnyteGroupId id, Gate gate)
    {
        lock (_gates)
        {
            if (--gate.People == 0)
            {
                _gates.Remove(id.Value);
                gate.Semaphore.Dispose();
            }
        }
    }

    private sealed class Gate
    {
        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        public int People { get; set; }
    }

    private sealed class Turn(GroupTurns turns, EgnyteGroupId id, Gate gate) : IDisposable
    {
        private bool _isOver;

        public void Dispose()
        {
            if (!_isOver)
            {
                _isOver = true;
                gate.Semaphore.Release();
                turns.Leave(id, gate);
            }
        }
    }
}
