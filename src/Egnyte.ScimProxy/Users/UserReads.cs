using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Models;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Users;

/// <summary>Asks Egnyte what a query says: one call, or none where nobody can match.</summary>
internal static class UserReads
{
    public static async Task<(int Total, IReadOnlyList<EgnyteUser> Users)> AskAsync(ScimCall call, UserQuery query, ListRequest page)
    {
        switch (query)
        {
            case UserQuery.All:
                var list = await EgnyteLists.ReadUsersAsync(call.Egnyte, page.StartIndex, page.Count, null, call.Call, call.WhileCallerWaits);
                return (list.TotalResults, list.Rows);
            case UserQuery.ById { Id: var id }:
                return Whole(await FindAsync(call, id), page);
            case UserQuery.ByField field:
                return Whole(await MatchesAsync(call, field), page);
            default:
                return (0, []);
        }
    }

    // The rows are matched here once more: a filter that Egnyte read otherwise must not show somebody else's account.
    private static async Task<IReadOnlyList<EgnyteUser>> MatchesAsync(ScimCall call, UserQuery.ByField field)
    {
        var list = await EgnyteLists.ReadUsersAsync(call.Egnyte, 1, EgnyteLists.MaxPage, field.EgnyteFilter, call.Call, call.WhileCallerWaits);
        if (list.TotalResults > list.Rows.Count)
        {
            throw new ScimException(ScimError.TooMany("More than 100 accounts match: Egnyte does not answer this filter as it should."));
        }

        return [.. list.Rows.Where(field.Matches)];
    }

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

    private static (int, IReadOnlyList<EgnyteUser>) Whole(IReadOnlyList<EgnyteUser> all, ListRequest page) => (all.Count, page.PageOf(all));
}
