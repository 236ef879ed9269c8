using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Errors;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Groups;

/// <summary>The changes of a group, in the form that the tenant's Egnyte speaks (behaviour.md §3).</summary>
internal static partial class GroupWrites
{
    private static readonly TimeSpan WhenBusy = TimeSpan.FromSeconds(15);

    /// <summary>Makes a net change: a delta by PATCH, a whole membership by PUT.</summary>
    public static async Task<EgnyteGroup> ChangeAsync(ScimCall call, EgnyteGroupId id, GroupChange change, ILogger logger)
    {
        if (change.IsEmpty)
        {
            return await ReadAsync(call, id);
        }

        EgnyteGroup changed;
        using (await TakeTurnAsync(call, id, logger))
        {
            changed = change.ReplacesMembers || call.Tenant.GroupPatchSemantics.Setting is GroupPatchForm.Put
                ? await PutWholeAsync(call, id, change)
                : await PatchAsync(call, id, change, logger);
        }

        Log.Changed(logger, id.Value, call.Tenant.Name);
        return changed;
    }

    /// <summary>A PUT without a members key is a rename: members stay, as Egnyte keeps them in a PATCH that has no members (PY, live).</summary>
    public static async Task<EgnyteGroup> PutAsync(ScimCall call, EgnyteGroupId id, GroupChange requested, ILogger logger)
    {
        if (requested.ReplacesMembers || call.Tenant.GroupPatchSemantics.Setting is GroupPatchForm.Put)
        {
            return await ChangeAsync(call, id, requested, logger);
        }

        EgnyteGroup renamed;
        using (await TakeTurnAsync(call, id, logger))
        {
            renamed = await RenameAsync(call, id, requested, logger);
        }

        Log.Changed(logger, id.Value, call.Tenant.Name);
        return renamed;
    }

    private static async Task<EgnyteGroup> RenameAsync(ScimCall call, EgnyteGroupId id, GroupChange requested, ILogger logger)
    {
        await RequireShownAsync(call, id);
        EgnyteGroup renamed;
        try
        {
            renamed = (await SendDeltaAsync(call, id, requested)).Resource;
        }
        catch (EgnyteApiException failure) when (GroupRefusal.IsRefusal(failure) && !call.Tenant.GroupPatchSemantics.KeepsOthers)
        {
            return await GroupRefusal.SortOutAsync(call, id, requested, await GroupRefusal.ReadAsync(call, id, failure), failure, logger);
        }

        if (!requested.IsNamedIn(renamed))
        {
            renamed = (await SendDeltaAsync(call, id, requested)).Resource;
        }

        return requested.IsNamedIn(renamed) ? renamed : throw GroupVerification.NeverRight();
    }

    /// <summary>Sends a change in the tenant's form. Under auto that is Egnyte's own delta, which most sources describe.</summary>
    public static async Task<EgnyteShown<EgnyteGroup>> SendDeltaAsync(ScimCall call, EgnyteGroupId id, GroupChange change)
    {
        using (call.Writing(id))
        {
            return call.Tenant.GroupPatchSemantics.Setting is GroupPatchForm.PatchOp
                ? await EgnyteWrites.PatchGroupAsync(call.Egnyte, id.Value, change.ToEgnytePatchOp(), call.Call, ScimCall.ToTheEnd)
                : await EgnyteWrites.UpdateGroupAsync(call.Egnyte, id.Value, change.ToEgnyteDelta(), call.Call, ScimCall.ToTheEnd);
        }
    }

    public static async Task<EgnyteGroup> SendAllAsync(ScimCall call, EgnyteGroupId id, string? displayName, IEnumerable<long> members)
    {
        using (call.Writing(id))
        {
            var group = new EgnyteGroupChange { DisplayName = displayName, Members = GroupMembers.ToEgnyte(members.Order()) };
            return (await EgnyteWrites.ReplaceGroupAsync(call.Egnyte, id.Value, group, call.Call, ScimCall.ToTheEnd)).Resource;
        }
    }

    public static async Task DeleteAsync(ScimCall call, EgnyteGroupId id)
    {
        using (call.Writing(id))
        {
            await call.Egnyte.DeleteGroupAsync(id.Value, call.Call, ScimCall.ToTheEnd);
        }
    }

