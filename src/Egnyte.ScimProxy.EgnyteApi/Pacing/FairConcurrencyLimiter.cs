using System.Net;
using System.Net.Sockets;

namespace Egnyte.ScimProxy.EgnyteApi.Pacing;

/// <summary>
/// A concurrency limit that is fair by client address: waiting calls are admitted in rotation over the addresses, the newest call of an
/// address first. Under overload the newest call is answered soon, and the oldest, whose client has waited longest, is rejected.
/// </summary>
internal sealed class FairConcurrencyLimiter(int mostActive, int mostQueued)
{
    private const int NetworkBytesOfIPv6 = 8;

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, LinkedList<TaskCompletionSource<bool>>> _queues = [];
    private readonly Queue<IPAddress> _rotation = new();
    private int _active;
    private int _queued;

    public int Queued
    {
        get
        {
            lock (_lock)
            {
                return _queued;
            }
        }
    }

    /// <summary>Admits a call at once if a slot is free; an admitted call must leave.</summary>
    public bool TryEnter()
    {
        lock (_lock)
        {
            // While calls wait, no slot is free.
            var isFree = _active < mostActive;
            _active += isFree ? 1 : 0;
            return isFree;
        }
    }

    /// <summary>Waits for admission; an admitted call must leave.</summary>
    /// <returns>False if the queue was full and the call was the oldest of the address with the most queued calls.</returns>
    public async Task<bool> EnterAsync(IPAddress? client, CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource<bool>> call;
        var network = NetworkOf(client ?? IPAddress.None);
        lock (_lock)
        {
            if (_active < mostActive)
            {
                _active++;
                return true;
            }

            call = Enqueue(network);
            if (_queued > mostQueued)
            {
                RejectOldest();
            }
        }

        await using var cancellation = cancellationToken.Register(() => Cancel(network, call, cancellationToken));
        return await call.Value.Task;
    }

    public void Leave()
    {
        lock (_lock)
        {
            _active--;
            while (_active < mostActive && _rotation.TryDequeue(out var network))
            {
                var queue = _queues[network];
                Admit(network, queue.First!);
                if (queue.Count > 0)
                {
                    _rotation.Enqueue(network);
                }
            }
        }
    }

    /// <summary>Admits every queued call, beyond the limit.</summary>
    public void Release()
    {
        lock (_lock)
        {
            foreach (var network in _rotation)
            {
                while (_queues.TryGetValue(network, out var queue))
                {
                    Admit(network, queue.First!);
                }
            }

            _rotation.Clear();
        }
    }

    // One IPv6 client has a whole /64 of addresses.
    private static IPAddress NetworkOf(IPAddress client)
    {
        if (client.IsIPv4MappedToIPv6)
        {
            return client.MapToIPv4();
        }

        if (client.AddressFamily is not AddressFamily.InterNetworkV6)
        {
            return client;
        }

        var bytes = client.GetAddressBytes();
        bytes.AsSpan(NetworkBytesOfIPv6).Clear();
        return new IPAddress(bytes);
    }

    private LinkedListNode<TaskCompletionSource<bool>> Enqueue(IPAddress network)
    {
        if (!_queues.TryGetValue(network, out var queue))
        {
            _queues.Add(network, queue = new());
            _rotation.Enqueue(network);
        }

        _queued++;
        return queue.AddFirst(new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    private void RejectOldest()
    {
        var (network, queue) = _queues.MaxBy(entry => entry.Value.Count);
        var oldest = queue.Last!;
        Remove(network, oldest);
        oldest.Value.TrySetResult(false);
        ForgetIfEmpty(network);
    }

    private void Admit(IPAddress network, LinkedListNode<TaskCompletionSource<bool>> call)
    {
        Remove(network, call);
        _active++;
        call.Value.TrySetResult(true);
    }

    private void Cancel(IPAddress network, LinkedListNode<TaskCompletionSource<bool>> call, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (call.List is null)
            {
                // It was admitted or rejected at the same moment.
                return;
            }

            Remove(network, call);
            ForgetIfEmpty(network);
        }

        call.Value.TrySetCanceled(cancellationToken);
    }

    private void Remove(IPAddress network, LinkedListNode<TaskCompletionSource<bool>> call)
    {
        var queue = _queues[network];
        queue.Remove(call);
        _queued--;
        if (queue.Count == 0)
        {
            _queues.Remove(network);
        }
    }

    // The rotation names each address with a queue once.
    private void ForgetIfEmpty(IPAddress network)
    {
        for (var left = _queues.ContainsKey(network) ? 0 : _rotation.Count; left > 0; left--)
        {
            if (_rotation.Dequeue() is var next && !next.Equals(network))
            {
                _rotation.Enqueue(next);
            }
        }
    }
}
