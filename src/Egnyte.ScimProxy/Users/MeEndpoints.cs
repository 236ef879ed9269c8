using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Users;

/// <summary>The alias for the person whose token it is (RFC 7644 §3.11); it costs one call more, to ask who that is.</summary>
internal static class MeEndpoints
{
    private const string Me = "/Me";

    public static void MapMe(this IEndpointRouteBuilder scim, UserOperations users)
    {
        scim.MapGet(Me, async (ScimCall call) => AtItsPlace(call, await users.GetAsync(call, await OwnIdAsync(call))));
        scim.MapPut(Me, async (HttpRequest request, ScimCall call) =>
        {
            using var body = await ScimBody.ReadAsync(request, call.WhileCallerWaits);
            return AtItsPlace(call, await users.ReplaceAsync(call, await OwnIdAsync(call), body.RootElement));
        });
        scim.MapPatch(Me, async (HttpRequest request, ScimCall call) =>
        {
            using var body = await ScimBody.ReadAsync(request, call.WhileCallerWaits);
            return AtItsPlace(call, await users.PatchAsync(call, await OwnIdAsync(call), body.RootElement));
        });
        scim.MapDelete(Me, IResult (ScimCall call) => throw new ScimException(ScimError.Forbidden("The token's own account is not deleted by this alias: the integration would cut itself off. Use /Users/{id}.")));
        scim.MapPost(Me, IResult (ScimCall call) => throw new ScimException(ScimError.NotImplemented("Nobody signs up here: people are created at /Users.")));
    }

    // RFC 7644 §3.11: the answer says where the resource really is.
    private static ScimAnswer AtItsPlace(ScimCall call, ScimAnswer answer)
    {
        call.Http.Response.Headers.Location = answer.Location;
        return answer;
    }

    private static async Task<string> OwnIdAsync(ScimCall call)
    {
        var owner = await call.Egnyte.GetUserInfoAsync(call.Call, call.WhileCallerWaits);
        if (owner.Id > 0)
        {
            return new EgnyteUserId(owner.Id).ToString();
        }

        var found = await EgnyteLists.ReadUsersAsync(call.Egnyte, 1, 2, $"userName eq \"{owner.UserName}\"", call.Call, call.WhileCallerWaits);
        return found.Rows.FirstOrDefault(user => string.Equals(user.UserName, owner.UserName, StringComparison.OrdinalIgnoreCase)) is { } user
            ? new EgnyteUserId(user.Id).ToString()
            : throw new ScimException(ScimError.BadGateway("Egnyte does not tell whose token this is."));
    }
}
