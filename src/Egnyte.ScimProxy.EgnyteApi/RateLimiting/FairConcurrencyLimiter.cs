using System.Net;
using System.Net.Sockets;

namespace Egnyte.ScimProxy.EgnyteApi.RateLimiting;

/// <summary>
/// A concurrency limit that is fair by client address. The next free slot is given to the address that holds the fewest, and there to its
/// newest call. Under overload the newest call is answered soon and the oldest one is rejected.
/// </summary>
internal sealed class FairConcurrencyLimiter(int mostActive, int mostQueued)
{
    // One IPv6 client has a whole /64 of addresses.
    private const int NetworkBytesOfIPv6 = 8;

    private readonly Lock _lock = new();
    private readonly List<IPAddress> _active = [];
    private readonly List<Call> _queue = [];

    public int Queued
    {
        get { lock (_lock) { return _queue.Count; } }
    }

    /// <summary>Waits for a slot. An admitted call must call <see cref="Leave"/>.</summary>
    /// <returns>False if the queue was full and the call was the oldest of the address with the most queued calls.</returns>
    public async Task<bool> EnterAsync(IPAddress? address, CancellationToken cancellationToken)
    {
        var call = new Call(NetworkOf(address));
        lock (_lock)
        {
            if (_active.Count < mostActive)
            {
                _active.Add(call.Network);
                return true;
            }

            _queue.Add(call);
            if (_queue.Count > mostQueued)
            {
                End(_queue.GroupBy(queued => queued.Network).MaxBy(client => client.Count())!.First(), isAdmitted: false);
            }
        }

        await using var cancellation = cancellationToken.Register(() => Cancel(call, cancellationToken));
        return await call.Task;
    }

    /// <summary>Frees the slot of a call. Among addresses that hold equally few slots, the one that has waited longest is next.</summary>
    public void Leave(IPAddress? address)
    {
        lock (_lock)
        {
            _active.Remove(NetworkOf(address));
            if (_queue.Count > 0)
            {
                var next = _queue.GroupBy(queued => queued.Network).MinBy(client => _active.Count(client.Key.Equals))!.Last();
                _active.Add(next.Network);
                End(next, isAdmitted: true);
            }
        }
    }

    private static IPAddress NetworkOf(IPAddress? address)
    {
        address = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address ?? IPAddress.None;
        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytesOfIPv6).Clear();
        return new IPAddress(bytes);
    }

    private void End(Call call, bool isAdmitted)
    {
        _queue.Remove(call);
        call.TrySetResult(isAdmitted);
    }

    private void Cancel(Call call, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _queue.Remove(call);
            call.TrySetCanceled(cancellationToken);
        }
    }

    private sealed class Call(IPAddress network) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public IPAddress Network => network;
    }
}
