using Egnyte.ScimProxy.EgnyteApi.Models;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>The users that were read or written a moment ago: 4,096 at most, each for 5 s; a collision just overwrites.</summary>
public sealed class EgnyteUserMemo(TimeProvider time)
{
    private const int Slots = 4096;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private readonly Entry?[] _entries = new Entry?[Slots];

    /// <summary>Remembers a user as Egnyte has just answered it to this token.</summary>
    public void Remember(TokenHash token, EgnyteUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        Volatile.Write(ref SlotOf(token, user.Id), new Entry(token, user, time.GetTimestamp()));
    }

    /// <summary>The user, if this token saw it less than 5 s ago.</summary>
    public EgnyteUser? Recall(TokenHash token, long id)
    {
        var entry = Volatile.Read(ref SlotOf(token, id));
        return entry is not null && entry.User.Id == id && entry.Token == token && time.GetElapsedTime(entry.At) < Lifetime
            ? entry.User
            : null;
    }

    /// <summary>Forgets one user, for every outcome of a write that is not a fresh answer.</summary>
    public void Forget(TokenHash token, long id)
    {
        ref var slot = ref SlotOf(token, id);
        if (Volatile.Read(ref slot) is { } entry && entry.User.Id == id && entry.Token == token)
        {
            Interlocked.CompareExchange(ref slot, null, entry);
        }
    }

    /// <summary>Forgets all that a token has read, because Egnyte refused it.</summary>
    public void Forget(TokenHash token)
    {
        for (var i = 0; i < _entries.Length; i++)
        {
            if (Volatile.Read(ref _entries[i]) is { } entry && entry.Token == token)
            {
                Interlocked.CompareExchange(ref _entries[i], null, entry);
            }
        }
    }

    private ref Entry? SlotOf(TokenHash token, long id) =>
        ref _entries[(int)((uint)HashCode.Combine(token.GetHashCode(), id) % Slots)];

    private sealed record Entry(TokenHash Token, EgnyteUser User, long At);
}
