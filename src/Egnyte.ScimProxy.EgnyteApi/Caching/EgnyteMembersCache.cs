using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.EgnyteApi.Caching;

/// <summary>
/// Caches the members that were read for a page of groups, so that a client that retries the page gets it even if reading it takes longer
/// than one request may. At most 4,096 groups and 500,000 members, each for 120 s; the oldest are evicted first.
/// </summary>
public sealed class EgnyteMembersCache(TimeProvider time)
{
    /// <summary>The most cached groups.</summary>
    /// <value>4,096.</value>
    public const int MaxGroups = 4_096;

    /// <summary>The most members of all cached groups together.</summary>
    /// <value>500,000.</value>
    public const int MaxMembers = 500_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(120);

    private readonly bool _isOff = EgnyteCaching.IsOff;

    private readonly Lock _lock = new();

    private readonly Dictionary<Key, LinkedListNode<Entry>> _entries = [];

    private readonly LinkedList<Entry> _byAge = new();

    private readonly RecentWrites _writes = new(time, Lifetime);

    private int _members;

    private ITimer? _sweep;

    /// <summary>How many groups are cached, expired ones included.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Stores a group as Egnyte has just shown it to this token: its id, its name, and its members' ids and names.</summary>
    /// <param name="token">The token that read it.</param>
    /// <param name="id">The id that was asked for.</param>
    /// <param name="group">The group in Egnyte's response.</param>
    /// <param name="asOf">When the read began, as a timestamp. The lifetime starts then. A group that was written later is not stored.</param>
    public void Store(TokenHash token, string id, EgnyteGroup group, long asOf)
    {
        ArgumentNullException.ThrowIfNull(group);
        var packed = group.Members is { } members ? new PackedMembers(members) : null;
        lock (_lock)
        {
            if (_isOff || time.GetElapsedTime(asOf) >= Lifetime || packed?.Count > MaxMembers || WasWrittenSince(asOf, token, id, group.Members ?? []))
            {
                return;
            }

            var key = new Key(token, id.ToUpperInvariant());
            if (_entries.TryGetValue(key, out var present))
            {
                if (present.Value.AsOf > asOf)
                {
                    return;
                }

                Drop(present);
            }

            _entries.Add(key, _byAge.AddLast(new Entry(key, id, group.DisplayName, packed, asOf)));
            _members += packed?.Count ?? 0;
            while (_byAge.First is { } oldest && (_entries.Count > MaxGroups || _members > MaxMembers || IsOver(oldest.Value)))
            {
                Drop(oldest);
            }

            Sweep();
        }
    }

    /// <summary>The group, if this token read it for a page less than 120 s ago and this process has not written it since.</summary>
    public EgnyteGroup? Find(TokenHash token, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        Entry entry;
        lock (_lock)
        {
            if (!_entries.TryGetValue(new Key(token, id.ToUpperInvariant()), out var place) || IsOver(place.Value))
            {
                return null;
            }

            entry = place.Value;
        }

        return new EgnyteGroup { Id = entry.Id, DisplayName = entry.DisplayName, Members = entry.Members?.Unpack() };
    }

    /// <summary>Invalidates one group for every token, because a write begins or has ended. A read that is in flight does not store it again.</summary>
    public void InvalidateGroup(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var group = id.ToUpperInvariant();
        Invalidate(WrittenSubject.Group(group), entry => entry.Key.Group == group);
    }

    /// <summary>Invalidates the groups of a deleted user, whom Egnyte removes from them. A deactivated user stays a member.</summary>
    public void InvalidateUser(long id) => Invalidate(WrittenSubject.User(id), entry => entry.Members?.Contains(id) is true);

    /// <summary>Invalidates all entries of a token, because Egnyte refused it.</summary>
    public void Invalidate(TokenHash token) => Invalidate(WrittenSubject.Token(token), entry => entry.Key.Token == token);

    private void Invalidate(WrittenSubject subject, Func<Entry, bool> isOf)
    {
        lock (_lock)
        {
            DropAll(isOf);
            _writes.Add(subject);
        }
    }

    // Names of users are not kept for longer than they are needed.
    private void Sweep()
    {
        if (_sweep is null && _byAge.Count > 0)
        {
            _sweep = time.CreateTimer(static cache => ((EgnyteMembersCache)cache!).OnSweep(), this, Lifetime, Timeout.InfiniteTimeSpan);
        }
    }

    private void OnSweep()
    {
        lock (_lock)
        {
            _sweep?.Dispose();
            _sweep = null;
            DropAll(IsOver);
            Sweep();
        }
    }

    private bool WasWrittenSince(long asOf, TokenHash token, string id, IReadOnlyList<EgnyteMember> members) =>
        !_writes.Knows(asOf)
        || (_writes.Count > 0
            && (_writes.HasSince(asOf, WrittenSubject.Token(token))
                || _writes.HasSince(asOf, WrittenSubject.Group(id.ToUpperInvariant()))
                || members.Any(member => _writes.HasSince(asOf, WrittenSubject.User(member.Value)))));

    private void DropAll(Func<Entry, bool> isOf)
    {
        for (var place = _byAge.First; place is not null;)
        {
            var next = place.Next;
            if (isOf(place.Value))
            {
                Drop(place);
            }

            place = next;
        }
    }

    private bool IsOver(Entry entry) => time.GetElapsedTime(entry.AsOf) >= Lifetime;

    private void Drop(LinkedListNode<Entry> place)
    {
        _byAge.Remove(place);
        _entries.Remove(place.Value.Key);
        _members -= place.Value.Members?.Count ?? 0;
    }

    private readonly record struct Key(TokenHash Token, string Group);

    private sealed record Entry(Key Key, string Id, string? DisplayName, PackedMembers? Members, long AsOf);
}
