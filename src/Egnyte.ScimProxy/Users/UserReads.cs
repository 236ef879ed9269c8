using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Users.Answers;

namespace Egnyte.ScimProxy.Users;

/// <summary>Asks Egnyte what a query says: one call, or none if no user can match.</summary>
internal sealed class UserReads(ScimCall call, UserWriter writer, ListRequest request)
{
    public async Task<(int Total, IReadOnlyList<EgnyteUser> Users)> AskAsync(UserQuery query)
    {
        switch (query)
        {
            case UserQuery.All:
                return request.SortBy is null ? await PageAsync() : await SortedAsync();
            case UserQuery.ById { Id: var id }:
                return await FinishAsync(query, await FindAsync(id));
            case UserQuery.ByField field:
                return await FinishAsync(query, await MatchesAsync(field));
            case UserQuery.Scan:
                return await FinishAsync(query, await ScanAsync(query));
            default:
                return (0, []);
        }
    }

    private async Task<(int, IReadOnlyList<EgnyteUser>)> PageAsync()
    {
        var list = await call.Egnyte.ListUsersAsync(request.StartIndex, request.Count, null);
        return (list.TotalResults, list.Rows);
    }

    /// <summary>Egnyte cannot sort. Where all users were read, the proxy sorts them; a sorted page of Egnyte's would be no page of the sorted list.</summary>
    private async Task<(int, IReadOnlyList<EgnyteUser>)> SortedAsync()
    {
        var read = await call.Egnyte.ListAllUsersAsync(Math.Max(EgnyteLists.MaxPage, ScanLimit));
        return read.TotalResults <= read.Rows.Count ? Whole(read.Rows, null)
            : request.IsWithin(read.Rows) ? (read.TotalResults, request.RowsOf(read.Rows))
            : await PageAsync();
    }

    // The rows are matched here once more: a filter that Egnyte reads in another way must not show another account.
    private async Task<IReadOnlyList<EgnyteUser>> MatchesAsync(UserQuery.ByField field)
    {
        var list = await call.Egnyte.ListUsersAsync(1, EgnyteLists.MaxPage, field.EgnyteFilter);
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
    private async Task<IReadOnlyList<EgnyteUser>> ScanAsync(UserQuery query)
    {
        var allowed = call.Mapping.Settings.Get(TenantSettingsFormat.MaxScanCalls);
        var all = await call.Egnyte.ListAllUsersAsync(ScanLimit);
        var untold = all.Rows.Where(user => !query.NotInLists.All(rule => IsTold(rule, user))).Select(user => user.Id).ToHashSet();
        var calls = ((Math.Max(1, all.TotalResults) + EgnyteLists.MaxPage - 1) / EgnyteLists.MaxPage) + untold.Count;
        if (all.TotalResults > all.Rows.Count || calls > allowed)
        {
            throw new ScimException(ScimError.TooMany(
                $"Egnyte cannot answer this filter, and reading all {all.TotalResults} accounts{(untold.Count > 0 ? " one by one" : "")} costs "
                + $"more than the {allowed} calls that {call.Mapping.Settings.Key(TenantSettingsFormat.MaxScanCalls)} allows."));
        }

        return untold.Count == 0
            ? all.Rows
            : [.. (await Task.WhenAll(all.Rows.Select(async user => untold.Contains(user.Id) ? await FindAsync(new EgnyteUserId(user.Id)) : [user])))
                .SelectMany(found => found)];
    }

    private static bool IsTold(AttributeRule rule, EgnyteUser user) => rule.Field!.IsTold?.Invoke(user) ?? !rule.Field.Read!(user).IsNone;

    private int ScanLimit => call.Mapping.Settings.Get(TenantSettingsFormat.MaxScanCalls) * EgnyteLists.MaxPage;

    private async Task<IReadOnlyList<EgnyteUser>> FindAsync(EgnyteUserId id)
    {
        try
        {
            return [await call.Egnyte.ReadUserAsync(id.Value)];
        }
        catch (EgnyteApiException failure) when (failure.Kind is EgnyteFailure.NotFound)
        {
            return [];
        }
    }

    /// <summary>Holds what Egnyte was not asked against the candidates, as the client would see them.</summary>
    private async Task<(int, IReadOnlyList<EgnyteUser>)> FinishAsync(UserQuery query, IReadOnlyList<EgnyteUser> candidates)
    {
        if (query.Rest is { } rest)
        {
            if (query.NotInLists.Count > 0 && query is UserQuery.ByField)
            {
                candidates = [.. (await Task.WhenAll(candidates.Select(user => FindAsync(new EgnyteUserId(user.Id))))).SelectMany(found => found)];
            }

            query.RequireTold(candidates);
            candidates = [.. candidates.Where(user => rest.Matches(user, writer.Show(user, call, query.UserName)))];
        }

        return Whole(candidates, query.UserName);
    }

    private (int, IReadOnlyList<EgnyteUser>) Whole(IReadOnlyList<EgnyteUser> all, string? asWritten) =>
        (all.Count, request.Slice(all, call.Mapping.UserSchema, user => writer.Show(user, call, asWritten)));
}
