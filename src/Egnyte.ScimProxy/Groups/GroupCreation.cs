using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Groups;

/// <summary>
/// Makes a group, or recognises the one that an unanswered attempt of the same create made, in this request or an earlier one (behaviour.md
/// §1.2).
/// </summary>
internal static partial class GroupCreation
{
    public static async Task<EgnyteGroup> CreateAsync(ScimCall call, GroupChange requested, ILogger logger)
    {
        var (created, reconciliation) = await CreateReconciliation.CreateAsync(
            call, () => SendAsync(call, requested), (failure, mayBeOurs) => FindOwnAsync(call, requested, failure, mayBeOurs));
        if (reconciliation is not Reconciliation.Not)
        {
            Log.Reconciled(logger, created.Id!, call.Tenant.Name, reconciliation);
        }

        if (reconciliation is Reconciliation.Found)
        {
            return created;
        }

        try
        {
            created = await BlamingAsync(
                call, requested, () => GroupVerification.CompleteAsync(call, new EgnyteGroupId(created.Id!), requested.DisplayName, requested.Added, created));
        }
        catch (EgnyteApiException failure) when (failure.Kind is EgnyteFailure.Unavailable or EgnyteFailure.Throttled or EgnyteFailure.QuotaExhausted)
        {
            // The group exists, as with a user (UserCreation): a repeated create would find a group that it cannot prove to be its own. Okta's apps of
            // the catalogue add the members again at once (behaviour.md §6).
            Log.NotCompleted(logger, created.Id!, call.Tenant.Name, failure.Kind, failure.Cause);
        }

        Log.Created(logger, created.Id!, call.Tenant.Name);
        return created;
    }

    private static Task<EgnyteGroup> SendAsync(ScimCall call, GroupChange requested)
    {
        var group = new EgnyteGroupChange { DisplayName = requested.DisplayName, Members = GroupMembers.ToEgnyte(requested.Added) };
        return BlamingAsync(call, requested, () => call.Egnyte.CreateGroupAsync(group, call.Call, ScimCall.ToTheEnd));
    }

    private static async Task<EgnyteGroup> BlamingAsync(ScimCall call, GroupChange requested, Func<Task<EgnyteGroup>> send)
    {
        try
        {
            return await send();
        }
        catch (EgnyteApiException failure)
            when (failure.Kind is not EgnyteFailure.AlreadyExists
                && GroupRefusal.IsRefusal(failure)
                && requested.Added.Count > 0
                && !MemberSkips.Takes(call, failure, requested))
        {
            throw GroupRefusal.Blame(failure, requested.Added);
        }
    }

    /// <summary>
    /// A group of this name may exist. It is the one that an unanswered attempt made if its members prove it. That nobody is in both
    /// proves it only of an attempt of this request: an empty group is soon another's.
    /// </summary>
    private static async Task<EgnyteGroup?> FindOwnAsync(ScimCall call, GroupChange requested, EgnyteApiException failure, bool mayBeOurs)
    {
        var question = new GroupNameFilter(NameComparison.Equals, requested.DisplayName!);
        var found = await EgnyteLists.ReadGroupsAsync(
            call.Egnyte, 1, question.CanBeAsked ? 2 : EgnyteLists.MaxPage * GroupReads.MaxPagesOfAName, question.EgnyteFilter, call.Call, ScimCall.ToTheEnd);
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

        var group = row is null ? null : await ListedGroup.ReadAsync(call.Egnyte, row.Id!, call.Call, ScimCall.ToTheEnd);
        return group is not null
            && (requested.Added.Count > 0 || (mayBeOurs && IsNamedAsSent(row!, requested)))
            && call.Mapping.Profile.Groups.TellsNamesApart
            && await AreOwnAsync(call, GroupMembers.Of(group), requested.Added)
            ? group
            : throw new ScimException(NameHeld(
                row?.DisplayName ?? requested.DisplayName,
                row is null ? " but is not visible to the API: it may be one of Egnyte's built-in groups" : ""));
    }

    /// <summary>Whether members are those that were sent; where the profile skips members, without those that Egnyte refuses.</summary>
    private static async Task<bool> AreOwnAsync(ScimCall call, HashSet<long> present, IReadOnlyCollection<long> sent)
    {
        if (present.SetEquals(sent) || !call.Mapping.Profile.Groups.SkipsMembers || present.Count == 0 || !present.IsSubsetOf(sent))
        {
            return present.SetEquals(sent);
        }

        List<long> missing = [.. sent.Where(member => !present.Contains(member))];
        return await MemberSkips.RefusableAsync(call, missing) is { } refusable && refusable.Count == missing.Count;
    }

    // Where no members tell whose group it is, its name must: Egnyte holds it regardless of letter case, and shows it as it was sent.
    private static bool IsNamedAsSent(EgnyteGroup row, GroupChange requested) =>
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
