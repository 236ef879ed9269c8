using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Groups.Members;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Telemetry;

namespace Egnyte.ScimProxy.Groups.Changes;

/// <summary>A 2xx means that Egnyte has it: whether an answer shows the change, and what is done where it does not (behaviour.md §3).</summary>
internal sealed partial class GroupVerification(GroupCalls group, ILogger logger)
{
    private const int MaxRepairs = 3;
    private const int MostNamed = 500;

    /// <summary>Egnyte names one inactive account at a time: each costs a call.</summary>
    private const int MaxRefusals = 20;

    /// <param name="change">What was sent.</param>
    /// <param name="before">The group as it was read before, or null where the tenant's PATCH keeps members that the request does not name.</param>
    /// <param name="shown">What Egnyte shows after the change.</param>
    public async Task<EgnyteGroup> VerifyAsync(GroupChange change, EgnyteGroup? before, EgnyteShown<EgnyteGroup> shown)
    {
        var membersBefore = GroupMembers.Of(before);
        EgnyteGroup answer;
        try
        {
            answer = await WithMembersAsync(shown.Resource);
        }
        catch (EgnyteApiException) when (before is not null)
        {
            // Who was in the group before is known here only.
            Log.InDoubt(logger, group.Id.Value, group.Tenant, Ids(membersBefore));
            throw;
        }

        if (IsRight(change, membersBefore, answer))
        {
            // A later read may show another client's repair: only the response itself shows what a PATCH does.
            if (shown.IsAnswer && shown.Resource.Members is not null)
            {
                group.Semantics.Learn(membersBefore, change, GroupMembers.Of(answer));
            }

            return answer;
        }

        // Without a read before, a response that is wrong in one point is no basis for writing the whole group.
        if (before is null && IsRight(change, membersBefore, answer = await group.ReadAgainAsync()))
        {
            return answer;
        }

        return await RepairAsync(change, membersBefore, answer);
    }

    /// <summary>
    /// It is unknown whether a PATCH was carried out, and it may have replaced all members: the group is read now, while the members before are known.
    /// The client's next attempt would take what is left for all there was.
    /// </summary>
    public async Task<EgnyteGroup> ReconcileAsync(GroupChange change, EgnyteGroup before, EgnyteApiException unanswered)
    {
        group.Facts.Reconciliations++;
        var membersBefore = GroupMembers.Of(before);
        EgnyteGroup seen;
        try
        {
            seen = await group.ReadAgainAsync();
        }
        catch (EgnyteApiException)
        {
            Log.InDoubt(logger, group.Id.Value, group.Tenant, Ids(membersBefore));
            throw unanswered;
        }

        return IsRight(change, membersBefore, seen) ? seen
            : change.LosesOthers(membersBefore, GroupMembers.Of(seen)) ? await RepairAsync(change, membersBefore, seen)
            : throw unanswered;
    }

    /// <summary>A create or replacement must show the name and exactly the members that were sent; if not, all is sent once more (behaviour.md §4).</summary>
    public async Task<EgnyteGroup> CompleteAsync(string? name, IReadOnlyCollection<long> members, EgnyteGroup answer)
    {
        answer = await WithMembersAsync(answer);
        if (Shows(answer))
        {
            return answer;
        }

        answer = await WithMembersAsync(await group.SendAllAsync(name, members));
        return Shows(answer) ? answer : throw NeverRight();

        bool Shows(EgnyteGroup shown) => GroupChange.IsNamed(shown, name) && GroupMembers.Of(shown).SetEquals(members);
    }

    /// <summary>What an answer to a write does not hold, it does not prove (behaviour.md §1.1).</summary>
    private async Task<EgnyteGroup> WithMembersAsync(EgnyteGroup answer) =>
        answer.Members is null ? await group.ReadAgainAsync() : answer;

    public static ScimException NeverRight() =>
        new(ScimError.BadGateway(
            "Egnyte accepted the change of the group, yet shows another name or other members when it was repeated: compare the group in Egnyte "
            + "with the one that is pushed."));

    // A PATCH that replaces keeps no other member. If a member that the request does not name is still there, the missing ones were removed
    // by another client meanwhile, such as another replica: adding them again would undo that. New ones were added by another client.
    private static bool IsRight(GroupChange change, HashSet<long> before, EgnyteGroup shown)
    {
        var members = GroupMembers.Of(shown);
        return change.IsNamedIn(shown) && change.IsDoneIn(members) && !change.LosesOthers(before, members);
    }

