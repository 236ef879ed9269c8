using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Groups.Members;
using Egnyte.ScimProxy.Telemetry;

namespace Egnyte.ScimProxy.Groups.Changes;

/// <summary>
/// What happens when Egnyte refuses a change of members: what is missing is sent again, then the refused members are named (behaviour.md
/// §3).
/// </summary>
internal sealed partial class RefusedChange(GroupCalls group, GroupVerification verification, ILogger logger)
{
    /// <summary>Egnyte may refuse a change that is partly done already (a member that is one, a member that is gone): only the rest is sent.</summary>
    /// <param name="change">What was refused.</param>
    /// <param name="before">The group as it was read before, or null where the tenant's PATCH keeps members that the request does not name.</param>
    /// <param name="current">The group as it is now.</param>
    /// <param name="refusal">What Egnyte answered.</param>
    public async Task<GroupOutcome> SendRestAsync(GroupChange change, EgnyteGroup? before, EgnyteGroup current, EgnyteApiException refusal)
    {
        // Okta sends the name with every change of members: only another name than the present one can be taken.
        if (RefusedMembers.IsOfTheName(refusal, change.DisplayName, current))
        {
            throw refusal;
        }

        var rest = change.Without(current);
        if (rest.IsEmpty)
        {
            return GroupOutcome.Of(current);
        }

        // Nothing was so already: the same words would be refused again.
        if (rest.Added.Count == change.Added.Count && rest.Removed.Count == change.Removed.Count)
        {
            return await SendWholeAsync(change, before, refusal, rest.Added);
        }

        EgnyteShown<EgnyteGroup> answer;
        try
        {
            answer = await group.SendDeltaAsync(rest);
        }
        catch (EgnyteApiException failure) when (RefusedMembers.IsRefusal(failure) && !group.SkipsNamed(failure, rest))
        {
            return await SendWholeAsync(change, before, failure, rest.Added);
        }
        catch (EgnyteApiException failure) when (failure.MayHaveActed && !group.Semantics.KeepsOthers)
        {
            return GroupOutcome.Of(await verification.ReconcileAsync(rest, current, failure));
        }
        catch (EgnyteApiException failure) when (RefusedMembers.IsRefusal(failure))
        {
            return GroupOutcome.OfRefusal(failure, change.Added);
        }

        return GroupOutcome.Of(await verification.VerifyAsync(rest, before, answer));
    }

    /// <summary>Until the form is known, a refusal that tells no member may be one of the form: the whole group is the same in every form.</summary>
    private async Task<GroupOutcome> SendWholeAsync(
        GroupChange change, EgnyteGroup? before, EgnyteApiException refusal, IReadOnlyCollection<long> added)
    {
        if (before is null || refusal.Attribute is "displayName" || RefusedMembers.NamedBy(refusal, added).Count > 0)
        {
            return GroupOutcome.OfRefusal(refusal, added);
        }

        var name = change.DisplayName ?? before.DisplayName;
        var members = change.AppliedTo(GroupMembers.Of(before));
        try
        {
            var answer = await verification.CompleteAsync(name, members, await group.SendAllAsync(name, members));
            Log.FormRefused(logger, group.Id.Value, group.Tenant);
            return GroupOutcome.Of(answer);
        }
        catch (EgnyteApiException failure) when (RefusedMembers.IsRefusal(failure))
        {
            if (group.SkipsNamed(failure, change))
            {
                return GroupOutcome.OfRefusal(failure, change.Added);
            }

            if (RefusedMembers.IsOfTheName(failure, name, before))
            {
                throw;
            }

            return GroupOutcome.OfRefusal(failure, added);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventIds.GroupFormRefused,
            LogLevel.Warning,
            "Egnyte refused a PATCH of group {EgnyteGroupId} of tenant {Tenant} and then took the same change as a whole group. If this comes "
            + "with every change, set GroupPatchForm of the tenant to patchOp or put.")]
        public static partial void FormRefused(ILogger logger, string egnyteGroupId, string tenant);
    }
}
