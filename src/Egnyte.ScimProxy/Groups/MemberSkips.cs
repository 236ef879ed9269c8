using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Groups;

/// <summary>What becomes of members that Egnyte refuses: the request is refused, or, where the profile says skip, done without them (behaviour.md §1.1).</summary>
internal sealed partial class MemberSkips(ScimProxyMetrics metrics, ILogger<MemberSkips> logger)
{
    /// <summary>Egnyte names one member at a time: each costs a call.</summary>
    private const int MaxRounds = 20;

    /// <summary>How many are looked at one by one; of more, the first people of the domain are listed, so that it is three calls in all with the repetition.</summary>
    private const int FewEnoughToRead = 2;

    private const int MostPeople = 2 * EgnyteLists.MaxPage;
    private const int MostNamed = 500;

    /// <summary>Makes a change, without the members that Egnyte refuses where the profile skips them.</summary>
    /// <exception cref="ScimException">400: Egnyte refuses members, and the profile does not skip them or nobody can tell which they are.</exception>
    public async Task<EgnyteGroup> DoAsync(ScimCall call, GroupChange requested, Func<GroupChange, Task<EgnyteGroup>> attempt)
    {
        var change = requested;
        for (var round = 0; ; round++)
        {
            IReadOnlyCollection<long> refused;
            try
            {
                var group = await attempt(change);
                Count(call, group, requested.Malformed, [.. requested.Added.Except(change.Added)]);
                return group;
            }
            catch (EgnyteApiException failure) when (round < MaxRounds && Takes(call, failure, change))
            {
                refused = GroupRefusal.Named(failure, change.Added);
            }
            catch (MembersRefusedException refusal)
            {
                refused = call.Mapping.Profile.Groups.SkipsMembers && round < MaxRounds ? await FindAsync(call, refusal) : [];
                if (refused.Count == 0)
                {
                    throw new ScimException(refusal.Error);
                }
            }

            change = change.WithoutAdding(refused);
        }
    }

    /// <summary>Whether a refusal needs no sorting out, because it names members that the profile skips. A member that is one already is none of them.</summary>
    public static bool Takes(ScimCall call, EgnyteApiException failure, GroupChange change) =>
        call.Mapping.Profile.Groups.SkipsMembers
        && failure.Kind is EgnyteFailure.InvalidInput or EgnyteFailure.Rejected
        && GroupRefusal.Named(failure, change.Added).Count > 0;

    /// <summary>Those of some people who cannot be members, for they are not there or inactive; null where that cannot be told in two calls.</summary>
    public static async Task<IReadOnlyCollection<long>?> RefusableAsync(ScimCall call, IReadOnlyCollection<long> people)
    {
        if (people.Count <= FewEnoughToRead)
        {
            var looked = new List<long>();
            foreach (var person in people)
            {
                if (await IsInactiveAsync(call, person))
                {
                    looked.Add(person);
                }
            }

            return looked;
        }

        var everybody = await EgnyteLists.ReadAllUsersAsync(call.Egnyte, MostPeople, call.Call, ScimCall.ToTheEnd);
        return everybody.TotalResults > everybody.Rows.Count ? null : [.. people.Except(everybody.Rows.Where(user => user.Active is not false).Select(user => user.Id))];
    }

    private static async Task<IReadOnlyCollection<long>> FindAsync(ScimCall call, MembersRefusedException refusal) =>
        refusal.Named.Count > 0 ? refusal.Named : await RefusableAsync(call, refusal.Added) ?? [];

    private static async Task<bool> IsInactiveAsync(ScimCall call, long person)
    {
        try
        {
            return call.RememberRead(await call.Egnyte.GetUserAsync(person, call.Call, ScimCall.ToTheEnd)).Active is false;
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
        [LoggerMessage(EventIds.GroupMembersSkipped, LogLevel.Warning, "Left {Skipped} members out of Egnyte group {EgnyteGroupId} of tenant {Tenant} that do not exist or are inactive ({EgnyteUserIds}), and {Malformed} whose id cannot be an Egnyte user's.")]
        public static partial void Skipped(ILogger logger, string egnyteGroupId, string tenant, int skipped, string egnyteUserIds, int malformed);
    }
}
