using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Models;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Groups;

/// <summary>Makes a group, or recognises the one that an earlier, unanswered attempt of the same create made (behaviour.md §1.2).</summary>
internal static partial class GroupCreation
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
        catch (EgnyteApiException failure) when (GroupRefusal.IsRefusal(failure) && requested.Added.Count > 0 && !MemberSkips.Takes(call, failure, requested))
        {
            throw GroupRefusal.Blame(failure, requested.Added);
        }

        Log.Created(logger, created.Id!, call.Tenant.Name);
        return created;
    }

    /// <summary>A group of this name exists. It is the one that an earlier, unanswered attempt made if its members prove it.</summary>
    private static async Task<EgnyteGroup> FindOwnAsync(ScimCall call, GroupChange requested)
    {
        var question = new GroupNameQuestion(NameComparison.Equals, requested.DisplayName!);
        if (!question.CanBeAsked)
        {
            throw new ScimException(NameHeld(requested.DisplayName, ""));
        }

        var found = await EgnyteLists.ReadGroupsAsync(call.Egnyte, 1, 2, question.ToString(), call.Call, ScimCall.ToTheEnd);
        var row = found.Rows.FirstOrDefault(group => question.Holds(group.DisplayName));
        var group = row is null ? null : await call.Egnyte.GetGroupAsync(row.Id!, call.Call, ScimCall.ToTheEnd);
        return group is not null && requested.Added.Count > 0 && call.Mapping.Profile.Groups.TellsNamesApart && await AreOwnAsync(call, GroupMembers.Of(group), requested.Added)
            ? group
            : throw new ScimException(NameHeld(row?.DisplayName ?? requested.DisplayName, row is null ? " but is not visible to the API: it may be one of Egnyte's built-in groups" : ""));
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

    private static ScimError NameHeld(string? name, string where) =>
        ScimError.Uniqueness($"An Egnyte group named \"{name}\" exists already{where}. Link the pushed group to it, or rename one of the two.");

    private static partial class Log
    {
        [LoggerMessage(EventIds.GroupCreated, LogLevel.Information, "Created Egnyte group {EgnyteGroupId} of tenant {Tenant}.")]
        public static partial void Created(ILogger logger, string egnyteGroupId, string tenant);
    }
}
