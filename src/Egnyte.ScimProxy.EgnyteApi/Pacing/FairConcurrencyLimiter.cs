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
    private readonly List<Client> _rotation = [];
    private int _active;

    public int Queued
    {
        get { lock (_lock) { return CountQueued(); } }
    }

    /// <summary>Waits for admission; an admitted call must leave.</summary>
    /// <returns>False if the queue was full and the call was the oldest of the address with the most queued calls.</returns>
    public async Task<bool> EnterAsync(IPAddress? address, CancellationToken cancellationToken)
    {
        var call = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_active < mostActive)
            {
                _active++;
                return true;
            }

            ClientOf(NetworkOf(address ?? IPAddress.None)).Calls.Add(call);
            if (CountQueued() > mostQueued)
            {
                var longest = _rotation.MaxBy(client => client.Calls.Count)!;
                End(longest, longest.Calls[0], isAdmitted: false);
            }
        }

        await using var cancellation = cancellationToken.Register(() => Cancel(call, cancellationToken));
        return await call.Task;
    }

    /// <summary>The slot is the next call's, if one waits.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (_rotation.Count == 0)
            {
                _active--;
                return;
            }

            var next = _rotation[0];
            _rotation.RemoveAt(0);
            _rotation.Add(next);
            End(next, next.Calls[^1], isAdmitted: true);
        }
    }

    // One IPv6 client has a whole /64 of addresses.
    private static IPAddress NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily is not AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytesOfIPv6).Clear();
        return new IPAddress(bytes);
    }

    private int CountQueued() => _rotation.Sum(client => client.Calls.Count);

    private Client ClientOf(IPAddress network)
    {
        if (_rotation.Find(client => client.Network.Equals(network)) is not { } client)
        {
            _rotation.Add(client = new Client(network, []));
        }

        return client;
    }

    private void End(Client client, TaskCompletionSource<bool> call, bool isAdmitted)
    {
        Remove(client, call);
        call.TrySetResult(isAdmitted);
    }

    private void Cancel(TaskCompletionSource<bool> call, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_rotation.Find(client => client.Calls.Contains(call)) is { } client)
            {
                Remove(client, call);
                call.TrySetCanceled(cancellationToken);
            }
        }
    }

    private void Remove(Client client, TaskCompletionSource<bool> call)
    {
        client.Calls.Remove(call);
        if (client.Calls.Count == 0)
        {
            _rotation.Remove(client);
        }
    }

    private sealed record Client(IPAddress Network, List<TaskCompletionSource<bool>> Calls);
}
