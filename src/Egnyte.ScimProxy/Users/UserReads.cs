using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Users;

/// <summary>Asks Egnyte what a query says: one call, or none if no user can match.</summary>
internal static class UserReads
{
    public static async Task<(int Total, IReadOnlyList<EgnyteUser> Users)> AskAsync(ScimCall call, UserQuery query, ListRequest request)
    {
        switch (query)
        {
            case UserQuery.All:
                return request.SortBy is null ? await PageAsync(call, request) : await SortedAsync(call, request);
            case UserQuery.ById { Id: var id }:
                return await FinishAsync(call, query, await FindAsync(call, id), request);
            case UserQuery.ByField field:
                return await FinishAsync(call, query, await MatchesAsync(call, field), request);
            case UserQuery.Scan:
                return await FinishAsync(call, query, await ScanAsync(call, query), request);
            default:
                return (0, []);
        }
    }

    private static async Task<(int, IReadOnlyList<EgnyteUser>)> PageAsync(ScimCall call, ListRequest request)
    {
        var list = await EgnyteLists.ReadUsersAsync(call.Egnyte, request.StartIndex, request.Count, null, call.Call, call.WhileCallerWaits);
        return (list.TotalResults, list.Rows);
    }

    /// <summary>Egnyte cannot sort. Where everybody is at hand, they are sorted here; a page of many would be no page of the sorted list.</summary>
    private static async Task<(int, IReadOnlyList<EgnyteUser>)> SortedAsync(ScimCall call, ListRequest request)
    {
        var read = await EgnyteLists.ReadAllUsersAsync(call.Egnyte, Math.Max(EgnyteLists.MaxPage, ScanLimit(call)), call.Call, call.WhileCallerWaits);
        return read.TotalResults <= read.Rows.Count ? Whole(call, read.Rows, request, null)
            : request.IsWithin(read.Rows) ? (read.TotalResults, request.RowsOf(read.Rows))
            : await PageAsync(call, request);
    }

    // The rows are matched here once more: a filter that Egnyte reads in another way must not show another account.
    private static async Task<IReadOnlyList<EgnyteUser>> MatchesAsync(ScimCall call, UserQuery.ByField field)
    {
        var list = await EgnyteLists.ReadUsersAsync(call.Egnyte, 1, EgnyteLists.MaxPage, field.EgnyteFilter, call.Call, call.WhileCallerWaits);
        if (list.TotalResults > list.Rows.Count)
        {
            throw new ScimException(ScimError.TooMany("More than 100 accounts match: Egnyte does not answer this filter as it should."));
        }

        return [.. list.Rows.Where(field.Matches)];
    }

    /// <summary>
    /// Every user, if that costs no more calls than the tenant allows: one for each hundred, and one for each of whom the list does not tell
    /// what is asked.
    /// </summary>
    private static async Task<IReadOnlyList<EgnyteUser>> ScanAsync(ScimCall call, UserQuery query)
    {
        var allowed = call.Mapping.Settings.MaxScanCalls;
        var all = await EgnyteLists.ReadAllUsersAsync(call.Egnyte, ScanLimit(call), call.Call, call.WhileCallerWaits);
        var untold = all.Rows.Where(user => !query.NotInLists.All(rule => IsTold(rule, user))).Select(user => user.Id).ToHashSet();
        var calls = ((Math.Max(1, all.TotalResults) + EgnyteLists.MaxPage - 1) / EgnyteLists.MaxPage) + untold.Count;
        if (all.TotalResults > all.Rows.Count || calls > allowed)
        {
            throw new ScimException(ScimError.TooMany(
                $"Egnyte cannot answer this filter, and reading all {all.TotalResults} accounts{(untold.Count > 0 ? " one by one" : "")} costs "
                + $"more than the {allowed} calls that {call.Mapping.Settings.Key(nameof(TenantSettings.MaxScanCalls))} allows."));
        }

        return untold.Count == 0
            ? all.Rows
            : [.. (await Task.WhenAll(all.Rows.Select(async user => untold.Contains(user.Id) ? await FindAsync(call, new EgnyteUserId(user.Id)) : [user])))
                .SelectMany(found => found)];
    }

    private static bool IsTold(AttributeRule rule, EgnyteUser user) => rule.Field!.IsTold?.Invoke(user) ?? !rule.Field.Read!(user).IsNone;

    private static int ScanLimit(ScimCall call) => call.Mapping.Settings.MaxScanCalls * EgnyteLists.MaxPage;

    private static async Task<IReadOnlyList<EgnyteUser>> FindAsync(ScimCall call, EgnyteUserId id)
    {
        try
        {
            return [call.RememberRead(await call.Egnyte.GetUserAsync(id.Value, call.Call, call.WhileCallerWaits))];
        }
        catch (EgnyteApiException failure) when (failure.Kind is EgnyteFailure.NotFound)
        {
            return [];
        }
    }

    /// <summary>Holds what Egnyte was not asked against the candidates, as the client would see them.</summary>
    private static async Task<(int, IReadOnlyList<EgnyteUser>)> FinishAsync(
        ScimCall call, UserQuery query, IReadOnlyList<EgnyteUser> candidates, ListRequest request)
    {
        if (query.Rest is { } rest)
        {
            if (query.NotInLists.Count > 0 && query is UserQuery.ByField)
            {
                candidates = [.. (await Task.WhenAll(candidates.Select(user => FindAsync(call, new EgnyteUserId(user.Id))))).SelectMany(found => found)];
            }

            query.RequireTold(candidates);
            candidates = [.. candidates.Where(user => rest.Matches(user, call.Mapping.UserWriter.Show(user, call, query.UserName)))];
        }

        return Whole(call, candidates, request, query.UserName);
    }

    private static (int, IReadOnlyList<EgnyteUser>) Whole(ScimCall call, IReadOnlyList<EgnyteUser> all, ListRequest request, string? asWritten) =>
        (all.Count, request.Slice(all, call.Mapping.UserSchema, user => call.Mapping.UserWriter.Show(user, call, asWritten)));
}
