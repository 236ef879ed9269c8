using Egnyte.ScimProxy.Simulator.Http;
using Egnyte.ScimProxy.Simulator.State;

namespace Egnyte.ScimProxy.Simulator.Groups;

/// <summary><c>/pubapi/v2/groups</c>. The caller holds the domain's lock.</summary>
internal sealed class GroupEndpoints(UserTable users, GroupTable groups)
{
    public Answer List(ApiRequest request)
    {
        var page = Page.Read(request);
        var filters = Filter.Read(request.Http.Query, "displayname eq", "displayname sw", "displayname co");
        var matches = filters.Count == 0 ? groups.Rows : [.. groups.Rows.Where(group => filters.All(filter => Matches(group, filter)))];
        var rows = page.Slice(matches, group => request.Dialect.WholeGroupRows ? group.JsonWith(users) : group.ListJson);
        return page.Answer(GroupJson.Schemas, matches.Count, itemsPerPage: rows.Length, rows);
    }

    public Answer Get(string id) => Answer.Of(200, Find(id).JsonWith(users));

    public Answer Create(ApiRequest request)
    {
        var fields = Read(request);
        var displayName = fields.DisplayName ?? throw Errors.Refuse(400, "displayName is required.");
        RefuseTaken(displayName, holder: null, request);
        var members = Change([], fields.Members ?? [], present: []);
        return Answer.Of(request.Dialect.GroupCreateStatus, groups.Add(displayName, members).JsonWith(users));
    }

    /// <summary>PUT: what is not given is gone.</summary>
    public Answer Replace(ApiRequest request, string id)
    {
        var group = Find(id);
        var fields = Read(request);
        var displayName = fields.DisplayName ?? throw Errors.Refuse(400, "displayName is required.");
        return Become(group, displayName, Change([], fields.Members ?? [], group.Members), request);
    }

    /// <summary>PATCH: what is not given stays; of what is given, the dialect decides.</summary>
    public Answer Update(ApiRequest request, string id)
    {
        var group = Find(id);
        var fields = request.Dialect.GroupPatch == GroupPatchRule.PatchOp ? ReadPatchOp(request) : Read(request);
        if (fields is { DisplayName: null, Members: null })
        {
            throw Errors.Refuse(400, "Nothing to update: displayName or members is needed.");
        }

        var members = (fields.Members, request.Dialect.GroupPatch) switch
        {
            ({ } list, GroupPatchRule.ReplaceAll) => Change([], [.. list.Select(member => member with { Remove = false })], group.Members),
            ({ } list, _) => Change(fields.ReplacesMembers ? [] : [.. group.Members], list, group.Members),
            _ => [.. group.Members],
        };
        return Become(group, fields.DisplayName ?? group.DisplayName, members, request);
    }

    public Answer Delete(ApiRequest request, string id)
    {
        groups.Remove(Find(id));
        return Answer.Empty(request.Dialect.DeleteStatus);
    }

    private static GroupFields ReadPatchOp(ApiRequest request)
    {
        using var body = JsonBody.Parse(request.Body);
        return GroupPatchOp.Read(body.RootElement);
    }

    private static GroupFields Read(ApiRequest request)
    {
        using var body = JsonBody.Parse(request.Body);
        return GroupFields.Read(body.RootElement);
    }

    private static bool Matches(GroupRow group, Filter filter) => filter.Operator switch
    {
        "eq" => group.DisplayName.Equals(filter.Value, StringComparison.OrdinalIgnoreCase),
        "sw" => group.DisplayName.StartsWith(filter.Value, StringComparison.OrdinalIgnoreCase),
        _ => group.DisplayName.Contains(filter.Value, StringComparison.OrdinalIgnoreCase),
    };

    private GroupRow Find(string id) => groups.Find(id) ?? throw new RefusedException(Errors.NotFound("Group with resource id not found"));

    private Answer Become(GroupRow group, string displayName, SortedSet<long> members, ApiRequest request)
    {
        RefuseTaken(displayName, group, request);
        groups.Replace(group, displayName, members);
        return Answer.Of(200, request.Dialect.ShortGroupAnswers ? GroupJson.WriteShort(group) : group.JsonWith(users));
    }

    /// <summary>All changes or none. Who is inactive cannot join, but who is in already may stay.</summary>
    private SortedSet<long> Change(SortedSet<long> members, IReadOnlyList<MemberChange> changes, SortedSet<long> present)
    {
        foreach (var change in changes)
        {
            var user = users.Find(change.UserId)?.User ?? throw Errors.Refuse(400, "User does not exists");
            if (change.Remove)
            {
                members.Remove(user.Id);
                continue;
            }

            if (!user.Active && !present.Contains(user.Id))
            {
                throw Errors.Refuse(400, $"User {user.Id} is inactive and cannot be added to a group.");
            }

            members.Add(user.Id);
        }

        return members;
    }

    private void RefuseTaken(string displayName, GroupRow? holder, ApiRequest request)
    {
        var other = groups.FindByName(displayName);
        if ((other is not null && other != holder) || BuiltInGroups.Names.Contains(displayName))
        {
            throw Errors.Refuse(request.DuplicateStatus, "Group already exists");
        }
    }
}
