using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Groups.Members;

namespace Egnyte.ScimProxy.Groups.Changes;

/// <summary>What a client asks of a group, folded into one net change: a new name, and either members to add and take out or the whole set.</summary>
internal sealed class GroupChange
{
    private readonly SortedSet<long> _added = [];
    private readonly SortedSet<long> _removed = [];
    private bool _replaces;

    public string? DisplayName { get; set; }

    /// <summary>Whether <see cref="Added"/> is the whole membership.</summary>
    public bool ReplacesMembers => _replaces;

    public IReadOnlyCollection<long> Added => _added;

    /// <summary>Empty where the members are replaced.</summary>
    public IReadOnlyCollection<long> Removed => _removed;

    /// <summary>How many added members cannot be Egnyte users by their ids, and are not among <see cref="Added"/>.</summary>
    public int Malformed { get; set; }

    public bool IsEmpty => DisplayName is null && !_replaces && _added.Count == 0 && _removed.Count == 0;

    public void Add(long member)
    {
        _removed.Remove(member);
        _added.Add(member);
    }

    public void Remove(long member)
    {
        _added.Remove(member);
        if (!_replaces)
        {
            _removed.Add(member);
        }
    }

    public void Replace(IEnumerable<long> members)
    {
        _replaces = true;
        _removed.Clear();
        _added.Clear();
        _added.UnionWith(members);
    }

    /// <summary>The membership that shall be, given the one that is.</summary>
    public HashSet<long> AppliedTo(IEnumerable<long> members)
    {
        var expected = _replaces ? [] : members.ToHashSet();
        expected.ExceptWith(_removed);
        expected.UnionWith(_added);
        return expected;
    }

    /// <summary>Whether an answer shows what was asked for; other members do not matter.</summary>
    public bool IsDoneIn(IReadOnlySet<long> members) =>
        _replaces ? members.SetEquals(_added) : _added.IsSubsetOf(members) && !_removed.Overlaps(members);

    /// <summary>Whether the change says anything of this member.</summary>
    public bool Names(long member) => _added.Contains(member) || _removed.Contains(member);

    /// <summary>Whether there were members that the request does not name, and all of them are missing afterwards.</summary>
    public bool LosesOthers(IEnumerable<long> before, IReadOnlySet<long> after)
    {
        var others = before.Where(member => !Names(member)).ToList();
        return others.Count > 0 && !others.Exists(after.Contains);
    }

    /// <summary>Whether an answer shows the new name.</summary>
    public bool IsNamedIn(EgnyteGroup group) => IsNamed(group, DisplayName);

    public static bool IsNamed(EgnyteGroup group, string? name) => name is null || name.Trim() == group.DisplayName?.Trim();

    /// <summary>The same change without what is already true of the group.</summary>
    public GroupChange Without(EgnyteGroup current)
    {
        var members = GroupMembers.Of(current);
        var rest = new GroupChange { DisplayName = DisplayName == current.DisplayName ? null : DisplayName };
        rest._added.UnionWith(_added.Where(member => !members.Contains(member)));
        rest._removed.UnionWith(_removed.Where(members.Contains));
        return rest;
    }

    /// <summary>The same change without additions that Egnyte refuses.</summary>
    public GroupChange WithoutAdding(IReadOnlyCollection<long> members)
    {
        var rest = new GroupChange { DisplayName = DisplayName, _replaces = _replaces };
        rest._added.UnionWith(_added.Except(members));
        rest._removed.UnionWith(_removed);
        return rest;
    }

    /// <summary>Egnyte's own PATCH takes what to add and what to take out in one list (NET, PP).</summary>
    public EgnyteGroupChange ToEgnyteDelta() => new()
    {
        DisplayName = DisplayName,
        Members = _added.Count + _removed.Count == 0
            ? null
            : [.. _added.Select(member => new EgnyteMemberChange(member)), .. _removed.Select(member => new EgnyteMemberChange(member, "delete"))],
    };

    /// <summary>The same as a SCIM 2.0 PatchOp, as GO2 has it from Egnyte's new documentation.</summary>
    public EgnytePatchOp ToEgnytePatchOp() => new(
    [
        .. DisplayName is { } name ? [EgnytePatchOperation.Rename(name)] : Array.Empty<EgnytePatchOperation>(),
        .. _added.Count > 0 ? [EgnytePatchOperation.AddMembers(_added)] : Array.Empty<EgnytePatchOperation>(),
        .. _removed.Select(EgnytePatchOperation.RemoveMember),
    ]);
}
