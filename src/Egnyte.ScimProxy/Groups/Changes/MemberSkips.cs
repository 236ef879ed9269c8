using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Telemetry;

namespace Egnyte.ScimProxy.Groups.Changes;

/// <summary>
/// What becomes of members that Egnyte refuses: the request is rejected, or, where the profile says skip, done without them (behaviour.md
/// §1.1).
/// </summary>
internal sealed partial class MemberSkips(ScimProxyMetrics metrics, ILogger<MemberSkips> logger)
{
    /// <summary>Egnyte names one member at a time: each costs a call.</summary>
    private const int MaxRounds = 20;

    /// <summary>How many are read one by one. For more, the first users of the domain are listed, so that three calls suffice with the repetition.</summary>
    private const int FewEnoughToRead = 2;

    private const int MostUsers = 2 * EgnyteLists.MaxPage;
    private const int MostNamed = 500;

    /// <summary>Makes a change, without the members that Egnyte refuses where the profile skips them.</summary>
    /// <exception cref="ScimException">400: Egnyte refuses members, and the profile does not skip them, or it is unknown which they are.</exception>
    public async Task<EgnyteGroup> DoAsync(ScimCall call, GroupChange requested, Func<GroupChange, Task<GroupOutcome>> attempt)
    {
        var change = requested;
        for (var round = 0; ; round++)
        {
            var outcome = await attempt(change);
            if (outcome.Group is { } group)
            {
                Count(call, group, requested.Malformed, [.. requested.Added.Except(change.Added)]);
                return group;
            }

            var refused = outcome.Refused!;
            var skipped = call.Mapping.Profile.Groups.SkipsMembers && round < MaxRounds ? await FindAsync(call, refused) : [];
            change = skipped.Count > 0 ? change.WithoutAdding(skipped) : throw new ScimException(refused.Error);
        }
    }

    /// <summary>Those of some users who cannot be members, because they are missing or inactive; null if two calls do not show it.</summary>
    public static async Task<IReadOnlyCollection<long>?> RefusableAsync(ScimCall call, IReadOnlyCollection<long> users)
    {
        if (users.Count <= FewEnoughToRead)
        {
            var looked = new List<long>();
            foreach (var userId in users)
            {
                if (await IsInactiveAsync(call, userId))
                {
                    looked.Add(userId);
                }
            }

            return looked;
        }

        var all = await call.Egnyte.ListAllUsersAsync(MostUsers);
        return all.TotalResults > all.Rows.Count
            ? null
            : [.. users.Except(all.Rows.Where(user => user.Active is not false).Select(user => user.Id))];
    }

    private static async Task<IReadOnlyCollection<long>> FindAsync(ScimCall call, RefusedMembers refused) =>
        refused.Named.Count > 0 ? refused.Named : await RefusableAsync(call, refused.Added) ?? [];

    private static async Task<bool> IsInactiveAsync(ScimCall call, long userId)
    {
        try
        {
            return (await call.Egnyte.ReadUserAsync(userId)).Active is false;
        }
        catch (EgnyteApiException failure) when (failure.Kind is EgnyteFailure.NotFound)
        {
            return true;
        }
    }

    private void Count(ScimCall call, EgnyteGroup group, int malformed, List<long> skipped)
    {
        if (malformed + skipped.Count > 0)
        {
            metrics.MembersSkipped(call.Tenant.Name, malformed + skipped.Count);
            Log.Skipped(logger, group.Id!, call.Tenant.Name, skipped.Count, string.Join(", ", skipped.Order().Take(MostNamed)), malformed);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventIds.GroupMembersSkipped,
            LogLevel.Warning,
            "Left {Skipped} members out of Egnyte group {EgnyteGroupId} of tenant {Tenant} that do not exist or are inactive "
            + "({EgnyteUserIds}), and {Malformed} whose id cannot be an Egnyte user's.")]
        public static partial void Skipped(ILogger logger, string egnyteGroupId, string tenant, int skipped, string egnyteUserIds, int malformed);
    }
}
