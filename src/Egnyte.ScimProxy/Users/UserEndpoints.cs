using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Users;

/// <summary>The six calls of /Users: parse, map, call, answer.</summary>
internal static partial class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder scim)
    {
        scim.MapGet("/Users", ListAsync);
        scim.MapGet("/Users/{id}", GetAsync);
        scim.MapPost("/Users", CreateAsync);
        scim.MapPut("/Users/{id}", ReplaceAsync);
        scim.MapPatch("/Users/{id}", PatchAsync);
        scim.MapDelete("/Users/{id}", DeleteAsync);
    }

    private static async Task<IResult> GetAsync(string id, ScimCall call)
    {
        var userId = EgnyteUserId.Parse(id);
        var user = await call.Egnyte.GetUserAsync(userId.Value, call.Call, call.WhileCallerWaits);
        return ScimResults.Ok(call.Tenant.UserWriter.View(call.RememberRead(user), call), call.Tenant.UserWriter.Write);
    }

    private static async Task<IResult> ListAsync(string? filter, string? startIndex, string? count, ScimCall call)
    {
        var page = ListRequest.From(startIndex, count);
        var query = UserQuery.From(filter, call.Tenant.Profile, call.Tenant.Settings);
        var (total, users) = await UserReads.AskAsync(call, query, page);
        var asWritten = (query as UserQuery.ByField)?.UserName;
        return ScimResults.List(total, page.StartIndex, [.. users.Select(user => call.Tenant.UserWriter.View(user, call, asWritten))], call.Tenant.UserWriter.Write);
    }

    private static async Task<IResult> CreateAsync(HttpRequest request, ScimCall call, ILogger<UserUpdate> logger)
    {
        using var body = await ScimBody.ReadAsync(request, call.WhileCallerWaits);
        var requested = UserAttributes.FromResource(body.RootElement, call.Tenant.Profile);
        var created = await UserWrites.CreateAsync(call, call.Tenant.NewUsers.ToNewEgnyteUser(requested), logger);
        return ScimResults.Created(UserWriter.LocationOf(created, call), call.Tenant.UserWriter.View(created, call, requested.UserName), call.Tenant.UserWriter.Write);
    }

    private static async Task<IResult> ReplaceAsync(string id, HttpRequest request, ScimCall call, ILogger<UserUpdate> logger)
    {
        var userId = EgnyteUserId.Parse(id);
        using var body = await ScimBody.ReadAsync(request, call.WhileCallerWaits);
        var requested = UserAttributes.FromResource(body.RootElement, call.Tenant.Profile);
        var updated = await UserWrites.UpdateAsync(call, userId, requested, logger);
        return ScimResults.Ok(call.Tenant.UserWriter.View(updated, call, requested.UserName), call.Tenant.UserWriter.Write);
    }

    private static async Task<IResult> PatchAsync(string id, HttpRequest request, ScimCall call, ILogger<UserUpdate> logger)
    {
        var userId = EgnyteUserId.Parse(id);
        using var body = await ScimBody.ReadAsync(request, call.WhileCallerWaits);
        var requested = UserPatch.Fold(PatchRequest.Read(body.RootElement, call.Tenant.Profile.Extensions), call.Tenant.Profile);
        var updated = await UserWrites.UpdateAsync(call, userId, requested, logger);
        return ScimResults.Ok(call.Tenant.UserWriter.View(updated, call), call.Tenant.UserWriter.Write);
    }

    private static async Task<IResult> DeleteAsync(string id, ScimCall call, ILogger<UserUpdate> logger)
    {
        var userId = EgnyteUserId.Parse(id);
        switch (call.Tenant.Settings.DeletePolicy)
        {
            // Departs from RFC 7644 §3.6: the account stays, inactive, and a second DELETE is answered like the first.
            case DeletePolicy.Deactivate:
                await UserWrites.DeactivateAsync(call, userId, logger);
                break;
            case DeletePolicy.Delete:
                await call.Egnyte.DeleteUserAsync(userId.Value, call.Call, ScimCall.ToTheEnd);
                call.Forget(userId);
                Log.Deleted(logger, userId.Value, call.Tenant.Name);
                break;
            default:
                throw new ScimException(ScimError.Forbidden($"Users are not deleted here: {call.Tenant.Settings.Key(nameof(TenantSettings.DeletePolicy))} is refuse. Deactivate the person instead."));
        }

        return ScimResults.NoContent;
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.UserDeleted, LogLevel.Information, "Deleted Egnyte user {EgnyteUserId} of tenant {Tenant}.")]
        public static partial void Deleted(ILogger logger, long egnyteUserId, string tenant);
    }
}
