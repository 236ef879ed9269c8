using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Models;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Groups;

/// <summary>The writes of a group, in the form that the tenant's Egnyte speaks (behaviour.md §3).</summary>
internal static partial class GroupWrites
{
    public static async Task<EgnyteGroup> CreateAsync(ScimCall call, GroupChange requested, ILogger logger)
    {
        EgnyteGroup created;
        try
        {
            var group = new EgnyteGroupChange { DisplayName = requested.DisplayName, Members = GroupMembers.ToEgnyte(requested.Added) };
            created = await call.Egnyte.CreateGroupAsync(group, call.Call, ScimCall.ToTheEnd);
            created = await GroupVerification.CompleteAsync(call, new EgnyteGroupId(created.Id!), requested.DisplayName, requested.Added, created);
        }
        catch (EgnyteApiException failure) when (failure.Kind is EgnyteFailure.AlreadyExists)
        {
            created = await FindOwnAsync(call, requested);
        }
        catch (EgnyteApiException failure) when (GroupRefusal.IsRefusal(failure) && requested.Added.Count > 0)
        {
            throw GroupRefusal.Blame(failure, requested.Added);
        }

        Log.Created(logger, created.Id!, call.Tenant.Name);
        return created;
    }

    /// <summary>Makes a net change: a delta by PATCH, a whole membership by PUT.</summary>
    public static async Task<EgnyteGroup> ChangeAsync(ScimCall call, EgnyteGroupId id, GroupChange change, ILogger logger)
    {
        if (change.IsEmpty)
        {
            return await ReadAsync(call, id);
        }

        EgnyteGroup changed;
        using (await TakeTurnAsync(call, id))
        {
            changed = change.ReplacesMembers || call.Tenant.KnownPatchForm.Setting is GroupPatchForm.Put
                ? await PutWholeAsync(call, id, change)
                : await PatchAsync(call, id, change, logger);
        }

        Log.Changed(logger, id.Value, call.Tenant.Name);
        return changed;
    }

    /// <summary>A PUT without a members key is a rename: members stay, as Egnyte keeps them in a PATCH that has no members (PY, live).</summary>
    public static async Task<EgnyteGroup> PutAsync(ScimCall call, EgnyteGroupId id, GroupChange requested, ILogger logger)
    {
        if (requested.ReplacesMembers || call.Tenant.KnownPatchForm.Setting is GroupPatchForm.Put)
        {
            return await ChangeAsync(call, id, requested, logger);
        }

        EgnyteGroup renamed;
        using (await TakeTurnAsync(call, id))
        {
            renamed = await RenameAsync(call, id, requested, logger);
        }

        Log.Changed(logger, id.Value, call.Tenant.Name);
        return renamed;
    }

    private static async Task<EgnyteGroup> RenameAsync(ScimCall call, EgnyteGroupId id, GroupChange requested, ILogger logger)
    {
        EgnyteGroup renamed;
        try
        {
            renamed = await SendDeltaAsync(call, id, requested);
        }
        catch (EgnyteApiException failure) when (GroupRefusal.IsRefusal(failure) && !call.Tenant.KnownPatchForm.KeepsOthers)
        {
            return await GroupRefusal.SortOutAsync(call, id, requested, await ReadAsync(call, id), failure, logger);
        }

        if (!requested.IsNamedIn(renamed))
        {
            renamed = await SendDeltaAsync(call, id, requested);
        }

        return requested.IsNamedIn(renamed) ? renamed : throw GroupVerification.NeverRight();
    }

    /// <summary>Sends a change in the tenant's form. Under auto that is Egnyte's own delta, which most sources describe.</summary>
    public static Task<EgnyteGroup> SendDeltaAsync(ScimCall call, EgnyteGroupId id, GroupChange change) =>
        call.Tenant.KnownPatchForm.Setting is GroupPatchForm.PatchOp
            ? call.Egnyte.PatchGroupAsync(id.Value, change.ToEgnytePatchOp(), call.Call, ScimCall.ToTheEnd)
            : call.Egnyte.UpdateGroupAsync(id.Value, change.ToEgnyteDelta(), call.Call, ScimCall.ToTheEnd);

    public static Task<EgnyteGroup> SendAllAsync(ScimCall call, EgnyteGroupId id, string? displayName, IEnumerable<long> members) =>
        call.Egnyte.ReplaceGroupAsync(id.Value, new EgnyteGroupChange { DisplayName = displayName, Members = GroupMembers.ToEgnyte(members.Order()) }, call.Call, ScimCall.ToTheEnd);

