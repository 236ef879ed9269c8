using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.EgnyteApi;

/// <summary>
/// The calls to Egnyte of one SCIM request: with its token, its priority, and until its deadline. Reads end when the client disconnects.
/// From the first write on, every call runs to its end: the client will retry, and half a write has no use. The caches follow the writes.
/// Every failure is an <see cref="EgnyteApiException"/>.
/// </summary>
public sealed class EgnyteSession
{
    private readonly EgnyteConnection _connection;
    private readonly CancellationToken _clientDisconnected;
    private readonly long _openedAt;
    private EgnyteCallContext _call;
    private bool _hasWritten;

    internal EgnyteSession(EgnyteConnection connection, EgnyteCallContext call, long openedAt, CancellationToken clientDisconnected) =>
        (_connection, _call, _openedAt, _clientDisconnected) = (connection, call, openedAt, clientDisconnected);

    /// <summary>The token's hash.</summary>
    public TokenHash Token => _call.TokenHash;

    /// <summary>What the calls cost so far.</summary>
    public EgnyteUsage Usage => _call.Usage;

    /// <summary>The priority with which calls are queued from now on.</summary>
    public EgnytePriority Priority
    {
        get => _call.Priority;
        set => _call = _call with { Priority = value };
    }

    /// <summary>How long the request may still take; never negative.</summary>
    public TimeSpan TimeLeft => Time.GetTimestamp() is var now && now < _call.Deadline ? Time.GetElapsedTime(now, _call.Deadline) : TimeSpan.Zero;

    /// <summary>How many calls of lists the daily quota still allows; null for an unverified token.</summary>
    public int? ListQuotaLeft => _connection.QuotaLeft(Token, EgnytePriority.List);

    /// <summary>When the day's quota returns: as Egnyte said, else at 00:00 UTC (GO2).</summary>
    public TimeSpan QuotaReturns => _connection.QuotaReturns(Token);

    private TimeProvider Time => _connection.Time;

    private IEgnyteApi Api => _connection.Api;

    private CancellationToken Reading => _hasWritten ? CancellationToken.None : _clientDisconnected;

    /// <summary>The same token and deadline for another operation of the request, with its own rule of cancellation.</summary>
    public EgnyteSession ForOperation() => new(_connection, _call, Time.GetTimestamp(), _clientDisconnected);

    /// <summary>The same token for reads in the background, at the priority of lists and as if they had been asked for just now.</summary>
    /// <param name="deadline">When the calls must be done, as a timestamp.</param>
    /// <param name="end">Ends them.</param>
    public EgnyteSession InBackground(long deadline, CancellationToken end)
    {
        var now = Time.GetTimestamp();
        return new(_connection, _call with { Priority = EgnytePriority.List, ArrivedAt = now, Deadline = deadline, Usage = new() }, now, end);
    }

    /// <summary>How long ago a timestamp of the connection's clock was.</summary>
    public TimeSpan TimeSince(long timestamp) => Time.GetElapsedTime(timestamp);

    /// <summary>How long so many further calls of lists will take, after the token's queued calls; zero for an unverified token.</summary>
    public TimeSpan TimeForList(int calls) => _connection.TimeFor(Token, EgnytePriority.List, calls);

    /// <summary>Invalidates everything that was cached for the token, because Egnyte rejects it.</summary>
    public void InvalidateToken() => _connection.Invalidate(Token);

    /// <summary>Says whose token this is.</summary>
    public Task<EgnyteUserInfo> ReadTokenOwnerAsync() => Api.GetUserInfoAsync(_call, Reading);

    /// <summary>Reads one row, to see whether Egnyte accepts the token.</summary>
    /// <param name="isOfGroups">Whether the request is about groups: a token may be restricted to users.</param>
    public Task VerifyTokenAsync(bool isOfGroups) => isOfGroups
        ? Api.ListGroupsAsync(1, 1, null, _call, Reading)
        : Api.ListUsersAsync(1, 1, null, _call, Reading);

    /// <summary>The user, if this token read or wrote it a moment ago.</summary>
    public EgnyteUser? FindCachedUser(long id) => _connection.Users.Find(Token, id);

    /// <summary>Reads one user, and caches it for the write that follows, unless the user was written since this session was opened.</summary>
    public async Task<EgnyteUser> ReadUserAsync(long id)
    {
        var user = await Api.GetUserAsync(id, _call, Reading);
        _connection.Users.Store(Token, user, _openedAt);
        return user;
    }

    /// <summary>Lists up to <paramref name="count"/> users from a 1-based index on.</summary>
    public Task<EgnyteList<EgnyteUser>> ListUsersAsync(int startIndex, int count, string? filter) =>
        EgnyteLists.ReadUsersAsync(Api, startIndex, count, filter, _call, Reading);

    /// <summary>Lists every user, unless there are more than <paramref name="most"/>: then the first page alone, whose total says so.</summary>
    public Task<EgnyteList<EgnyteUser>> ListAllUsersAsync(int most) => EgnyteLists.ReadAllUsersAsync(Api, most, _call, Reading);

    /// <summary>Creates a user. Egnyte may mail an invitation, so the pipeline does not send it twice.</summary>
    public async Task<EgnyteUser> CreateUserAsync(EgnyteUserChange user)
    {
        _hasWritten = true;
        var created = await Api.CreateUserAsync(user, _call with { SendsInvitation = true }, CancellationToken.None);
        return CacheWritten(created);
    }

