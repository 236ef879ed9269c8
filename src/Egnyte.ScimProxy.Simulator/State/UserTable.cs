using System.Runtime.InteropServices;

namespace Egnyte.ScimProxy.Simulator.State;

/// <summary>All accounts, in the order of their ids, with the look-ups that filters and uniqueness need. The caller holds the domain's lock.</summary>
internal sealed class UserTable
{
    private const long FirstId = 12_163_350_648;

    private readonly List<UserRow> _rows = [];
    private readonly Dictionary<long, UserRow> _byId = [];
    private readonly Dictionary<string, UserRow> _byUserName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<UserRow>> _byEmail = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, UserRow> _byExternalId = new(StringComparer.Ordinal);
    private long _nextId = FirstId;

    public IReadOnlyList<UserRow> Rows => _rows;

    public UserRow? Find(long id) => _byId.GetValueOrDefault(id);

    public UserRow? FindByUserName(string userName) => _byUserName.GetValueOrDefault(userName);

    public UserRow? FindByExternalId(string externalId) => _byExternalId.GetValueOrDefault(externalId);

    public IReadOnlyList<UserRow> FindByEmail(string email) => _byEmail.TryGetValue(email, out var rows) ? rows : [];

    /// <summary>The attribute that another account already holds, or null. Service accounts may share an e-mail address.</summary>
    public string? ClashOf(SimulatedUser user)
    {
        if (_byUserName.TryGetValue(user.UserName, out var holder) && holder.User.Id != user.Id)
        {
            return "userName";
        }

        if (!user.IsServiceAccount && FindByEmail(user.Email).Any(row => !row.User.IsServiceAccount && row.User.Id != user.Id))
        {
            return "email";
        }

        return user.ExternalId is { Length: > 0 } externalId && FindByExternalId(externalId) is { } other && other.User.Id != user.Id
            ? "externalId"
            : null;
    }

    public UserRow Add(SimulatedUser user)
    {
        var row = new UserRow(user.Id == 0 ? user with { Id = _nextId } : user);
        _nextId = Math.Max(_nextId, row.User.Id + 1);
        _byId.Add(row.User.Id, row);
        _rows.Insert(PlaceOf(row.User.Id), row);
        Index(row);
        return row;
    }

    public void Replace(UserRow row, SimulatedUser user)
    {
        Unindex(row);
        row.Become(user);
        Index(row);
    }

    public void Remove(UserRow row)
    {
        Unindex(row);
        _byId.Remove(row.User.Id);
        _rows.RemoveAt(PlaceOf(row.User.Id));
    }

    public void Clear()
    {
        _rows.Clear();
        _byId.Clear();
        _byUserName.Clear();
        _byEmail.Clear();
        _byExternalId.Clear();
        _nextId = FirstId;
    }

    private int PlaceOf(long id)
    {
        var (low, high) = (0, _rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _rows[middle].User.Id < id ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Index(UserRow row)
    {
        _byUserName.Add(row.User.UserName, row);
        (CollectionsMarshal.GetValueRefOrAddDefault(_byEmail, row.User.Email, out _) ??= []).Add(row);
        if (row.User.ExternalId is { Length: > 0 } externalId)
        {
            _byExternalId.Add(externalId, row);
        }
    }

    private void Unindex(UserRow row)
    {
        _byUserName.Remove(row.User.UserName);
        _byEmail[row.User.Email].Remove(row);
        if (row.User.ExternalId is { Length: > 0 } externalId)
        {
            _byExternalId.Remove(externalId);
        }
    }
}
