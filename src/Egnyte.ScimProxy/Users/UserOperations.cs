using System.Text.Json;
using Egnyte.ScimProxy.Discovery;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Users;

/// <summary>The operations on users: parse, map, call, answer.</summary>
internal sealed partial class UserOperations(ILogger<UserOperations> logger) : ResourceOperations
{
    /// <summary>
    /// Okta's "Test API Credentials" asks for two users (scim-clients.md §1), and must pass where an import may not. A client that asks for so
    /// few does not import.
    /// </summary>
    private const int CountOfATest = 2;

    public override string Name => "User";

    public override string Endpoint => "/Users";

    public override ResourceSchema SchemaOf(ScimCall call) => call.Mapping.UserSchema;

    public override async Task<ScimAnswer> GetAsync(ScimCall call, string id)
    {
        var userId = EgnyteUserId.Parse(id);
        var user = await call.Egnyte.GetUserAsync(userId.Value, call.Call, call.WhileCallerWaits);
        return call.Mapping.UserWriter.Answer(StatusCodes.Status200OK, call.RememberRead(user), call);
    }

    public override async Task<ScimAnswer> ListAsync(ScimCall call, ListRequest request)
    {
        var (total, users, asWritten) = await AskAsync(call, request);
        var views = users.Select(user => call.Mapping.UserWriter.View(user, call, asWritten));
        return ScimResults.List(request.Page<UserView>(total, [.. views], view => new EgnyteUserId(view.User.Id).ToString()), call.Mapping.UserWriter.Write);
    }

    public override void RequireAskable(ScimCall call, ListRequest request) => _ = QueryOf(call, request);

    public override async Task<(int Total, IReadOnlyList<FoundResource> Rows)> FindAsync(ScimCall call, ListRequest request)
    {
        var (total, users, asWritten) = await AskAsync(call, request);
        var userWriter = call.Mapping.UserWriter;
        var rows = users.Select(user => new FoundResource(
            new EgnyteUserId(user.Id).ToString(), writer => userWriter.Write(writer, userWriter.View(user, call, asWritten))));
        return (total, [.. rows]);
    }

    public override async Task<ScimAnswer> CreateAsync(ScimCall call, JsonElement body)
    {
        call.Mapping.Settings.Capabilities.Require(Capability.CreateUsers);
        var requested = UserAttributes.FromResource(body, call.Mapping.Profile);
        var created = await UserCreation.CreateAsync(call, call.Mapping.NewUsers.ToNewEgnyteUser(requested), requested.UserName, logger);
        return call.Mapping.UserWriter.Answer(StatusCodes.Status201Created, created, call, UserNames.AsWritten(requested, created, call.Mapping.Profile));
    }

    public override async Task<ScimAnswer> ReplaceAsync(ScimCall call, string id, JsonElement body)
    {
        var userId = EgnyteUserId.Parse(id);
        var requested = UserAttributes.FromResource(body, call.Mapping.Profile);
        call.Mapping.Settings.Capabilities.Require(requested.Deactivates ? Capability.DeactivateUsers : Capability.UpdateUsers);
        PutFirst(call, requested.Deactivates);
        await RequireVersionAsync(call, userId);
        var (updated, _) = await UserWrites.UpdateAsync(call, userId, requested, logger);
        return call.Mapping.UserWriter.Answer(StatusCodes.Status200OK, updated, call, UserNames.AsWritten(requested, updated, call.Mapping.Profile));
    }

    public override async Task<ScimAnswer> PatchAsync(ScimCall call, string id, JsonElement body)
    {
        var userId = EgnyteUserId.Parse(id);
        var requested = UserPatch.Fold(PatchRequest.Read(body, call.Mapping.Profile.Extensions), call.Mapping.Profile);
        call.Mapping.Settings.Capabilities.Require(requested.Deactivates ? Capability.DeactivateUsers : Capability.UpdateUsers);
        PutFirst(call, requested.Deactivates);
        await RequireVersionAsync(call, userId);
        var (updated, isAsSent) = await UserWrites.UpdateAsync(call, userId, requested, logger);

        // What Egnyte shows otherwise than it was sent is told by the resource: 204 would say that it is done.
        var answer = call.Mapping.UserWriter.Answer(StatusCodes.Status200OK, updated, call);
        return !isAsSent ? answer : call.AnswerToPatch(answer, call.Mapping.Profile.PatchAnswer.Users);
    }

    public override async Task<ScimAnswer> DeleteAsync(ScimCall call, string id)
    {
        var userId = EgnyteUserId.Parse(id);
        var settings = call.Mapping.Settings;
        settings.Capabilities.Require(Capability.DeleteUsers);
        if (settings.DeletePolicy is DeletePolicy.Deactivate)
        {
            settings.Capabilities.Require(Capability.DeactivateUsers);
        }

        PutFirst(call, settings.DeletePolicy is not DeletePolicy.Refuse);
        await RequireVersionAsync(call, userId);
        switch (settings.DeletePolicy)
        {
            // Departs from RFC 7644 §3.6: the account stays, inactive, and a second DELETE is answered like the first.
            case DeletePolicy.Deactivate:
                await UserWrites.DeactivateAsync(call, userId, logger);
                break;
            case DeletePolicy.Delete:
                using (call.Deleting(userId))
                {
                    await call.Egnyte.DeleteUserAsync(userId.Value, call.Call, ScimCall.ToTheEnd);
                }

                call.Invalidate(userId);
                Log.Deleted(logger, userId.Value, call.Tenant.Name);
                break;
            default:
                throw new ScimException(ScimError.Forbidden(
                    $"Users are not deleted here: {settings.Key(nameof(TenantSettings.DeletePolicy))} is refuse. Deactivate the user instead."));
        }

        return ScimResults.NoContent;
    }

    private static async Task<(int Total, IReadOnlyList<EgnyteUser> Users, string? AsWritten)> AskAsync(ScimCall call, ListRequest request)
    {
        var query = QueryOf(call, request);
        var (total, users) = await UserReads.AskAsync(call, query, request);
        return (total, users, query.UserName);
    }

    private static UserQuery QueryOf(ScimCall call, ListRequest request)
    {
        var query = UserQuery.From(request.Filter, call.Mapping.Profile, call.Mapping.Settings, call.Mapping.UserSchema);
        if (query is UserQuery.All or UserQuery.Scan)
        {
            call.Mapping.Settings.Capabilities.Require(Capability.ListUsers);
            if (query is UserQuery.Scan || request.SortBy is not null || request.Count > CountOfATest)
            {
                call.ComesLast();
            }
        }

        _ = request.OrderIn(call.Mapping.UserSchema); // refused even where the list turns out too long to be sorted
        return query;
    }

    private static void PutFirst(ScimCall call, bool takesAccessAway)
    {
        if (takesAccessAway)
        {
            call.ComesFirst();
        }
    }

    // Read from Egnyte: a cached user may permit a change, but never reject it, and may be of another version.
    private static async Task RequireVersionAsync(ScimCall call, EgnyteUserId id)
    {
        if (call.Precondition is { } precondition)
        {
            var present = await call.Egnyte.GetUserAsync(id.Value, call.Call, call.WhileCallerWaits);
            precondition.Require(UserVersion.Of(call.RememberRead(present)));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.UserDeleted, LogLevel.Information, "Deleted Egnyte user {EgnyteUserId} of tenant {Tenant}.")]
        public static partial void Deleted(ILogger logger, long egnyteUserId, string tenant);
    }
}
