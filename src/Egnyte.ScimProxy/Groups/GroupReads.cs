using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Groups.Members;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping.Schemas;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Groups;

/// <summary>Asks Egnyte what a query says. Egnyte's rows hold no members: each group costs a call of its own unless members are excluded.</summary>
internal sealed class GroupReads(ScimCall call, PageMembers pageMembers, ListRequest request)
{
    /// <summary>How many pages of candidates are read for a name that Egnyte can be asked for in part only: 2.5 s at its usual rate.</summary>
    public const int MaxPagesOfAName = 5;

    private static readonly AttributePath Members = AttributePath.Parse("members");

    public async Task<(int Total, IReadOnlyList<EgnyteGroup> Groups)> AskAsync(GroupQuery query)
    {
        var (total, groups) = query switch
        {
            GroupQuery.ById { Id: var id } => await FinishAsync(query, await FindAsync(id) is { } group ? [group] : []),
            GroupQuery.Page { IsWhole: true } question when request.SortBy is null => await PageAsync(question),
            GroupQuery.Page question => await CandidatesAsync(question),
            GroupQuery.Scan => await FinishAsync(query, await ScanAsync(query.NeedsMembers)),
            _ => (0, []),
        };

        // What a filter was held against is not shown where the tenant leaves members out of lists.
        return (total, ListsMembers || !ShowsMembers(call) ? groups : [.. groups.Select(group => group with { Members = null })]);
    }

    /// <summary>The answer to a change, or the group itself where that answer says nothing of members: to show none would say that there are none.</summary>
    public static async Task<EgnyteGroup> WholeAsync(ScimCall call, EgnyteGroup answer) =>
        answer.Members is null && ShowsMembers(call) ? await call.Egnyte.ReadGroupAsync(answer.Id!) : answer;

    private static bool ShowsMembers(ScimCall call) => call.Selection?.Includes(Members) is not false;

    /// <summary>A client that names members wants them, whatever the tenant says of lists.</summary>
    private bool ListsMembers =>
        ShowsMembers(call)
        && (call.Mapping.Settings.Get(TenantSettingsFormat.GroupListMembers) is GroupListMembers.Expand || call.Selection is { IsExplicit: true });

    private async Task<(int, IReadOnlyList<EgnyteGroup>)> PageAsync(GroupQuery.Page question)
    {
        var list = await ReadAsync(question, request.StartIndex, request.Count);
        return (list.TotalResults, await ShownAsync(question, list.Rows));
    }

    /// <summary>What is to be filtered further or sorted must be at hand whole: one page of it (behaviour.md §4).</summary>
    private async Task<(int, IReadOnlyList<EgnyteGroup>)> CandidatesAsync(GroupQuery.Page question)
    {
        var list = await ReadAsync(question, 1, question.IsExact ? EgnyteLists.MaxPage : EgnyteLists.MaxPage * MaxPagesOfAName);
        return list.TotalResults <= list.Rows.Count ? await FinishAsync(question, [.. list.Rows.Where(question.Matches)])
            : question.IsWhole ? await UnsortedAsync(question, list)
            : throw new ScimException(ScimError.TooMany(
                $"{list.TotalResults} groups fit the part of the question that Egnyte can be asked ({question.EgnyteFilter ?? "all groups"}), and "
                + $"the rest of it is finished for at most {(question.IsExact ? EgnyteLists.MaxPage : EgnyteLists.MaxPage * MaxPagesOfAName)}: name "
                + "the group more closely."));
    }

    /// <summary>A page of a list too long to be sorted; of what was read already where it is among it.</summary>
    private async Task<(int, IReadOnlyList<EgnyteGroup>)> UnsortedAsync(GroupQuery.Page question, EgnyteList<EgnyteGroup> read)
    {
        return request.IsWithin(read.Rows)
            ? (read.TotalResults, await ShownAsync(question, request.RowsOf(read.Rows)))
            : await PageAsync(question);
    }

    /// <summary>Holds what Egnyte was not asked against the candidates, as the client would see them; members cost a call each.</summary>
    private async Task<(int, IReadOnlyList<EgnyteGroup>)> FinishAsync(GroupQuery query, IReadOnlyList<EgnyteGroup> candidates)
    {
        var hasMembers = query is GroupQuery.ById;
        candidates = query.FindsHidden ? [.. candidates.Where(group => call.Mapping.Profile.Groups.Shows(group.DisplayName))] : candidates;
        if (query.Rest is { } rest)
        {
            (candidates, hasMembers) = query.NeedsMembers && !hasMembers
                ? (await pageMembers.OfAsync(candidates, query), true)
                : (candidates, hasMembers);
            candidates = [.. candidates.Where(group => rest.Matches(GroupWriter.Show(group, call)))];
        }

        var page = request.Slice(candidates, GroupSchema.Resource, group => GroupWriter.Show(group, call));
        return (candidates.Count, hasMembers ? page : await ShownAsync(query, page));
    }

    /// <summary>The rows of a page with members, unless they are not shown; the first may be there for its id alone.</summary>
    private async Task<IReadOnlyList<EgnyteGroup>> ShownAsync(GroupQuery query, IReadOnlyList<EgnyteGroup> rows) =>
        !ListsMembers ? rows
        : request.SkipsFirst && rows.Count > 0 ? [rows[0], .. await pageMembers.OfAsync([.. rows.Skip(1)], query)]
        : await pageMembers.OfAsync(rows, query);

    private async Task<EgnyteList<EgnyteGroup>> ReadAsync(GroupQuery.Page question, int startIndex, int count)
    {
        var list = await call.Egnyte.ListGroupsAsync(startIndex, count, question.EgnyteFilter);
        return !question.IsExact || list.Rows.All(question.Matches)
            ? list
            : throw new ScimException(ScimError.BadGateway("Egnyte answered the filter with groups that do not match it."));
    }

    /// <summary>Every group, if that costs no more calls than the tenant allows: the first page tells how many there are.</summary>
    private async Task<IReadOnlyList<EgnyteGroup>> ScanAsync(bool needsMembers)
    {
        var allowed = call.Mapping.Settings.Get(TenantSettingsFormat.MaxScanCalls);

        // A call for each hundred groups, and one for each whose members are asked for.
        var most = needsMembers ? allowed * EgnyteLists.MaxPage / (EgnyteLists.MaxPage + 1) : allowed * EgnyteLists.MaxPage;
        var all = await call.Egnyte.ListAllGroupsAsync(most);
        return all.TotalResults <= most
            ? all.Rows
            : throw new ScimException(ScimError.TooMany(
                $"Egnyte cannot answer this filter, and reading all {all.TotalResults} groups costs more than the {allowed} calls that "
                + $"{call.Mapping.Settings.Key(TenantSettingsFormat.MaxScanCalls)} allows."));
    }

    private async Task<EgnyteGroup?> FindAsync(string id)
    {
        try
        {
            return await call.Egnyte.ReadGroupAsync(id);
        }
        catch (EgnyteApiException failure) when (failure.Kind is EgnyteFailure.NotFound)
        {
            return null;
        }
    }
}
