using Egnyte.ScimProxy.Simulator.State;

namespace Egnyte.ScimProxy.Simulator;

/// <summary>Users and groups of the simulated Egnyte: seeded and looked at by tests, changed by the imitated API. Safe for many threads.</summary>
public sealed class SimulatedDomain
{
    private readonly TimeProvider _time;
    private readonly bool _seedPeople;
    private int _usersSeeded;
    private int _groupsSeeded;

    internal SimulatedDomain(TimeProvider time, bool seedPeople)
    {
        (_time, _seedPeople) = (time, seedPeople);
        Groups = new GroupTable(Users);
        Reset();
    }

    /// <summary>How many accounts there are.</summary>
    public int UserCount
    {
        get { lock (Sync) { return Users.Rows.Count; } }
    }

    /// <summary>How many custom groups there are.</summary>
    public int GroupCount
    {
        get { lock (Sync) { return Groups.Rows.Count; } }
    }

    internal Lock Sync { get; } = new();

    internal UserTable Users { get; } = new();

    internal GroupTable Groups { get; }

    /// <summary>Every account, in the order the API lists them.</summary>
    public IReadOnlyList<SimulatedUser> AllUsers()
    {
        lock (Sync) { return [.. Users.Rows.Select(row => row.User)]; }
    }

    /// <summary>Every custom group, in the order the API lists them.</summary>
    public IReadOnlyList<SimulatedGroup> AllGroups()
    {
        lock (Sync) { return [.. Groups.Rows.Select(row => row.Snapshot())]; }
    }

    public SimulatedUser? FindUser(long id)
    {
        lock (Sync) { return Users.Find(id)?.User; }
    }

    /// <summary>The account of that name, without case.</summary>
    public SimulatedUser? FindUser(string userName)
    {
        lock (Sync) { return Users.FindByUserName(userName)?.User; }
    }

    public SimulatedGroup? FindGroup(string id)
    {
        lock (Sync) { return Groups.Find(id)?.Snapshot(); }
    }

    /// <summary>The group of that name, without case.</summary>
    public SimulatedGroup? FindGroupByName(string displayName)
    {
        lock (Sync) { return Groups.FindByName(displayName)?.Snapshot(); }
    }

    /// <summary>Adds an account exactly as given, past the API's rules; only what must be unique is checked.</summary>
    public SimulatedUser AddUser(SimulatedUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        lock (Sync)
        {
            RefuseClash(user);
            var created = user.CreatedDate ?? _time.GetUtcNow();
            return Users.Add(user with { CreatedDate = created, LastModificationDate = user.LastModificationDate ?? created }).User;
        }
    }

    /// <summary>Changes an account behind the API's back, as an administrator can on Egnyte's site: a rename included.</summary>
    public void ReplaceUser(SimulatedUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        lock (Sync)
        {
            var row = Users.Find(user.Id) ?? throw new InvalidOperationException($"There is no user {user.Id}.");
            RefuseClash(user);
            Users.Replace(row, user);
            Groups.UserChanged(user.Id);
        }
    }

    /// <summary>Removes an account from the domain and from its groups; false when there is none.</summary>
    public bool RemoveUser(long id)
    {
        lock (Sync)
        {
            if (Users.Find(id) is not { } row)
            {
                return false;
            }

            Users.Remove(row);
            Groups.UserRemoved(id);
            return true;
        }
    }

    /// <summary>Adds a group of accounts that exist, active or not.</summary>
    public SimulatedGroup AddGroup(string displayName, IEnumerable<long>? memberIds = null)
    {
        lock (Sync) { return Groups.Add(displayName, new SortedSet<long>(memberIds ?? [])).Snapshot(); }
    }

    /// <summary>Changes a group behind the API's back.</summary>
    public void ReplaceGroup(SimulatedGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        lock (Sync)
        {
            var row = Groups.Find(group.Id) ?? throw new InvalidOperationException($"There is no group {group.Id}.");
            Groups.Replace(row, group.DisplayName, [.. group.MemberIds]);
        }
    }

    /// <summary>Removes a group; false when there is none.</summary>
    public bool RemoveGroup(string id)
    {
        lock (Sync)
        {
            if (Groups.Find(id) is not { } row)
            {
                return false;
            }

            Groups.Remove(row);
            return true;
        }
    }

    /// <summary>Adds so many active accounts with invented names and addresses of example.com.</summary>
    public IReadOnlyList<SimulatedUser> SeedUsers(int count)
    {
        lock (Sync)
        {
            var users = Enumerable.Range(_usersSeeded, count).Select(InventedUsers.User).Select(AddUser).ToArray();
            _usersSeeded += count;
            return users;
        }
    }

    /// <summary>Adds so many groups, each of the first so many accounts.</summary>
    public IReadOnlyList<SimulatedGroup> SeedGroups(int count, int membersEach = 0)
    {
        lock (Sync)
        {
            var members = Users.Rows.Take(membersEach).Select(row => row.User.Id).ToArray();
            var groups = Enumerable.Range(_groupsSeeded + 1, count).Select(number => AddGroup($"Invented Group {number:d4}", members)).ToArray();
            _groupsSeeded += count;
            return groups;
        }
    }

    /// <summary>Resets users and groups to what they were at the start; ids start again too.</summary>
    public void Reset()
    {
        lock (Sync)
        {
            Groups.Clear();
            Users.Clear();
            (_usersSeeded, _groupsSeeded) = (0, 0);
            if (_seedPeople)
            {
                InventedUsers.Seed(this);
            }
        }
    }

    private void RefuseClash(SimulatedUser user)
    {
        if (Users.ClashOf(user) is { } attribute)
        {
            throw new InvalidOperationException($"Another user already has the {attribute} of {user.UserName}.");
        }
    }
}
