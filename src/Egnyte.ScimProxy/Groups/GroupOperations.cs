using System.Text.Json;
using Egnyte.ScimProxy.Discovery;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Groups;

/// <summary>What can be asked of groups: parse, map, call, answer.</summary>
internal sealed partial class GroupOperations(MemberSkips skips, ILogger<GroupOperations> logger) : ResourceOperations
{
    public override string Name => "Group";

    public override string Endpoint => "/Groups";

    public override ResourceSchema SchemaOf(ScimCall call) => GroupSchema.Resource;

    public override async Task<ScimAnswer> GetAsync(ScimCall call, string id)
    {
        var groupId = EgnyteGroupId.Parse(id);
        var group = await GroupWrites.ReadAsync(call, groupId);
        return GroupWriter.Answer(StatusCodes.Status200OK, group, call);
    }

    public override async Task<ScimAnswer> ListAsync(ScimCall call, ListRequest request)
    {
        var (total, groups) = await AskAsync(call, request);
        return ScimResults.List(
            request.Page<GroupView>(total, [.. groups.Select(group => GroupWriter.View(group, call))], view => view.Group.Id!), GroupWriter.Write);
    }

    public override void RequireAskable(ScimCall call, ListRequest request) => _ = QueryOf(call, request);

    public override async Task<(int Total, IReadOnlyList<FoundResource> Rows)> FindAsync(ScimCall call, ListRequest request)
    {
        var (total, groups) = await AskAsync(call, request);
        return (total, [.. groups.Select(group => new FoundResource(group.Id!, writer => GroupWriter.Write(writer, GroupWriter.View(group, call))))]);
    }

    public override async Task<ScimAnswer> CreateAsync(ScimCall call, JsonElement body)
    {
        call.Mapping.Settings.Capabilities.Require(Capability.CreateGroups);
        var requested = GroupReader.Read(body, call.Mapping.Profile.Groups);
        var created = await skips.DoAsync(call, requested, group => GroupCreation.CreateAsync(call, group, logger));
        return GroupWriter.Answer(StatusCodes.Status201Created, created, call);
    }

    public override async Task<ScimAnswer> ReplaceAsync(ScimCall call, string id, JsonElement body)
    {
        var groupId = EgnyteGroupId.Parse(id);
        call.Mapping.Settings.Capabilities.Require(Capability.ChangeGroups);
        var requested = GroupReader.Read(body, call.Mapping.Profile.Groups);
        await RequireVersionAsync(call, groupId);
        var replaced = await GroupReads.WholeAsync(call, await skips.DoAsync(call, requested, group => GroupWrites.PutAsync(call, groupId, group, logger)));
        return GroupWriter.Answer(StatusCodes.Status200OK, replaced, call);
    }

    public override async Task<ScimAnswer> PatchAsync(ScimCall call, string id, JsonElement body)
    {
        var groupId = EgnyteGroupId.Parse(id);
        call.Mapping.Settings.Capabilities.Require(Capability.ChangeGroups);
        var change = GroupPatch.Fold(PatchRequest.Read(body, GroupReader.Schemas), call.Mapping.Profile.Groups);
        await RequireVersionAsync(call, groupId);
        var changed = await skips.DoAsync(call, change, change => GroupWrites.ChangeAsync(call, groupId, change, logger));

        // Members are read only where they are shown: there may be thousands.
        var preferred = call.Mapping.Profile.PatchAnswer.Groups;
        changed = call.ShowsPatched(preferred) ? await GroupReads.WholeAsync(call, changed) : changed;
        return call.AnswerToPatch(GroupWriter.Answer(StatusCodes.Status200OK, changed, call), preferred);
    }

    public override async Task<ScimAnswer> DeleteAsync(ScimCall call, string id)
    {
        var groupId = EgnyteGroupId.Parse(id);
        call.Mapping.Settings.Capabilities.Require(Capability.DeleteGroups);
        await RequireVersionAsync(call, groupId);
        await GroupWrites.RequireShownAsync(call, groupId);
        await GroupWrites.DeleteAsync(call, groupId);
        Log.Deleted(logger, groupId.Value, call.Tenant.Name);
        return ScimResults.NoContent;
    }

    private Task<(int Total, IReadOnlyList<EgnyteGroup> Groups)> AskAsync(ScimCall call, ListRequest request) =>
        GroupReads.AskAsync(call, QueryOf(call, request), request, logger);

    private static GroupQuery QueryOf(ScimCall call, ListRequest request)
    {
        var query = GroupQuery.From(request.Filter, call.Mapping.Settings, call.Mapping.Profile.Groups);
        if (!query.IsLookUp)
        {
            call.Mapping.Settings.Capabilities.Require(Capability.ListGroups);
            call.ComesLast();
        }

        _ = request.OrderIn(GroupSchema.Resource); // refused even where the list turns out too long to be sorted
        return query;
    }

    private static async Task RequireVersionAsync(ScimCall call, EgnyteGroupId id)
    {
        if (call.Precondition is { } precondition)
        {
            precondition.Require(GroupVersion.Of(await GroupWrites.ReadAsync(call, id)));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.GroupDeleted, LogLevel.Information, "Deleted Egnyte group {EgnyteGroupId} of tenant {Tenant}.")]
        public static partial void Deleted(ILogger logger, string egnyteGroupId, string tenant);
    }
}
