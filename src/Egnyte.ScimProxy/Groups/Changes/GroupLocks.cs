using Egnyte.ScimProxy.Resources;

namespace Egnyte.ScimProxy.Groups.Changes;

/// <summary>
/// One change of a group at a time in this process, wherever a change reads the group and may write it whole: two at once would
/// undo each other. A request does not wait beyond its own deadline.
/// </summary>
internal sealed class GroupLocks
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

    /// <summary>Waits for the other changes of the group; null if they take longer than the time that is left.</summary>
    public async Task<IDisposable?> TakeAsync(EgnyteGroupId id, TimeSpan timeLeft, TimeProvider time, CancellationToken cancellationToken)
    {
        Gate? gate;
        lock (_gates)
        {
            if (!_gates.TryGetValue(id.Value, out gate))
            {
                _gates.Add(id.Value, gate = new Gate());
            }

            gate.Requests++;
        }

        try
        {
            if (gate.Semaphore.Wait(TimeSpan.Zero, CancellationToken.None) || await WaitAsync(gate, timeLeft, time, cancellationToken))
            {
                return new Lease(this, id, gate);
            }
        }
        catch
        {
            Leave(id, gate);
            throw;
        }

        Leave(id, gate);
        return null;
    }

    private static async Task<bool> WaitAsync(Gate gate, TimeSpan timeLeft, TimeProvider time, CancellationToken cancellationToken)
    {
        using var end = new CancellationTokenSource(timeLeft, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        try
        {
            await gate.Semaphore.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Leave(EgnyteGroupId id, Gate gate)
    {
        lock (_gates)
        {
            if (--gate.Requests == 0)
            {
                _gates.Remove(id.Value);
                gate.Semaphore.Dispose();
            }
        }
    }

    private sealed class Gate
    {
        public SemaphoreSlim Semaphore { get; } = new(1, 1);

        public int Requests { get; set; }
    }

    private sealed class Lease(GroupLocks locks, EgnyteGroupId id, Gate gate) : IDisposable
    {
        private bool _isOver;

        public void Dispose()
        {
            if (!_isOver)
            {
                _isOver = true;
                gate.Semaphore.Release();
                locks.Leave(id, gate);
            }
        }
    }
}
