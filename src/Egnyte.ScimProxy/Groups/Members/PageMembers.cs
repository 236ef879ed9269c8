using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Errors;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Telemetry;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Groups.Members;

/// <summary>
/// The members of the groups on a page: a call each, less what a page before has read. Where the time does not allow them, the client
/// must retry, and they are read meanwhile (behaviour.md §4).
/// </summary>
internal sealed partial class PageMembers(ScimCall call, MemberPrefetches prefetches, ILogger logger)
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
    /// <param name="rows">The page as Egnyte has just listed it.</param>
    /// <param name="query">A look-up is always read afresh; so is what a filter on members decides by, where the time allows it.</param>
    /// <exception cref="ScimException">429 with a Retry-After.</exception>
    public async Task<IReadOnlyList<EgnyteGroup>> OfAsync(IReadOnlyList<EgnyteGroup> rows, GroupQuery query)
    {
        var groups = new EgnyteGroup?[rows.Count];
        if (query.IsLookUp)
        {
            await ReadAsync(rows, groups, call.Egnyte.ReadGroupAsync);
            return groups!;
        }

        var isFresh = query.NeedsMembers && Fits(rows.Count);
        while (true)
        {
            var missing = isFresh ? IdsOf(rows) : FindCached(rows, groups);
            if (missing.Count == 0)
            {
                return groups!;
            }

            RequireQuota(missing.Count);
            var calls = prefetches.CallsFor(call.Egnyte.Token, missing);
            if (!Fits(calls))
            {
                throw BeginReading(missing, calls);
            }

            if (!isFresh)
            {
                if (prefetches.Find(call.Egnyte.Token, missing) is { } running)
                {
                    await JoinAsync(running);
                    continue;
                }

                // One may have ended just now.
                FindCached(rows, groups);
            }

            try
            {
                await ReadAsync(rows, groups, call.Egnyte.ReadListedGroupAsync);
                return groups!;
            }
            catch (EgnyteApiException failure) when (failure.Kind is EgnyteFailure.Throttled)
            {
                // Others came first, and the time was not enough after all.
                missing = FindCached(rows, groups);
                if (missing.Count == 0)
                {
                    return groups!;
                }

                throw BeginReading(missing, missing.Count);
            }
        }
    }

    private static IReadOnlyCollection<string> IdsOf(IEnumerable<EgnyteGroup> rows) => [.. rows.Select(row => row.Id!)];

    private List<string> FindCached(IReadOnlyList<EgnyteGroup> rows, EgnyteGroup?[] groups)
    {
        var missing = new List<string>();
        for (var i = 0; i < groups.Length; i++)
        {
            if ((groups[i] ??= call.Egnyte.FindCachedMembers(rows[i])) is null)
            {
                missing.Add(rows[i].Id!);
            }
        }

        return missing;
    }

    private async Task JoinAsync(MemberPrefetch running)
    {
        var patience = call.Egnyte.TimeLeft - Margin;
        try
        {
            await running.Completion.WaitAsync(patience > TimeSpan.Zero ? patience : TimeSpan.Zero, call.Time, call.ClientDisconnected);
        }
        catch (TimeoutException)
        {
            // What is left then does not fit, and is refused.
        }
    }

    /// <summary>Reads those that are not there yet.</summary>
    private async Task ReadAsync(IReadOnlyList<EgnyteGroup> rows, EgnyteGroup?[] groups, Func<string, Task<EgnyteGroup>> read)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = call.ClientDisconnected };
        await Parallel.ForAsync(0, rows.Count, options, async (index, _) =>
        {
            // Not ended by the failure of another: it costs a call of the quota either way, and is cached.
            groups[index] ??= await ListedGroup.StillThereAsync(read(rows[index].Id!));
        });
    }

    private bool Fits(int calls) => call.Egnyte.TimeForList(calls) < call.Egnyte.TimeLeft - Margin;

    private void RequireQuota(int calls)
    {
        if (call.Egnyte.ListQuotaLeft is { } left && left < calls)
        {
            Log.QuotaTooSmall(logger, call.Tenant.Name, calls, left);
            throw RetryLaterFor(
                $"The members of these groups cost {calls} Egnyte calls, and of the day's calls {left} are left that lists may use (the "
                + $"tenant's {TenantSettingsFormat.WriteReserve.Key} keeps the others for writes): exclude members, or ask Egnyte for a higher "
                + "limit",
                call.Egnyte.QuotaReturns,
                least: RetryLater.LeastForQuota);
        }
    }

    private ScimException BeginReading(IReadOnlyCollection<string> missing, int calls)
    {
        var isBegun = prefetches.Begin(call, missing, logger);
        Log.Deferred(logger, call.Tenant.Name, missing.Count);
        return RetryLaterFor(
            $"The members of {missing.Count} groups are still to be read from Egnyte, a call each, "
            + $"{(isBegun ? "and are being read meanwhile" : "after those of other pages")}",
            call.Egnyte.TimeForList(calls) + Margin,
            most: LongestWait);
    }

    private ScimException RetryLaterFor(string what, TimeSpan wait, int least = 1, int most = int.MaxValue) =>
        new(RetryLater.After(StatusCodes.Status429TooManyRequests, what, wait, ErrorContext.Of(call.Http), least, most));

    private static partial class Log
    {
        [LoggerMessage(
            EventIds.GroupPageDeferred,
            LogLevel.Information,
            "Tenant {Tenant}: a page of groups does not fit into one request, with the members of {Groups} still to be read. The client must "
            + "retry.")]
        public static partial void Deferred(ILogger logger, string tenant, int groups);

        [LoggerMessage(
            EventIds.GroupMembersQuota,
            LogLevel.Warning,
            "Tenant {Tenant}: a page of groups was refused, whose members cost {Calls} Egnyte calls; of the day's, lists may make {Left} more.")]
        public static partial void QuotaTooSmall(ILogger logger, string tenant, int calls, int left);
    }
}
