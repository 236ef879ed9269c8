using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Errors;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Groups;

/// <summary>
/// The members of the groups on a page: a call each, less what a page before has read. Where the time does not allow them, the client
/// must retry, and they are read meanwhile (behaviour.md §4).
/// </summary>
internal static partial class PageMembers
{
    private const int CallsAtOnce = 4;

    /// <summary>behaviour.md §4: a client is not sent away for longer while its page is being read.</summary>
    private const int LongestWait = 60;

    /// <summary>
    /// Time of a request that is kept for the response: a page of 90 groups fits at 2 calls/s. Where a throttle delays the calls, the
    /// client gets 429, and the members that were read stay cached.
    /// </summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    /// <summary>The groups of a page with their members.</summary>
    /// <param name="call">The request.</param>
    /// <param name="rows">The page as Egnyte has just listed it.</param>
    /// <param name="query">A look-up is always read afresh; so is what a filter on members decides by, where the time allows it.</param>
    /// <param name="logger">Hears of what is read in the background.</param>
    /// <exception cref="ScimException">429 with a Retry-After.</exception>
    public static async Task<IReadOnlyList<EgnyteGroup>> OfAsync(ScimCall call, IReadOnlyList<EgnyteGroup> rows, GroupQuery query, ILogger logger)
    {
        var groups = new EgnyteGroup?[rows.Count];
        if (query.IsLookUp)
        {
            await ReadAsync(call, call.Call, rows, groups);
            return groups!;
        }

        var isFresh = query.NeedsMembers && Fits(call, rows.Count);
        while (true)
        {
            var missing = isFresh ? IdsOf(rows) : Recall(call, rows, groups);
            if (missing.Count == 0)
            {
                return groups!;
            }

            RequireQuota(call, missing.Count, logger);
            var expansions = call.Tenant.MemberPrefetches;
            var calls = expansions.CallsFor(call.Call.TokenHash, missing);
            if (!Fits(call, calls))
            {
                throw BeginReading(call, missing, calls, logger);
            }

            if (!isFresh)
            {
                if (expansions.Find(call.Call.TokenHash, missing) is { } running)
                {
                    await JoinAsync(call, running);
                    continue;
                }

                // One may have ended just now.
                Recall(call, rows, groups);
            }

            try
            {
                await ReadAsync(call, call.Call with { Priority = EgnytePriority.List }, rows, groups);
                return groups!;
            }
            catch (EgnyteApiException failure) when (failure.Kind is EgnyteFailure.Throttled)
            {
                // Others came first, and the time was not enough after all.
                missing = Recall(call, rows, groups);
                if (missing.Count == 0)
                {
                    return groups!;
                }

                throw BeginReading(call, missing, missing.Count, logger);
            }
        }
    }

    private static IReadOnlyCollection<string> IdsOf(IEnumerable<EgnyteGroup> rows) => [.. rows.Select(row => row.Id!)];

    private static List<string> Recall(ScimCall call, IReadOnlyList<EgnyteGroup> rows, EgnyteGroup?[] groups)
    {
        var missing = new List<string>();
        for (var i = 0; i < groups.Length; i++)
        {
            if ((groups[i] ??= Recall(call, rows[i])) is null)
            {
                missing.Add(rows[i].Id!);
            }
        }

        return missing;
    }

    // The name is the page's own, which has just been read.
    private static EgnyteGroup? Recall(ScimCall call, EgnyteGroup row) =>
        call.Tenant.Connection.Members.Find(call.Call.TokenHash, row.Id!) is { } cached ? row with { Members = cached.Members } : null;

    private static async Task JoinAsync(ScimCall call, MemberPrefetch running)
    {
        var patience = call.TimeLeft - Margin;
        try
        {
            await running.Completion.WaitAsync(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, call.Time, call.WhileCallerWaits);
        }
        catch (TimeoutException)
        {
            // What is left then does not fit, and is refused.
        }
    }

    /// <summary>Reads those that are not there yet.</summary>
    private static async Task ReadAsync(ScimCall call, EgnyteCallContext egnyteCall, IReadOnlyList<EgnyteGroup> rows, EgnyteGroup?[] groups)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = call.WhileCallerWaits };
        await Parallel.ForAsync(0, rows.Count, options, async (index, _) =>
        {
            if (groups[index] is null)
            {
                // Not ended by the failure of another: it costs a call of the quota either way, and is cached.
                groups[index] = await ReadAsync(call, egnyteCall, rows[index].Id!, call.WhileCallerWaits);
            }
        });
    }

    private static async Task<EgnyteGroup> ReadAsync(ScimCall call, EgnyteCallContext egnyteCall, string id, CancellationToken cancellationToken)
    {
        var asOf = call.Time.GetTimestamp();
        var group = await ListedGroup.ReadAsync(call.Egnyte, id, egnyteCall, cancellationToken);
        if (egnyteCall.Priority is EgnytePriority.List)
        {
            call.Tenant.Connection.Members.Store(egnyteCall.TokenHash, id, group, asOf);
        }

        return group;
    }

    private static bool Fits(ScimCall call, int calls) =>
        call.Tenant.Connection.TimeFor(call.Call.TokenHash, EgnytePriority.List, calls) < call.TimeLeft - Margin;

    private static void RequireQuota(ScimCall call, int calls, ILogger logger)
    {
        var (connection, token) = (call.Tenant.Connection, call.Call.TokenHash);
        if (connection.QuotaLeft(token, EgnytePriority.List) is { } left && left < calls)
        {
            Log.QuotaTooSmall(logger, call.Tenant.Name, calls, left, call.Call.RequestId);
            throw Refusal(
                call,
                $"The members of these groups cost {calls} Egnyte calls, and of the day's calls {left} are left that lists may use (the "
                + $"tenant's {nameof(TenantOptions.WriteReserve)} keeps the others for writes): exclude members, or ask Egnyte for a higher "
                + "limit",
                connection.QuotaReturns(token),
                least: RetryLater.LeastForQuota);
        }
    }

    private static ScimException BeginReading(ScimCall call, IReadOnlyCollection<string> missing, int calls, ILogger logger)
    {
        var isBegun = call.Tenant.MemberPrefetches.Begin(call, missing, logger);
        Log.Deferred(logger, call.Tenant.Name, missing.Count, call.Call.RequestId);
        return Refusal(
            call,
            $"The members of {missing.Count} groups are still to be read from Egnyte, a call each, "
            + $"{(isBegun ? "and are being read meanwhile" : "after those of other pages")}",
            call.Tenant.Connection.TimeFor(call.Call.TokenHash, EgnytePriority.List, calls) + Margin,
            most: LongestWait);
    }

    private static ScimException Refusal(ScimCall call, string what, TimeSpan wait, int least = 1, int most = int.MaxValue) =>
        new(RetryLater.After(StatusCodes.Status429TooManyRequests, what, wait, ErrorContext.Of(call.Http), least, most));

    private static partial class Log
    {
        [LoggerMessage(
            EventIds.GroupPageDeferred,
            LogLevel.Information,
            "Tenant {Tenant}: a page of groups does not fit into one request, with the members of {Groups} still to be read. The client must "
            + "retry. Request {RequestId}.")]
        public static partial void Deferred(ILogger logger, string tenant, int groups, string requestId);

        [LoggerMessage(
            EventIds.GroupMembersQuota,
            LogLevel.Warning,
            "Tenant {Tenant}: a page of groups was refused, whose members cost {Calls} Egnyte calls; of the day's, lists may make {Left} more. "
            + "Request {RequestId}.")]
        public static partial void QuotaTooSmall(ILogger logger, string tenant, int calls, int left, string requestId);
    }
}
