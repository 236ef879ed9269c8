using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Models;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Groups;

/// <summary>Asks Egnyte what a query says. Egnyte's rows hold no members: each group costs a call of its own unless members are excluded.</summary>
internal static class GroupReads
{
    private const int CallsAtOnce = 4;

    private static readonly AttributePath Members = AttributePath.Parse("members");

    public static bool ShowsMembers(ScimCall call) => call.Selection?.Includes(Members) is not false;

    public static async Task<(int Total, IReadOnlyList<EgnyteGroup> Groups)> AskAsync(ScimCall call, GroupQuery query, ListRequest page)
    {
        switch (query)
        {
            case GroupQuery.ById { Id: var id }:
                IReadOnlyList<EgnyteGroup> one = await FindAsync(call, id) is { } group ? [group] : [];
                return (one.Count, page.PageOf(one));
            case GroupQuery.Page question:
                var list = await EgnyteLists.ReadGroupsAsync(call.Egnyte, page.StartIndex, page.Count, question.EgnyteFilter, call.Call, call.WhileCallerWaits);
                if (!list.Rows.All(question.Matches))
                {
                    throw new ScimException(ScimError.BadGateway("Egnyte answered the filter with groups that do not match it."));
                }

                return (list.TotalResults, ShowsMembers(call) ? await WithMembersAsync(call, list.Rows) : list.Rows);
            default:
                return (0, []);
        }
    }

    private static async Task<IReadOnlyList<EgnyteGroup>> WithMembersAsync(ScimCall call, IReadOnlyList<EgnyteGroup> rows)
    {
        var groups = new EgnyteGroup[rows.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = call.WhileCallerWaits };
        await Parallel.ForAsync(0, rows.Count, options, async (index, cancellationToken) =>
            groups[index] = await FindAsync(call, rows[index].Id!)
                ?? throw new EgnyteApiException(EgnyteFailure.Unavailable, "GET /pubapi/v2/groups") { Reason = "a group was deleted while the list was read" });
        return groups;
    }

    private static async Task<EgnyteGroup?> FindAsync(ScimCall call, string id)
    {
        try
        {
            return await call.Egnyte.GetGroupAsync(id, call.Call, call.WhileCallerWaits);
        }
        catch (EgnyteApiException failure) when (failure.Kind is EgnyteFailure.NotFound)
        {
            return null;
        }
    }
}