    /// <summary>Changes what is given of a user; where the response does not show the user, it is read instead (behaviour.md §5).</summary>
    public async Task<EgnyteUser> UpdateUserAsync(long id, EgnyteUserChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        _hasWritten = true;
        _connection.Users.Invalidate(Token, id); // until Egnyte has answered, the state of the user is unknown
        var call = change.SendInvite is true ? _call with { SendsInvitation = true } : _call;
        var shown = await ShownAsync(
            Api.UpdateUserAsync(id, change, call, CancellationToken.None), () => Api.GetUserAsync(id, call, CancellationToken.None));
        return CacheWritten(shown.Resource);
    }

    /// <summary>Deletes a user for good.</summary>
    public async Task DeleteUserAsync(long id)
    {
        _hasWritten = true;
        _connection.Users.Invalidate(Token, id);
        using (new Invalidation(() => _connection.Members.InvalidateUser(id)))
        {
            await Api.DeleteUserAsync(id, _call, CancellationToken.None);
        }

        _connection.Users.Invalidate(Token, id);
    }

    /// <summary>The group as listed with the members that this token read for a list a moment ago; null where it did not.</summary>
    public EgnyteGroup? FindCachedMembers(EgnyteGroup listed)
    {
        ArgumentNullException.ThrowIfNull(listed);
        return _connection.Members.Find(Token, listed.Id!) is { } cached ? listed with { Members = cached.Members } : null;
    }

    /// <summary>Whether this token read the members of a group for a list a moment ago.</summary>
    public bool HasCachedMembers(string id) => _connection.Members.Find(Token, id) is not null;

    /// <summary>Reads one group with its members.</summary>
    public Task<EgnyteGroup> ReadGroupAsync(string id) => Api.GetGroupAsync(id, _call, Reading);

    /// <summary>Reads one group of a list, at the priority of lists, and caches its members for the pages that follow.</summary>
    public async Task<EgnyteGroup> ReadListedGroupAsync(string id)
    {
        var asOf = Time.GetTimestamp();
        var call = _call.Priority is EgnytePriority.List ? _call : _call with { Priority = EgnytePriority.List };
        var group = await Api.GetGroupAsync(id, call, Reading);
        _connection.Members.Store(Token, id, group, asOf);
        return group;
    }

    /// <summary>Lists up to <paramref name="count"/> groups from a 1-based index on, without members.</summary>
    public Task<EgnyteList<EgnyteGroup>> ListGroupsAsync(int startIndex, int count, string? filter) =>
        EgnyteLists.ReadGroupsAsync(Api, startIndex, count, filter, _call, Reading);

    /// <summary>
    /// Lists every group, without members, unless there are more than <paramref name="most"/>: then the first page alone, whose total says so.
    /// </summary>
    public Task<EgnyteList<EgnyteGroup>> ListAllGroupsAsync(int most) => EgnyteLists.ReadAllGroupsAsync(Api, most, _call, Reading);

    /// <summary>Creates a group with its members.</summary>
    public Task<EgnyteGroup> CreateGroupAsync(EgnyteGroupChange group)
    {
        _hasWritten = true;
        return Api.CreateGroupAsync(group, _call, CancellationToken.None);
    }

    /// <summary>Renames a group, adds members, removes members.</summary>
    public Task<EgnyteShown<EgnyteGroup>> UpdateGroupAsync(string id, EgnyteGroupChange change) =>
        WriteGroupAsync(id, () => Api.UpdateGroupAsync(id, change, _call, CancellationToken.None));

    /// <summary>The same as a SCIM 2.0 PatchOp.</summary>
    public Task<EgnyteShown<EgnyteGroup>> PatchGroupAsync(string id, EgnytePatchOp change) =>
        WriteGroupAsync(id, () => Api.PatchGroupAsync(id, change, _call, CancellationToken.None));

    /// <summary>Replaces a group's name and all its members.</summary>
    public Task<EgnyteShown<EgnyteGroup>> ReplaceGroupAsync(string id, EgnyteGroupChange group) =>
        WriteGroupAsync(id, () => Api.ReplaceGroupAsync(id, group, _call, CancellationToken.None));

    /// <summary>Deletes a group.</summary>
    public async Task DeleteGroupAsync(string id)
    {
        _hasWritten = true;
        using (new Invalidation(() => _connection.Members.InvalidateGroup(id)))
        {
            await Api.DeleteGroupAsync(id, _call, CancellationToken.None);
        }
    }

    private EgnyteUser CacheWritten(EgnyteUser user)
    {
        _connection.Users.Store(Token, user);
        return user;
    }

    private async Task<EgnyteShown<EgnyteGroup>> WriteGroupAsync(string id, Func<Task<EgnyteGroup>> write)
    {
        _hasWritten = true;
        using (new Invalidation(() => _connection.Members.InvalidateGroup(id)))
        {
            return await ShownAsync(write(), () => Api.GetGroupAsync(id, _call, CancellationToken.None));
        }
    }

    private static async Task<EgnyteShown<T>> ShownAsync<T>(Task<T> write, Func<Task<T>> read)
    {
        try
        {
            return new(await write, IsAnswer: true);
        }
        catch (EgnyteApiException failure) when (failure.Kind is EgnyteFailure.Unshown)
        {
        }

        try
        {
            return new(await read(), IsAnswer: false);
        }
        catch (EgnyteApiException failure)
        {
            throw failure.AfterAWrite();
        }
    }

    /// <summary>Invalidates when a write begins and again when it has ended: a page that is read in between may show either state.</summary>
    private readonly struct Invalidation : IDisposable
    {
        private readonly Action _invalidate;

        public Invalidation(Action invalidate)
        {
            _invalidate = invalidate;
            invalidate();
        }

        public void Dispose() => _invalidate();
    }
}
