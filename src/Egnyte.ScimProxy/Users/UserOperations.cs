using System.Runtime.CompilerServices;
using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping.Schemas;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Telemetry;
using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Users.Answers;
using Egnyte.ScimProxy.Users.Patching;

namespace Egnyte.ScimProxy.Users;

/// <summary>The operations on users: parse, map, call, answer.</summary>
internal sealed partial class UserOperations(ILogger<UserOperations> logger) : ResourceOperations
{
    /// <summary>
    /// Okta's "Test API Credentials" asks for two users (scim-clients.md §1), and must pass where an import may not. A client that asks for so
    /// few does not import.
    /// </summary>
    private const int CountOfATest = 2;

    private readonly ConditionalWeakTable<TenantMapping, UserMapping> _mappings = [];

    public override string Name => "User";

    public override string Endpoint => "/Users";

    public override ResourceSchema SchemaOf(ScimCall call) => call.Mapping.UserSchema;

    public override async Task<ScimAnswer> GetAsync(ScimCall call, string id)
    {
        var userId = EgnyteUserId.Parse(id);
        var user = await call.Egnyte.ReadUserAsync(userId.Value);
        return MappingOf(call).Writer.Answer(StatusCodes.Status200OK, user, call);
    }

    public override async Task<ScimAnswer> ListAsync(ScimCall call, ListRequest request)
    {
        var writer = MappingOf(call).Writer;
        var (total, users, asWritten) = await AskAsync(call, request);
        var views = users.Select(user => writer.View(user, call, asWritten));
        return ScimResults.List(request.Page<UserView>(total, [.. views], view => new EgnyteUserId(view.User.Id).ToString()), writer.Write);
    }

    public override void RequireAskable(ScimCall call, ListRequest request) => _ = QueryOf(call, request);

    public override async Task<(int Total, IReadOnlyList<FoundResource> Rows)> FindAsync(ScimCall call, ListRequest request)
    {
        var userWriter = MappingOf(call).Writer;
        var (total, users, asWritten) = await AskAsync(call, request);
        var rows = users.Select(user => new FoundResource(
            new EgnyteUserId(user.Id).ToString(), writer => userWriter.Write(writer, userWriter.View(user, call, asWritten))));
        return (total, [.. rows]);
    }

    public override async Task<ScimAnswer> CreateAsync(ScimCall call, JsonElement body)
    {
        call.Mapping.Settings.Capabilities.Require(Capability.CreateUsers);
        var mapping = MappingOf(call);
        var requested = UserAttributes.FromResource(body, call.Mapping.Profile);                                        // parse
        var newUser = mapping.NewUsers.ToNewEgnyteUser(requested);                                                      // map
        var created = await new UserCreation(call, newUser, requested.UserName, logger).CreateAsync();                  // call
        return mapping.Writer.Answer(
            StatusCodes.Status201Created, created, call, UserNames.AsWritten(requested, created, call.Mapping.Profile)); // answer
    }

    public override async Task<ScimAnswer> ReplaceAsync(ScimCall call, string id, JsonElement body)
    {
        var userId = EgnyteUserId.Parse(id);
        var requested = UserAttributes.FromResource(body, call.Mapping.Profile);
        var updated = await UpdateAsync(call, userId, requested);
        return MappingOf(call).Writer.Answer(
            StatusCodes.Status200OK, updated.User, call, UserNames.AsWritten(requested, updated.User, call.Mapping.Profile));
    }

    public override async Task<ScimAnswer> PatchAsync(ScimCall call, string id, JsonElement body)
    {
        var userId = EgnyteUserId.Parse(id);
        var requested = UserPatch.Fold(PatchRequest.Read(body, call.Mapping.Profile.Extensions), call.Mapping.Profile);
        var updated = await UpdateAsync(call, userId, requested);

        // What Egnyte shows otherwise than it was sent is told by the resource: 204 would say that it is done.
        var answer = MappingOf(call).Writer.Answer(StatusCodes.Status200OK, updated.User, call);
        return !updated.IsAsSent ? answer : call.AnswerToPatch(answer, call.Mapping.Profile.PatchAnswer.Users);
    }

    public override async Task<ScimAnswer> DeleteAsync(ScimCall call, string id)
    {
        var userId = EgnyteUserId.Parse(id);
        var settings = call.Mapping.Settings;
        settings.Capabilities.Require(Capability.DeleteUsers);
        if (settings.Get(TenantSettingsFormat.DeletePolicy) is DeletePolicy.Deactivate)
        {
            settings.Capabilities.Require(Capability.DeactivateUsers);
        }

        PutFirst(call, settings.Get(TenantSettingsFormat.DeletePolicy) is not DeletePolicy.Refuse);
        await RequireVersionAsync(call, userId);
        switch (settings.Get(TenantSettingsFormat.DeletePolicy))
        {
            // Departs from RFC 7644 §3.6: the account stays, inactive, and a second DELETE is answered like the first.
            case DeletePolicy.Deactivate:
                await new UserWrites(call, userId, logger).DeactivateAsync();
                break;
            case DeletePolicy.Delete:
                await call.Egnyte.DeleteUserAsync(userId.Value);
                Log.Deleted(logger, userId.Value, call.Tenant.Name);
                break;
            default:
                throw new ScimException(ScimError.Forbidden(
                    $"Users are not deleted here: {settings.Key(TenantSettingsFormat.DeletePolicy)} is refuse. Deactivate the user instead."));
        }

        return ScimResults.NoContent;
    }

    // A profile that changed has another mapping; the old one is dropped with the last request that uses it.
    private UserMapping MappingOf(ScimCall call) => _mappings.GetValue(call.Mapping, static mapping => new UserMapping(mapping));

    /// <summary>PUT and PATCH: from here on, they differ in what was parsed alone.</summary>
    private async Task<UpdatedUser> UpdateAsync(ScimCall call, EgnyteUserId id, UserAttributes requested)
    {
        call.Mapping.Settings.Capabilities.Require(requested.Deactivates ? Capability.DeactivateUsers : Capability.UpdateUsers);
        PutFirst(call, requested.Deactivates);
        await RequireVersionAsync(call, id);
        var mapper = MappingOf(call).Updates;
        return await new UserWrites(call, id, logger).UpdateAsync(requested, mapper.NeedsPresent(requested), present => mapper.ToUpdate(requested, present));
    }

    private async Task<(int Total, IReadOnlyList<EgnyteUser> Users, string? AsWritten)> AskAsync(ScimCall call, ListRequest request)
    {
        var query = QueryOf(call, request);
        var (total, users) = await new UserReads(call, MappingOf(call).Writer, request).AskAsync(query);
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
                call.Egnyte.Priority = EgnytePriority.List;
            }
        }

        _ = request.OrderIn(call.Mapping.UserSchema); // refused even where the list turns out too long to be sorted
        return query;
    }

    private static void PutFirst(ScimCall call, bool takesAccessAway)
    {
        if (takesAccessAway)
        {
            call.Egnyte.Priority = EgnytePriority.Deactivation;
        }
    }

    // Read from Egnyte: a cached user may permit a change, but never reject it, and may be of another version.
    private static async Task RequireVersionAsync(ScimCall call, EgnyteUserId id)
    {
        if (call.Precondition is { } precondition)
        {
            precondition.Require(UserVersion.Of(await call.Egnyte.ReadUserAsync(id.Value)));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.UserDeleted, LogLevel.Information, "Deleted Egnyte user {EgnyteUserId} of tenant {Tenant}.")]
        public static partial void Deleted(ILogger logger, long egnyteUserId, string tenant);
    }
}
