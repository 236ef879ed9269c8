using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.EgnyteApi.Caching;

/// <summary>Caches users for 5 s after they were read or written: at most 4,096. A collision overwrites the older entry.</summary>
public sealed class EgnyteUserCache(TimeProvider time)
{
    private const int Slots = 4096;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private readonly bool _isOff = EgnyteCaching.IsOff;

    private readonly Entry?[] _entries = new Entry?[Slots];

    /// <summary>Stores a user as Egnyte has just shown it to this token.</summary>
    /// <param name="token">The token that read it.</param>
    /// <param name="user">The user in Egnyte's response.</param>
    /// <param name="asOf">When the read began, as a timestamp; an entry of a later write stays. Null for the response to an own write.</param>
    public void Store(TokenHash token, EgnyteUser user, long? asOf = null)
    {
        ArgumentNullException.ThrowIfNull(user);
        ref var slot = ref SlotOf(token, user.Id);
        var present = Volatile.Read(ref slot);
        if (present is not null && present.IsOf(token, user.Id) && present.WrittenAt > asOf)
        {
            return;
        }

        var now = time.GetTimestamp();
        if (asOf is null)
        {
            Volatile.Write(ref slot, new Entry(token, user.Id, user, now, now));
        }
        else
        {
            Interlocked.CompareExchange(ref slot, new Entry(token, user.Id, user, now, long.MinValue), present);
        }
    }

    /// <summary>The user, if this token read or wrote it less than 5 s ago.</summary>
    public EgnyteUser? Find(TokenHash token, long id)
    {
        var entry = Volatile.Read(ref SlotOf(token, id));
        return !_isOff && entry is not null && entry.IsOf(token, id) && time.GetElapsedTime(entry.At) < Lifetime ? entry.User : null;
    }

    /// <summary>Invalidates one user because a write begins. A read that is in flight does not store it again.</summary>
    public void Invalidate(TokenHash token, long id)
    {
        var now = time.GetTimestamp();
        Volatile.Write(ref SlotOf(token, id), new Entry(token, id, null, now, now));
    }

    /// <summary>Invalidates all entries of a token, because Egnyte refused it.</summary>
    public void Invalidate(TokenHash token)
    {
        for (var i = 0; i < _entries.Length; i++)
        {
            if (Volatile.Read(ref _entries[i]) is { } entry && entry.Token == token)
            {
                Interlocked.CompareExchange(ref _entries[i], null, entry);
            }
        }
    }

    // The same in every process, unlike HashCode.Combine: what a test meets once, it meets each time.
    private ref Entry? SlotOf(TokenHash token, long id) =>
        ref _entries[(int)((((ulong)id * 0x9E3779B97F4A7C15 >> 32) ^ (uint)token.GetHashCode()) % Slots)];

    private sealed record Entry(TokenHash Token, long Id, EgnyteUser? User, long At, long WrittenAt)
    {
        public bool IsOf(TokenHash token, long id) => Id == id && Token == token;
    }
}
