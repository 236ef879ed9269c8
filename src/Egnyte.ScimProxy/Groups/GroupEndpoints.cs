using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim.Patching;

namespace Egnyte.ScimProxy.Groups;

/// <summary>The six calls of /Groups: parse, map, call, answer.</summary>
internal static partial class GroupEndpoints
{
    public static void MapGroups(this IEndpointRouteBuilder scim)
    {
        scim.MapGet("/Groups", ListAsync);
        scim.MapGet("/Groups/{id}", GetAsync);
        scim.MapPost("/Groups", CreateAsync);
        scim.MapPut("/Groups/{id}", ReplaceAsync);
        scim.MapPatch("/Groups/{id}", PatchAsync);
        scim.MapDelete("/Groups/{id}", DeleteAsync);
    }

    private static async Task<IResult> GetAsync(string id, ScimCall call)
    {
        var groupId = EgnyteGroupId.Parse(id);
        var group = await call.Egnyte.GetGroupAsync(groupId.Value, call.Call, call.WhileCallerWaits);
        return ScimResults.Ok(GroupWriter.View(group, call), GroupWriter.Write);
    }

    private static async Task<IResult> ListAsync(string? filter, string? startIndex, string? count, ScimCall call)
    {
        var page = ListRequest.From(startIndex, count);
        var query = GroupQuery.From(filter);
        var (total, groups) = await GroupReads.AskAsync(call, query, page);
        return ScimResults.List(total, page.StartIndex, [.. groups.Select(group => GroupWriter.View(group, call))], GroupWriter.Write);
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, ScimCall call, ILogger<GroupChange> logger)
    {
        using var body = await ScimBody.ReadAsync(request, call.WhileCallerWaits);
        var requested = GroupReader.Read(body.RootElement);
        var created = await GroupWrites.CreateAsync(call, requested, logger);
        return ScimResults.Created(GroupWriter.LocationOf(created, call), GroupWriter.View(created, call), GroupWriter.Write);
    }

    private static async Task<IResult> ReplaceAsync(string id, HttpRequest request, ScimCall call, ILogger<GroupChange> logger)
    {
        var groupId = EgnyteGroupId.Parse(id);
        using var body = await ScimBody.ReadAsync(request, call.WhileCallerWaits);
        var replaced = await GroupWrites.PutAsync(call, groupId, GroupReader.Read(body.RootElement), logger);
        return ScimResults.Ok(GroupWriter.View(replaced, call), GroupWriter.Write);
    }

    private static async Task<IResult> PatchAsync(string id, HttpRequest request, ScimCall call, ILogger<GroupChange> logger)
    {
        var groupId = EgnyteGroupId.Parse(id);
        using var body = await ScimBody.ReadAsync(request, call.WhileCallerWaits);
        var changed = await GroupWrites.ChangeAsync(call, groupId, GroupPatch.Fold(PatchRequest.Read(body.RootElement)), logger);

        // RFC 7644 §3.5.2: 200 only where attributes were asked for; a membership of thousands is no answer that anybody reads.
        return call.Selection is { IsExplicit: true } ? ScimResults.Ok(GroupWriter.View(changed, call), GroupWriter.Write) : ScimResults.NoContent;
    }

    private static async Task<IResult> DeleteAsync(string id, ScimCall call, ILogger<GroupChange> logger)
    {
        var groupId = EgnyteGroupId.Parse(id);
        await call.Egnyte.DeleteGroupAsync(groupId.Value, call.Call, ScimCall.ToTheEnd);
        Log.Deleted(logger, groupId.Value, call.Tenant.Name);
        return ScimResults.NoContent;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.GroupDeleted, LogLevel.Information, "Deleted Egnyte group {EgnyteGroupId} of tenant {Tenant}.")]
        public static partial void Deleted(ILogger logger, string egnyteGroupId, string tenant);
    }
}
