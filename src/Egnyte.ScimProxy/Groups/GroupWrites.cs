using System.Text.RegularExpressions;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Models;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Groups;

/// <summary>The writes of a group, verified by their answers, and what must still happen when Egnyte refuses one (behaviour.md §3).</summary>
internal static partial class GroupWrites
{
    private const int MaxRepairs = 3;

    public static async Task<EgnyteGroup> CreateAsync(ScimCall call, GroupChange requested, ILogger logger)
    {
        EgnyteGroup created;
        try
        {
            var group = new EgnyteGroupChange { DisplayName = requested.DisplayName, Members = GroupMembers.ToEgnyte(requested.Added) };
            created = await call.Egnyte.CreateGroupAsync(group, call.Call, ScimCall.ToTheEnd);
            created = await CompleteAsync(call, new EgnyteGroupId(created.Id!), requested.DisplayName, requested.Added, created);
        }
        catch (EgnyteApiException failure) when (failure.Kind is EgnyteFailure.AlreadyExists)
        {
            created = await FindOwnAsync(call, requested);
        }
        catch (EgnyteApiException failure) when (IsRefusal(failure) && requested.Added.Count > 0)
        {
            throw Blame(failure, requested.Added);
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

        var changed = change.ReplacesMembers ? await ReplaceAsync(call, id, change) : await PatchAsync(call, id, change, logger);
        Log.Changed(logger, id.Value, call.Tenant.Name);
        return changed;
    }

    /// <summary>A PUT without a members key is a rename: members stay, as Egnyte keeps them in a PATCH that has no members (PY, live).</summary>
    public static async Task<EgnyteGroup> PutAsync(ScimCall call, EgnyteGroupId id, GroupChange requested, ILogger logger)
    {
        if (requested.ReplacesMembers)
        {
            return await ChangeAsync(call, id, requested, logger);
        }

        var renamed = await call.Egnyte.UpdateGroupAsync(id.Value, requested.ToEgnytePatch(), call.Call, ScimCall.ToTheEnd);
        if (!IsNamed(renamed, requested.DisplayName))
        {
            renamed = await call.Egnyte.UpdateGroupAsync(id.Value, requested.ToEgnytePatch(), call.Call, ScimCall.ToTheEnd);
            renamed = IsNamed(renamed, requested.DisplayName) ? renamed : throw NeverRight();
        }

        Log.Changed(logger, id.Value, call.Tenant.Name);
        return renamed;
    }

    private static async Task<EgnyteGroup> ReplaceAsync(ScimCall call, EgnyteGroupId id, GroupChange change)
    {
        // Egnyte's PUT needs the name: without one in the request, the present one is read first.
        var name = change.DisplayName ?? (await ReadAsync(call, id)).DisplayName;
        try
        {
            return await CompleteAsync(call, id, name, change.Added, await SendAllAsync(call, id, name, change.Added));
        }
        catch (EgnyteApiException failure) when (IsRefusal(failure) && change.Added.Count > 0)
        {
            var present = GroupMembers.Of(await ReadAsync(call, id));
            throw Blame(failure, [.. change.Added.Where(member => !present.Contains(member))]);
        }
    }

    private static async Task<EgnyteGroup> PatchAsync(ScimCall call, EgnyteGroupId id, GroupChange change, ILogger logger)
    {
        var form = call.Tenant.GroupPatchForm;
        var before = form.KeepsOthers ? null : await ReadAsync(call, id);
        EgnyteGroup answer;
        try
        {
            answer = await call.Egnyte.UpdateGroupAsync(id.Value, change.ToEgnytePatch(), call.Call, ScimCall.ToTheEnd);
        }
        catch (EgnyteApiException failure) when (IsRefusal(failure))
        {
            return await PatchWhatIsNotYetTrueAsync(call, id, change, before ?? await ReadAsync(call, id), failure, logger);
        }

        return await VerifyAsync(call, id, change, before, answer, logger);
    }

    /// <summary>Egnyte may refuse a change that is partly done already (a member that is one, a member that is gone): only the rest is sent.</summary>
    private static async Task<EgnyteGroup> PatchWhatIsNotYetTrueAsync(ScimCall call, EgnyteGroupId id, GroupChange change, EgnyteGroup current, EgnyteApiException refused, ILogger logger)
    {
        if (refused.Kind is EgnyteFailure.AlreadyExists && change.DisplayName is not null)
        {
            throw refused;
        }

        var rest = change.Without(current);
        if (rest.IsEmpty)
        {
            return current;
        }

        if (rest.Added.Count == change.Added.Count && rest.Removed.Count == change.Removed.Count)
        {
            throw Blame(refused, rest.Added);
        }

        EgnyteGroup answer;
        try
        {
            answer = await call.Egnyte.UpdateGroupAsync(id.Value, rest.ToEgnytePatch(), call.Call, ScimCall.ToTheEnd);
        }
        catch (EgnyteApiException failure) when (IsRefusal(failure))
        {
            throw Blame(failure, rest.Added);
        }

        return await VerifyAsync(call, id, rest, current, answer, logger);
    }

    /// <summary>
    /// Whether an answer shows the change. Where the group was read before, members that nobody named must not all be gone: then
    /// Egnyte's PATCH has replaced them. If some are there and others not, somebody else took those out meanwhile.
    /// </summary>
    private static async Task<EgnyteGroup> VerifyAsync(ScimCall call, EgnyteGroupId id, GroupChange change, EgnyteGroup? before, EgnyteGroup answer, ILogger logger)
    {
        var after = GroupMembers.Of(answer.Members is null ? answer = await ReadAsync(call, id) : answer);
        var membersBefore = GroupMembers.Of(before ?? answer);
        if (IsNamed(answer, change.DisplayName) && change.IsDoneIn(after) && !change.LosesOthers(membersBefore, after))
        {
            call.Tenant.GroupPatchForm.Learn(membersBefore, change, after);
            return answer;
        }

        for (var repair = 1; repair <= MaxRepairs; repair++)
        {
            Log.Repairing(logger, id.Value, call.Tenant.Name, repair);

            // What others have added since stays.
            var expected = change.AppliedTo(membersBefore.Union(after));
            answer = await SendAllAsync(call, id, change.DisplayName ?? answer.DisplayName, expected);
            after = GroupMembers.Of(answer.Members is null ? answer = await ReadAsync(call, id) : answer);
            if (after.SetEquals(expected))
            {
                return answer;
            }
        }

        throw NeverRight();
    }

    /// <summary>A 2xx must show what was sent (behaviour.md §4): if it does not, the whole group is sent once more.</summary>
    private static async Task<EgnyteGroup> CompleteAsync(ScimCall call, EgnyteGroupId id, string? name, IReadOnlyCollection<long> members, EgnyteGroup answer)
    {
        if (Shows(answer))
        {
            return answer;
        }

        answer = await SendAllAsync(call, id, name, members);
        return Shows(answer) ? answer : throw NeverRight();

        bool Shows(EgnyteGroup group) => IsNamed(group, name) && (group.Members is null || GroupMembers.Of(group).SetEquals(members));
    }

    private static bool IsNamed(EgnyteGroup group, string? name) => name is null || group.DisplayName is null || name.Trim() == group.DisplayName.Trim();

    private static ScimException NeverRight() =>
        new(ScimError.BadGateway("Egnyte accepted the change of the group, yet shows another name or other members when it was repeated: compare the group in Egnyte with the one that is pushed."));

    private static Task<EgnyteGroup> SendAllAsync(ScimCall call, EgnyteGroupId id, string? displayName, IEnumerable<long> members) =>
        call.Egnyte.ReplaceGroupAsync(id.Value, new EgnyteGroupChange { DisplayName = displayName, Members = GroupMembers.ToEgnyte(members) }, call.Call, ScimCall.ToTheEnd);

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

    private static Task<EgnyteGroup> ReadAsync(ScimCall call, EgnyteGroupId id) => call.Egnyte.GetGroupAsync(id.Value, call.Call, call.WhileCallerWaits);

    // A 400 that says "already" of a member is a refusal of the change, not a clash of names.
    private static bool IsRefusal(EgnyteApiException failure) =>
        failure.Kind is EgnyteFailure.InvalidInput or EgnyteFailure.Rejected || failure is { Kind: EgnyteFailure.AlreadyExists, Status: System.Net.HttpStatusCode.BadRequest };

    /// <summary>Names the member that Egnyte's text or a single addition tells; otherwise all that were added.</summary>
    private static Exception Blame(EgnyteApiException failure, IReadOnlyCollection<long> added)
    {
        const int most = 20;
        if (added.Count == 0 || failure.Attribute is "displayName")
        {
            return failure;
        }

        var named = added.Where(NumbersIn(failure.Reason).Contains).ToList();
        var blamed = named.Count > 0 ? named : [.. added];
        var ids = string.Join(", ", blamed.Take(most)) + (blamed.Count > most ? $" and {blamed.Count - most} more" : "");
        return new ScimException(ScimError.InvalidValue(
            $"Egnyte refused to add member{(blamed.Count == 1 ? "" : "s, one or more of them:")} {ids}{(failure.Reason is { } reason ? $" (\"{reason}\")" : "")}. Only accounts that exist and are active can join a group: assign or reactivate the person in the app first, then push the group again."));
    }

    private static HashSet<long> NumbersIn(string? text) =>
        text is null ? [] : [.. Number().Matches(text).Select(match => long.TryParse(match.ValueSpan, out var number) ? number : 0)];

    [GeneratedRegex("[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    private static partial class Log
    {
        [LoggerMessage(EventIds.GroupCreated, LogLevel.Information, "Created Egnyte group {EgnyteGroupId} of tenant {Tenant}.")]
        public static partial void Created(ILogger logger, string egnyteGroupId, string tenant);

        [LoggerMessage(EventIds.GroupChanged, LogLevel.Information, "Changed Egnyte group {EgnyteGroupId} of tenant {Tenant}.")]
        public static partial void Changed(ILogger logger, string egnyteGroupId, string tenant);

        [LoggerMessage(EventIds.GroupRepaired, LogLevel.Warning, "Egnyte group {EgnyteGroupId} of tenant {Tenant} did not show the members that were sent; repairing by a full replacement, round {Round}.")]
        public static partial void Repairing(ILogger logger, string egnyteGroupId, string tenant, int round);
    }
}
