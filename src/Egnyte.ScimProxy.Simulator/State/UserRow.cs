namespace Egnyte.ScimProxy.Simulator.State;

/// <summary>One account and its JSON, kept until the account or a group of it changes.</summary>
internal sealed class UserRow(SimulatedUser user)
{
    private byte[]? _json;
    private byte[]? _jsonWithGroups;

    public SimulatedUser User { get; private set; } = user;

    /// <summary>As a row of a list, without groups.</summary>
    public byte[] Json => _json ??= UserJson.Write(User, groups: null);

    /// <summary>As answered alone.</summary>
    public byte[] JsonWith(GroupTable groups) => _jsonWithGroups ??= UserJson.Write(User, groups.Of(User.Id));

    public void Become(SimulatedUser user)
    {
        User = user;
        _json = null;
        _jsonWithGroups = null;
    }

    public void GroupsChanged() => _jsonWithGroups = null;
}
