namespace Egnyte.ScimProxy.Simulator.State;

/// <summary>One group, its members in the order of their ids, and its JSON, kept until the group or a member changes.</summary>
internal sealed class GroupRow(string id, string displayName)
{
    private byte[]? _json;
    private byte[]? _listJson;

    public string Id { get; } = id;

    public string DisplayName { get; private set; } = displayName;

    public SortedSet<long> Members { get; private set; } = [];

    /// <summary>As answered alone.</summary>
    public byte[] JsonWith(UserTable users) => _json ??= GroupJson.Write(this, users);

    /// <summary>As a row of a list: id and displayName only.</summary>
    public byte[] ListJson => _listJson ??= GroupJson.WriteRow(this);

    public void Become(string displayName, SortedSet<long> members)
    {
        DisplayName = displayName;
        Members = members;
        _listJson = null;
        _json = null;
    }

    public void MemberChanged() => _json = null;

    public SimulatedGroup Snapshot() => new(Id, DisplayName, [.. Members]);
}