    /// <summary>Reads a group before anything was written; the read ends when the client disconnects.</summary>
    /// <exception cref="ScimException">404: the profile does not show a group of this name.</exception>
    public static async Task<EgnyteGroup> ReadAsync(ScimCall call, EgnyteGroupId id)
    {
        var group = await call.Egnyte.GetGroupAsync(id.Value, call.Call, call.WhileCallerWaits);
        return call.Mapping.Profile.Groups.Shows(group.DisplayName) ? group : throw new ScimException(EgnyteGroupId.NotFound);
    }

    /// <summary>A group that the profile does not show does not exist for the client; to know its name costs a call.</summary>
    public static async Task RequireShownAsync(ScimCall call, EgnyteGroupId id)
    {
        // With a precondition it was read already.
        if (call.Mapping.Profile.Groups.HidesSome && call.Precondition is null)
        {
            _ = await ReadAsync(call, id);
        }
    }

    private static async Task<EgnyteGroup> PatchAsync(ScimCall call, EgnyteGroupId id, GroupChange change, ILogger logger)
    {
        var before = call.Tenant.GroupPatchSemantics.KeepsOthers ? null : await ReadAsync(call, id);
        await (before is null ? RequireShownAsync(call, id) : Task.CompletedTask);
        EgnyteShown<EgnyteGroup> answer;
        try
        {
            answer = await SendDeltaAsync(call, id, change);
        }
        catch (EgnyteApiException failure) when (before is not null && failure.MayHaveActed)
        {
            return await GroupVerification.SettleAsync(call, id, change, before, failure, logger);
        }
        catch (EgnyteApiException failure) when (GroupRefusal.IsRefusal(failure) && !MemberSkips.Takes(call, failure, change))
        {
            return await GroupRefusal.SortOutAsync(call, id, change, before, failure, logger);
        }

        return await GroupVerification.VerifyAsync(call, id, change, before, answer, logger);
    }

    /// <summary>Egnyte's PUT takes the name and everybody: what the request does not tell of them is read first.</summary>
    private static async Task<EgnyteGroup> PutWholeAsync(ScimCall call, EgnyteGroupId id, GroupChange change)
    {
        var before = change is { ReplacesMembers: true, DisplayName: not null } ? null : await ReadAsync(call, id);
        await (before is null ? RequireShownAsync(call, id) : Task.CompletedTask);
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
        catch (EgnyteApiException failure) when (GroupRefusal.IsRefusal(failure) && change.Added.Count > 0 && !MemberSkips.Takes(call, failure, change))
        {
            var current = before ?? await GroupRefusal.ReadAsync(call, id, failure);
            var present = GroupMembers.Of(current);
            throw GroupRefusal.IsOfTheName(failure, name, current)
                ? failure
                : GroupRefusal.Blame(failure, [.. change.Added.Where(member => !present.Contains(member))]);
        }
    }

    /// <summary>Where Egnyte's PATCH keeps what it is not told of, two concurrent changes do no harm, and no lock is taken.</summary>
    private static async Task<IDisposable?> TakeTurnAsync(ScimCall call, EgnyteGroupId id, ILogger logger)
    {
        var form = call.Tenant.GroupPatchSemantics;
        if (form.KeepsOthers)
        {
            return null;
        }

        var turn = await call.Tenant.GroupLocks.TakeAsync(id, call.TimeLeft, call.Time, call.WhileCallerWaits) ?? throw Busy(call, id, logger);
        if (form.KeepsOthers)
        {
            turn.Dispose();
        }

        return turn;
    }

    /// <summary>The proxy's own lock, of which Egnyte knows nothing: the change was not sent.</summary>
    private static ScimException Busy(ScimCall call, EgnyteGroupId id, ILogger logger)
    {
        Log.Busy(logger, id.Value, call.Tenant.Name, call.Call.RequestId);
        var errorContext = ErrorContext.Of(call.Http);
        return new(RetryLater.After(
            errorContext.OutageStatus,
            "Other changes of this group were under way in the proxy for as long as the request could wait, so that this change was not sent "
            + "to Egnyte", WhenBusy, errorContext));
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventIds.GroupBusy,
            LogLevel.Information,
            "Rejected a change of Egnyte group {EgnyteGroupId} of tenant {Tenant} with a Retry-After: other changes of the group took all the "
            + "time of the request. Request {RequestId}.")]
        public static partial void Busy(ILogger logger, string egnyteGroupId, string tenant, string requestId);

        [LoggerMessage(EventIds.GroupChanged, LogLevel.Information, "Changed Egnyte group {EgnyteGroupId} of tenant {Tenant}.")]
        public static partial void Changed(ILogger logger, string egnyteGroupId, string tenant);
    }
}