    /// <summary>Reads a group before anything was written: nobody needs it once the caller has hung up.</summary>
    public static Task<EgnyteGroup> ReadAsync(ScimCall call, EgnyteGroupId id) => call.Egnyte.GetGroupAsync(id.Value, call.Call, call.WhileCallerWaits);

    private static async Task<EgnyteGroup> PatchAsync(ScimCall call, EgnyteGroupId id, GroupChange change, ILogger logger)
    {
        var before = call.Tenant.KnownPatchForm.KeepsOthers ? null : await ReadAsync(call, id);
        EgnyteGroup answer;
        try
        {
            answer = await SendDeltaAsync(call, id, change);
        }
        catch (EgnyteApiException failure) when (GroupRefusal.IsRefusal(failure))
        {
            return await GroupRefusal.SortOutAsync(call, id, change, before, failure, logger);
        }
        catch (EgnyteApiException failure) when (before is not null && failure.MayHaveActed)
        {
            return await GroupVerification.SettleAsync(call, id, change, before, failure, logger);
        }

        return await GroupVerification.VerifyAsync(call, id, change, before, answer, logger);
    }

    /// <summary>Egnyte's PUT takes the name and everybody: what the request does not tell of them is read first.</summary>
    private static async Task<EgnyteGroup> PutWholeAsync(ScimCall call, EgnyteGroupId id, GroupChange change)
    {
        var before = change is { ReplacesMembers: true, DisplayName: not null } ? null : await ReadAsync(call, id);
        if (before is not null && !change.ReplacesMembers && change.Without(before).IsEmpty)
        {
            return before;
        }

        var name = change.DisplayName ?? before?.DisplayName;
        var members = change.AppliedTo(GroupMembers.Of(before));
        try
        {
            return await GroupVerification.CompleteAsync(call, id, name, members, await SendAllAsync(call, id, name, members));
        }
        catch (EgnyteApiException failure) when (GroupRefusal.IsRefusal(failure) && change.Added.Count > 0)
        {
            var current = before ?? await ReadAsync(call, id);
            var present = GroupMembers.Of(current);
            throw GroupRefusal.IsOfTheName(failure, name, current) ? failure : GroupRefusal.Blame(failure, [.. change.Added.Where(member => !present.Contains(member))]);
        }
    }

    /// <summary>Where Egnyte's PATCH keeps what it is not told of, two changes at once do no harm, and nobody waits.</summary>
    private static async Task<IDisposable?> TakeTurnAsync(ScimCall call, EgnyteGroupId id)
    {
        var form = call.Tenant.KnownPatchForm;
        if (form.KeepsOthers)
        {
            return null;
        }

        var turn = await call.Tenant.GroupTurns.TakeAsync(id, call.TimeLeft, call.WhileCallerWaits);
        if (form.KeepsOthers)
        {
            turn.Dispose();
        }

        return turn;
    }

    /// <summary>A group of this name exists. It is the one that an earlier, unanswered attempt made if its members prove it.</summary>
    private static async Task<EgnyteGroup> FindOwnAsync(ScimCall call, GroupChange requested)
    {
        if (!GroupQuery.CanBeAsked(requested.DisplayName))
        {
            throw new ScimException(NameHeld(requested.DisplayName, ""));
        }

        var found = await EgnyteLists.ReadGroupsAsync(call.Egnyte, 1, 2, $"displayName eq \"{requested.DisplayName}\"", call.Call, ScimCall.ToTheEnd);
        var row = found.Rows.FirstOrDefault(group => string.Equals(group.DisplayName, requested.DisplayName, StringComparison.OrdinalIgnoreCase));
        var group = row is null ? null : await call.Egnyte.GetGroupAsync(row.Id!, call.Call, ScimCall.ToTheEnd);
        return group is not null && requested.Added.Count > 0 && GroupMembers.Of(group).SetEquals(requested.Added)
            ? group
            : throw new ScimException(NameHeld(row?.DisplayName ?? requested.DisplayName, row is null ? " but is not visible to the API: it may be one of Egnyte's built-in groups" : ""));
    }

    private static ScimError NameHeld(string? name, string where) =>
        ScimError.Uniqueness($"An Egnyte group named \"{name}\" exists already{where}. Link the pushed group to it, or rename one of the two.");

    private static partial class Log
    {
        [LoggerMessage(EventIds.GroupCreated, LogLevel.Information, "Created Egnyte group {EgnyteGroupId} of tenant {Tenant}.")]
        public static partial void Created(ILogger logger, string egnyteGroupId, string tenant);

        [LoggerMessage(EventIds.GroupChanged, LogLevel.Information, "Changed Egnyte group {EgnyteGroupId} of tenant {Tenant}.")]
        public static partial void Changed(ILogger logger, string egnyteGroupId, string tenant);
    }
}
