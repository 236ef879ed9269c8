using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Errors;
using Egnyte.ScimProxy.Groups.Members;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Telemetry;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Groups.Changes;

/// <summary>The change of one group: lock, read, send, verify, repair. Members that Egnyte refuses are left to <see cref="MemberSkips"/>.</summary>
internal sealed partial class GroupWrites(ScimCall call, GroupCalls group, GroupLocks locks, ILogger logger)
{
    private static readonly TimeSpan WhenBusy = TimeSpan.FromSeconds(15);

    private readonly GroupVerification _verification = new(group, logger);

    /// <summary>Makes a net change: a delta by PATCH, a whole membership by PUT.</summary>
    public async Task<GroupOutcome> ChangeAsync(GroupChange change)
    {
        if (change.IsEmpty)
        {
            return GroupOutcome.Of(await group.ReadAsync());
        }

        // 1. Lock.
        using var groupLock = await LockAsync();
        return Changed(change.ReplacesMembers || group.Semantics.Setting is GroupPatchForm.Put ? await PutAsync(change) : await PatchAsync(change));
    }

    /// <summary>A PUT without a members key is a rename: members stay, as Egnyte keeps them in a PATCH that has no members (PY, live).</summary>
    public async Task<GroupOutcome> ReplaceAsync(GroupChange requested)
    {
        if (requested.ReplacesMembers || group.Semantics.Setting is GroupPatchForm.Put)
        {
            return await ChangeAsync(requested);
        }

        using var groupLock = await LockAsync();
        return Changed(await RenameAsync(requested));
    }

    private GroupOutcome Changed(GroupOutcome outcome)
    {
        if (outcome.Group is not null)
        {
            Log.Changed(logger, group.Id.Value, group.Tenant);
        }

        return outcome;
    }

    private async Task<GroupOutcome> PatchAsync(GroupChange change)
    {
        // 2. Read, where the tenant's PATCH is not known to keep the members that the request does not name.
        var before = group.Semantics.KeepsOthers ? null : await group.ReadAsync();
        await (before is null ? group.RequireShownAsync() : Task.CompletedTask);

        // 3. Send.
        EgnyteShown<EgnyteGroup> answer;
        try
        {
            answer = await group.SendDeltaAsync(change);
        }
        catch (EgnyteApiException failure) when (before is not null && failure.MayHaveActed)
        {
            return GroupOutcome.Of(await _verification.ReconcileAsync(change, before, failure));
        }
        catch (EgnyteApiException failure) when (RefusedMembers.IsRefusal(failure))
        {
            return group.SkipsNamed(failure, change)
                ? GroupOutcome.OfRefusal(failure, change.Added)
                : await Refusal.SendRestAsync(change, before, before ?? await group.ReadAfterAsync(failure), failure);
        }

        // 4. Verify, and repair.
        return GroupOutcome.Of(await _verification.VerifyAsync(change, before, answer));
    }

    /// <summary>Egnyte's PUT takes the name and all members: what the request does not name is read first.</summary>
    private async Task<GroupOutcome> PutAsync(GroupChange change)
    {
        // 2. Read.
        var before = change is { ReplacesMembers: true, DisplayName: not null } ? null : await group.ReadAsync();
        await (before is null ? group.RequireShownAsync() : Task.CompletedTask);
        if (before is not null && !change.ReplacesMembers && change.Without(before).IsEmpty)
        {
            return GroupOutcome.Of(before);
        }

        // 3. Send. 4. Verify.
        var name = change.DisplayName ?? before?.DisplayName;
        var members = change.AppliedTo(GroupMembers.Of(before));
        try
        {
            return GroupOutcome.Of(await _verification.CompleteAsync(name, members, await group.SendAllAsync(name, members)));
        }
        catch (EgnyteApiException failure) when (RefusedMembers.IsRefusal(failure) && change.Added.Count > 0)
        {
            if (group.SkipsNamed(failure, change))
            {
                return GroupOutcome.OfRefusal(failure, change.Added);
            }

            var current = before ?? await group.ReadAfterAsync(failure);
            var present = GroupMembers.Of(current);
            if (RefusedMembers.IsOfTheName(failure, name, current))
            {
                throw;
            }

            return GroupOutcome.OfRefusal(failure, [.. change.Added.Where(member => !present.Contains(member))]);
        }
    }

    private async Task<GroupOutcome> RenameAsync(GroupChange requested)
    {
        await group.RequireShownAsync();
        EgnyteGroup renamed;
        try
        {
            renamed = (await group.SendDeltaAsync(requested)).Resource;
        }
        catch (EgnyteApiException failure) when (RefusedMembers.IsRefusal(failure) && !group.Semantics.KeepsOthers)
        {
            var current = await group.ReadAfterAsync(failure);
            return await Refusal.SendRestAsync(requested, current, current, failure);
        }

        if (!requested.IsNamedIn(renamed))
        {
            renamed = (await group.SendDeltaAsync(requested)).Resource;
        }

        return requested.IsNamedIn(renamed) ? GroupOutcome.Of(renamed) : throw GroupVerification.NeverRight();
    }

    private RefusedChange Refusal => new(group, _verification, logger);

    /// <summary>Where Egnyte's PATCH keeps what it is not told of, two concurrent changes do no harm, and no lock is taken.</summary>
    private async Task<IDisposable?> LockAsync()
    {
        if (group.Semantics.KeepsOthers)
        {
            return null;
        }

        var groupLock = await locks.TakeAsync(group.Id, call.Egnyte.TimeLeft, call.Time, call.ClientDisconnected) ?? throw Busy();
        if (group.Semantics.KeepsOthers)
        {
            groupLock.Dispose();
        }

        return groupLock;
    }

    /// <summary>The proxy's own lock, of which Egnyte knows nothing: the change was not sent.</summary>
    private ScimException Busy()
    {
        Log.Busy(logger, group.Id.Value, group.Tenant);
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
            + "time of the request.")]
        public static partial void Busy(ILogger logger, string egnyteGroupId, string tenant);

        [LoggerMessage(EventIds.GroupChanged, LogLevel.Information, "Changed Egnyte group {EgnyteGroupId} of tenant {Tenant}.")]
        public static partial void Changed(ILogger logger, string egnyteGroupId, string tenant);
    }
}
