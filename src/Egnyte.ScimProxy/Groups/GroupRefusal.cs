using System.Net;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Groups;

/// <summary>
/// What happens when Egnyte refuses a change of members: what is missing is sent again, then the refused members are named (behaviour.md
/// §3).
/// </summary>
internal static partial class GroupRefusal
{
    private const int MostNamed = 20;

    // A 400 that says "already" of a member is a refusal of the change, not a clash of names.
    public static bool IsRefusal(EgnyteApiException failure) =>
        failure.Kind is EgnyteFailure.InvalidInput or EgnyteFailure.Rejected
            || failure is { Kind: EgnyteFailure.AlreadyExists, Status: HttpStatusCode.BadRequest };

    /// <summary>Whether a 400 that says "already exists" is about the group's name: it is to change to one that another group has.</summary>
    public static bool IsOfTheName(EgnyteApiException failure, string? name, EgnyteGroup current) =>
        failure.Kind is EgnyteFailure.AlreadyExists && name is not null && !string.Equals(name, current.DisplayName, StringComparison.Ordinal);

    /// <summary>The group as it is now. Where it cannot be read, the refusal stays what is known: an earlier attempt may have done what it refuses.</summary>
    public static async Task<EgnyteGroup> ReadAsync(ScimCall call, EgnyteGroupId id, EgnyteApiException refused)
    {
        try
        {
            return await GroupWrites.ReadAsync(call, id);
        }
        catch (EgnyteApiException failure) when (refused.MayHaveActed && failure.Kind is not EgnyteFailure.NotFound)
        {
            throw refused;
        }
    }

    /// <summary>Egnyte may refuse a change that is partly done already (a member that is one, a member that is gone): only the rest is sent.</summary>
    public static async Task<EgnyteGroup> SortOutAsync(
        ScimCall call, EgnyteGroupId id, GroupChange change, EgnyteGroup? before, EgnyteApiException refused, ILogger logger)
    {
        // Okta sends the name with every change of members: only another name than the present one can be taken.
        var current = before ?? await ReadAsync(call, id, refused);
        if (IsOfTheName(refused, change.DisplayName, current))
        {
            throw refused;
        }

        var rest = change.Without(current);
        if (rest.IsEmpty)
        {
            return current;
        }

        // Nothing was so already: the same words would be refused again.
        if (rest.Added.Count == change.Added.Count && rest.Removed.Count == change.Removed.Count)
        {
            return await SendWholeAsync(call, id, change, before, refused, rest.Added, logger);
        }

        EgnyteShown<EgnyteGroup> answer;
        try
        {
            answer = await GroupWrites.SendDeltaAsync(call, id, rest);
        }
        catch (EgnyteApiException failure) when (IsRefusal(failure) && !MemberSkips.Takes(call, failure, rest))
        {
            return await SendWholeAsync(call, id, change, before, failure, rest.Added, logger);
        }
        catch (EgnyteApiException failure) when (failure.MayHaveActed && !call.Tenant.GroupPatchSemantics.KeepsOthers)
        {
            return await GroupVerification.SettleAsync(call, id, rest, current, failure, logger);
        }

        return await GroupVerification.VerifyAsync(call, id, rest, before, answer, logger);
    }

    /// <summary>Until the form is known, a refusal that tells no member may be one of the form: the whole group is the same in every form.</summary>
    private static async Task<EgnyteGroup> SendWholeAsync(
        ScimCall call, EgnyteGroupId id, GroupChange change, EgnyteGroup? before, EgnyteApiException refused, IReadOnlyCollection<long> added, ILogger logger)
    {
        if (before is null || refused.Attribute is "displayName" || Named(refused, added).Count > 0)
        {
            throw Blame(refused, added);
        }

        var name = change.DisplayName ?? before.DisplayName;
        var members = change.AppliedTo(GroupMembers.Of(before));
        try
        {
            var answer = await GroupVerification.CompleteAsync(call, id, name, members, await GroupWrites.SendAllAsync(call, id, name, members));
            Log.FormRefused(logger, id.Value, call.Tenant.Name);
            return answer;
        }
        catch (EgnyteApiException failure) when (IsRefusal(failure) && !MemberSkips.Takes(call, failure, change))
        {
            throw IsOfTheName(failure, name, before) ? failure : Blame(failure, added);
        }
    }

    /// <summary>Names the member that Egnyte's text or a single addition tells; otherwise all that were added.</summary>
    public static Exception Blame(EgnyteApiException failure, IReadOnlyCollection<long> added)
    {
        if (added.Count == 0 || failure.Attribute is "displayName")
        {
            return failure;
        }

        var named = Named(failure, added);
        IReadOnlyCollection<long> blamed = named.Count > 0 ? named : added;
        var ids = string.Join(", ", blamed.Take(MostNamed)) + (blamed.Count > MostNamed ? $" and {blamed.Count - MostNamed} more" : "");
        return new MembersRefusedException(ScimError.InvalidValue(
            $"Egnyte refused to add member{(blamed.Count == 1 ? "" : "s, one or more of them:")} "
            + $"{ids}{(failure.Reason is { } reason ? $" (\"{reason}\")" : "")}. Only accounts that exist and are active can join a group: "
            + "assign or reactivate the user in the app first, then push the group again."), named, added);
    }

    /// <summary>Those of the members whose ids Egnyte's text tells.</summary>
    public static SortedSet<long> Named(EgnyteApiException failure, IEnumerable<long> members)
    {
        var numbers = NumbersIn(failure.Reason);
        return numbers.Count == 0 ? [] : [.. members.Where(numbers.Contains)];
    }

    private static HashSet<long> NumbersIn(string? text) =>
        text is null ? [] : [.. Number().Matches(text).Select(match => long.TryParse(match.ValueSpan, out var number) ? number : 0)];

    [GeneratedRegex("[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

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
