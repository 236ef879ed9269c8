using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Groups.Changes;
using Egnyte.ScimProxy.Groups.Members;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Telemetry;

namespace Egnyte.ScimProxy.Groups;

/// <summary>
/// Makes a group, or recognises the one that an unanswered attempt of the same create made, in this request or an earlier one (behaviour.md
/// §1.2).
/// </summary>
internal sealed partial class GroupCreation(ScimCall call, TenantGroups groups, GroupChange requested, ILogger logger)
{
    public async Task<GroupOutcome> CreateAsync()
    {
        var (outcome, reconciliation) = await CreateReconciliation.CreateAsync(call, SendAsync, FindOwnAsync);
        if (outcome.Group is not { } created)
        {
            return outcome;
        }

        if (reconciliation is not Reconciliation.Not)
        {
            Log.Reconciled(logger, created.Id!, call.Tenant.Name, reconciliation);
        }

        if (reconciliation is Reconciliation.Found)
        {
            return outcome;
        }

        try
        {
            var verification = new GroupVerification(new GroupCalls(call, new EgnyteGroupId(created.Id!), groups.PatchSemantics), logger);
            created = await verification.CompleteAsync(requested.DisplayName, requested.Added, created);
        }
        catch (EgnyteApiException failure) when (IsRefusalOfMembers(failure))
        {
            return GroupOutcome.OfRefusal(failure, requested.Added);
        }
        catch (EgnyteApiException failure) when (failure.Kind is EgnyteFailure.Unavailable or EgnyteFailure.Throttled or EgnyteFailure.QuotaExhausted)
        {
            // The group exists, as with a user (UserCreation): a repeated create would find a group that it cannot prove to be its own. Okta's apps of
            // the catalogue add the members again at once (behaviour.md §6).
            Log.NotCompleted(logger, created.Id!, call.Tenant.Name, failure.Kind, failure.Cause);
        }

        Log.Created(logger, created.Id!, call.Tenant.Name);
        return GroupOutcome.Of(created);
    }

    private async Task<GroupOutcome> SendAsync()
    {
        try
        {
            return GroupOutcome.Of(await call.Egnyte.CreateGroupAsync(
                GroupMembers.Whole(requested.DisplayName, requested.Added)));
        }
        catch (EgnyteApiException failure) when (IsRefusalOfMembers(failure))
        {
            return GroupOutcome.OfRefusal(failure, requested.Added);
        }
    }

    private bool IsRefusalOfMembers(EgnyteApiException failure) =>
        failure.Kind is not EgnyteFailure.AlreadyExists && RefusedMembers.IsRefusal(failure) && requested.Added.Count > 0;

    /// <summary>
    /// A group of this name may exist. It is the one that an unanswered attempt made if its members prove it. Two empty
    /// groups prove it only for an attempt of this request: an empty group is soon another's.
    /// </summary>
    private async Task<GroupOutcome?> FindOwnAsync(EgnyteApiException failure, bool mayBeOurs)
    {
        var question = new GroupNameFilter(NameComparison.Equals, requested.DisplayName!);
        var found = await call.Egnyte.ListGroupsAsync(
            1, question.CanBeAsked ? 2 : EgnyteLists.MaxPage * GroupReads.MaxPagesOfAName, question.EgnyteFilter);
        var row = found.Rows.FirstOrDefault(group => question.Holds(group.DisplayName));
        if (row is null && found.TotalResults > found.Rows.Count && !question.CanBeAsked)
        {
            // Not all of the candidates were read: the group may be among the others.
            throw failure.Kind is EgnyteFailure.AlreadyExists && !mayBeOurs ? new ScimException(NameHeld(requested.DisplayName, "")) : failure;
        }

        if (row is null && mayBeOurs)
        {
            return null;
        }

        var group = row is null ? null : await ListedGroup.StillThereAsync(call.Egnyte.ReadGroupAsync(row.Id!));
        return group is not null
            && (requested.Added.Count > 0 || (mayBeOurs && IsNamedAsSent(row!)))
            && call.Mapping.Profile.Groups.TellsNamesApart
            && await AreOwnAsync(GroupMembers.Of(group), requested.Added)
            ? GroupOutcome.Of(group)
            : throw new ScimException(NameHeld(
                row?.DisplayName ?? requested.DisplayName,
                row is null ? " but is not visible to the API: it may be one of Egnyte's built-in groups" : ""));
    }

    /// <summary>Whether members are those that were sent; where the profile skips members, without those that Egnyte refuses.</summary>
    private async Task<bool> AreOwnAsync(HashSet<long> present, IReadOnlyCollection<long> sent)
    {
        if (present.SetEquals(sent) || !call.Mapping.Profile.Groups.SkipsMembers || present.Count == 0 || !present.IsSubsetOf(sent))
        {
            return present.SetEquals(sent);
        }

        List<long> missing = [.. sent.Where(member => !present.Contains(member))];
        return await MemberSkips.RefusableAsync(call, missing) is { } refusable && refusable.Count == missing.Count;
    }

    // Where no members tell whose group it is, its name must: Egnyte holds it regardless of letter case, and shows it as it was sent.
    private bool IsNamedAsSent(EgnyteGroup row) =>
        string.Equals(row.DisplayName?.Trim(), requested.DisplayName?.Trim(), StringComparison.Ordinal);

    private static ScimError NameHeld(string? name, string where) =>
        ScimError.Uniqueness($"An Egnyte group named \"{name}\" exists already{where}. Link the pushed group to it, or rename one of the two.");

    private static partial class Log
    {
        [LoggerMessage(EventIds.GroupCreated, LogLevel.Information, "Created Egnyte group {EgnyteGroupId} of tenant {Tenant}.")]
        public static partial void Created(ILogger logger, string egnyteGroupId, string tenant);

        [LoggerMessage(
            EventIds.GroupNotCompleted,
            LogLevel.Warning,
            "Created Egnyte group {EgnyteGroupId} of tenant {Tenant}; it may have other members than were sent, since sending them again "
            + "failed as {Kind} ({Cause}): push the group again.")]
        public static partial void NotCompleted(ILogger logger, string egnyteGroupId, string tenant, EgnyteFailure kind, string cause);

        [LoggerMessage(
            EventIds.GroupReconciled,
            LogLevel.Information,
            "Egnyte group {EgnyteGroupId} of tenant {Tenant}: a create that Egnyte did not answer was reconciled: {How}.")]
        public static partial void Reconciled(ILogger logger, string egnyteGroupId, string tenant, Reconciliation how);
    }
}
