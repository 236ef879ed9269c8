using System.Collections.Concurrent;
using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Groups.Changes;
using Egnyte.ScimProxy.Groups.Members;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping.Schemas;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Telemetry;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Groups;

/// <summary>The operations on groups: parse, map, call, answer.</summary>
internal sealed partial class GroupOperations(MemberSkips skips, ILogger<GroupOperations> logger) : ResourceOperations
{
    private readonly ConcurrentDictionary<Tenant, TenantGroups> _groups = new();

    private volatile bool _isStopping;

    public override string Name => "Group";

    public override string Endpoint => "/Groups";

    public override ResourceSchema SchemaOf(ScimCall call) => GroupSchema.Resource;

    public override async Task<ScimAnswer> GetAsync(ScimCall call, string id)
    {
        var groupId = EgnyteGroupId.Parse(id);
        var group = await CallsFor(call, groupId).ReadAsync();
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
        var created = await skips.DoAsync(call, requested, change => new GroupCreation(call, GroupsOf(call.Tenant), change, logger).CreateAsync());
        return GroupWriter.Answer(StatusCodes.Status201Created, created, call);
    }

    public override async Task<ScimAnswer> ReplaceAsync(ScimCall call, string id, JsonElement body)
    {
        var groupId = EgnyteGroupId.Parse(id);
        call.Mapping.Settings.Capabilities.Require(Capability.ChangeGroups);
        var requested = GroupReader.Read(body, call.Mapping.Profile.Groups);
        await RequireVersionAsync(call, groupId);
        var writes = WritesOf(call, groupId);
        var replaced = await GroupReads.WholeAsync(call, await skips.DoAsync(call, requested, writes.ReplaceAsync));
        return GroupWriter.Answer(StatusCodes.Status200OK, replaced, call);
    }

    public override async Task<ScimAnswer> PatchAsync(ScimCall call, string id, JsonElement body)
    {
        var groupId = EgnyteGroupId.Parse(id);
        call.Mapping.Settings.Capabilities.Require(Capability.ChangeGroups);
        var change = GroupPatch.Fold(PatchRequest.Read(body, GroupReader.Schemas), call.Mapping.Profile.Groups);
        await RequireVersionAsync(call, groupId);
        var changed = await skips.DoAsync(call, change, WritesOf(call, groupId).ChangeAsync);

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
        var calls = CallsFor(call, groupId);
        await calls.RequireShownAsync();
        await calls.DeleteAsync();
        Log.Deleted(logger, groupId.Value, call.Tenant.Name);
        return ScimResults.NoContent;
    }

    /// <summary>What this process holds of a tenant's groups.</summary>
    public TenantGroups GroupsOf(Tenant tenant)
    {
        var groups = _groups.GetOrAdd(tenant, static tenant => new TenantGroups(tenant));
        if (_isStopping)
        {
            groups.Prefetches.Dispose();
        }

        return groups;
    }

    /// <summary>Ends what runs without a request: the process stops.</summary>
    public void EndPrefetches()
    {
        _isStopping = true;
        foreach (var groups in _groups.Values)
        {
            groups.Prefetches.Dispose();
        }
    }

    private GroupCalls CallsFor(ScimCall call, EgnyteGroupId id) => new(call, id, GroupsOf(call.Tenant).PatchSemantics);

    private GroupWrites WritesOf(ScimCall call, EgnyteGroupId id) => new(call, CallsFor(call, id), GroupsOf(call.Tenant).Locks, logger);

    private Task<(int Total, IReadOnlyList<EgnyteGroup> Groups)> AskAsync(ScimCall call, ListRequest request) =>
        new GroupReads(call, new PageMembers(call, GroupsOf(call.Tenant).Prefetches, logger), request).AskAsync(QueryOf(call, request));

    private static GroupQuery QueryOf(ScimCall call, ListRequest request)
    {
        var query = GroupQuery.From(request.Filter, call.Mapping.Settings, call.Mapping.Profile.Groups);
        if (!query.IsLookUp)
        {
            call.Mapping.Settings.Capabilities.Require(Capability.ListGroups);
            call.Egnyte.Priority = EgnytePriority.List;
        }

        _ = request.OrderIn(GroupSchema.Resource); // refused even where the list turns out too long to be sorted
        return query;
    }

    private async Task RequireVersionAsync(ScimCall call, EgnyteGroupId id)
    {
        if (call.Precondition is { } precondition)
        {
            precondition.Require(GroupVersion.Of(await CallsFor(call, id).ReadAsync()));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.GroupDeleted, LogLevel.Information, "Deleted Egnyte group {EgnyteGroupId} of tenant {Tenant}.")]
        public static partial void Deleted(ILogger logger, string egnyteGroupId, string tenant);
    }
}
