namespace Egnyte.ScimProxy.Simulator.State;

/// <summary>All custom groups, in the order they were made. The caller holds the domain's lock.</summary>
internal sealed class GroupTable(UserTable users)
{
    private readonly List<GroupRow> _rows = [];
    private readonly Dictionary<string, GroupRow> _byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, GroupRow> _byName = new(StringComparer.OrdinalIgnoreCase);
    private int _made;

    public IReadOnlyList<GroupRow> Rows => _rows;

    public GroupRow? Find(string id) => _byId.GetValueOrDefault(id);

    public GroupRow? FindByName(string displayName) => _byName.GetValueOrDefault(displayName);

    /// <summary>The groups of one account, in the order they were made.</summary>
    public IEnumerable<GroupRow> Of(long userId) => _rows.Where(group => group.Members.Contains(userId));

    public GroupRow Add(string displayName, SortedSet<long> members)
    {
        var row = new GroupRow(NextId(), displayName);
        _byName.Add(displayName, row);
        _byId.Add(row.Id, row);
        _rows.Add(row);
        row.Become(displayName, members);
        Touch(members);
        return row;
    }

    public void Replace(GroupRow row, string displayName, SortedSet<long> members)
    {
        Touch(row.Members);
        _byName.Remove(row.DisplayName);
        row.Become(displayName, members);
        _byName.Add(displayName, row);
        Touch(members);
    }

    public void Remove(GroupRow row)
    {
        Touch(row.Members);
        _byName.Remove(row.DisplayName);
        _byId.Remove(row.Id);
        _rows.Remove(row);
    }

    /// <summary>A member's names are part of the group's JSON.</summary>
    public void UserChanged(long userId)
    {
        foreach (var group in Of(userId))
        {
            group.MemberChanged();
        }
    }

    public void UserRemoved(long userId)
    {
        foreach (var group in _rows.Where(group => group.Members.Remove(userId)))
        {
            group.MemberChanged();
        }
    }

    public void Clear()
    {
        _rows.Clear();
        _byId.Clear();
        _byName.Clear();
        _made = 0;
    }

    private void Touch(SortedSet<long> members)
    {
        foreach (var member in members)
        {
            users.Find(member)?.GroupsChanged();
        }
    }

    // The same run makes the same ids, so that a demo's trace can be printed in a README and tested.
    private string NextId() => $"{0x5ef70bb0 + _made++:x8}-edeb-4fcb-86d4-e1e1a0b6c9dc";
}