    /// <summary>
    /// PUT what shall be, and read again: another replica, whose reading is older than this PUT, may just have written over it. Members
    /// that another client has added since stay.
    /// </summary>
    private async Task<EgnyteGroup> RepairAsync(GroupChange change, HashSet<long> before, EgnyteGroup seen)
    {
        var members = GroupMembers.Of(seen);
        var expected = change.AppliedTo(before.Union(members));
        var (round, refusals) = (1, 0);
        while (round <= MaxRepairs)
        {
            var missing = expected.Where(member => !members.Contains(member)).ToList();
            group.Facts.GroupRepairs++;
            Log.Repairing(logger, group.Id.Value, group.Tenant, missing.Count, members.Count(member => !expected.Contains(member)), round);
            try
            {
                await group.SendAllAsync(change.DisplayName ?? seen.DisplayName, expected);
            }
            catch (EgnyteApiException failure) when (RefusedMembers.IsRefusal(failure))
            {
                // An inactive account stays in its groups but cannot be added to one: losing that member is better than losing all.
                var refused = RefusedMembers.NamedBy(failure, expected);
                if (refused.Count == 0 || refused.Overlaps(change.Added) || ++refusals > MaxRefusals)
                {
                    Log.InDoubt(logger, group.Id.Value, group.Tenant, Ids(missing));

                    // Not to be tried again without them: who was in the group before is known here only.
                    throw refused.Overlaps(change.Added) && RefusedMembers.Of(failure, refused) is { } ofTheChange
                        ? new ScimException(ofTheChange.Error)
                        : Lost(missing, failure.Reason);
                }

                Log.NotPutBack(logger, group.Id.Value, group.Tenant, string.Join(", ", refused));
                expected.ExceptWith(refused);
                continue;
            }
            catch (EgnyteApiException)
            {
                Log.InDoubt(logger, group.Id.Value, group.Tenant, Ids(missing));
                throw;
            }

            round++;
            seen = await group.ReadAgainAsync();
            members = GroupMembers.Of(seen);
            if (IsRight(change, expected, seen))
            {
                return seen;
            }

            // The change is made again on the present members. A member that is missing while another stayed was removed by another client.
            expected = change.AppliedTo(change.LosesOthers(expected, members) ? expected.Union(members) : members);
        }

        if (before.Where(member => !change.Names(member) && !members.Contains(member)).ToList() is { Count: > 0 } lost)
        {
            Log.InDoubt(logger, group.Id.Value, group.Tenant, Ids(lost));
        }

        throw NeverRight();
    }

    private static ScimException Lost(IReadOnlyCollection<long> members, string? reason) =>
        new(ScimError.BadGateway(
            "Egnyte removed members from the group that the request did not name, and refuses to add them "
            + $"again{(reason is null ? "" : $" (\"{reason}\")")}. Add them again in Egnyte, or push the whole group: {Ids(members)}."));

    private static string Ids(IReadOnlyCollection<long> members) =>
        string.Join(", ", members.Order().Take(MostNamed)) + (members.Count > MostNamed ? $" and {members.Count - MostNamed} more" : "");

    private static partial class Log
    {
        [LoggerMessage(
            EventIds.GroupRepaired,
            LogLevel.Warning,
            "Egnyte group {EgnyteGroupId} of tenant {Tenant} did not show what was sent, {Missing} members missing and {Unwanted} too many; "
            + "repairing by a full replacement, round {Round}. If this comes with every change, set GroupPatchForm of the tenant to put.")]
        public static partial void Repairing(ILogger logger, string egnyteGroupId, string tenant, int missing, int unwanted, int round);

        [LoggerMessage(
            EventIds.GroupInDoubt,
            LogLevel.Warning,
            "A change of group {EgnyteGroupId} of tenant {Tenant} was not answered, or its repair was not: these members may be lost from it. "
            + "Compare the group in Egnyte, or push it whole: {EgnyteUserIds}.")]
        public static partial void InDoubt(ILogger logger, string egnyteGroupId, string tenant, string egnyteUserIds);

        [LoggerMessage(
            EventIds.GroupMemberLost,
            LogLevel.Warning,
            "Egnyte removed members of group {EgnyteGroupId} of tenant {Tenant} that the request did not name, and refuses to add them again: "
            + "{EgnyteUserIds}.")]
        public static partial void NotPutBack(ILogger logger, string egnyteGroupId, string tenant, string egnyteUserIds);
    }
}
