using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Http.Bodies;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Users.Patching;

namespace Egnyte.ScimProxy.Users;

/// <summary>The alias for the owner of the token (RFC 7644 §3.11). It costs one call more, to find the owner.</summary>
internal static class MeEndpoints
{
    private const string Me = "/Me";

    public static void MapMe(this IEndpointRouteBuilder scim, UserOperations users)
    {
        scim.MapGet(Me, async (ScimCall call) => AtItsPlace(call, await users.GetAsync(call, await OwnIdAsync(call))));
        scim.MapPut(Me, async (HttpRequest request, ScimCall call) =>
        {
            using var body = await ScimBody.ReadAsync(request, call.ClientDisconnected);
            RequireActive(UserAttributes.FromResource(body.RootElement, call.Mapping.Profile));
            return AtItsPlace(call, await users.ReplaceAsync(call, await OwnIdAsync(call), body.RootElement));
        });
        scim.MapPatch(Me, async (HttpRequest request, ScimCall call) =>
        {
            using var body = await ScimBody.ReadAsync(request, call.ClientDisconnected);
            RequireActive(UserPatch.Fold(PatchRequest.Read(body.RootElement, call.Mapping.Profile.Extensions), call.Mapping.Profile));
            return AtItsPlace(call, await users.PatchAsync(call, await OwnIdAsync(call), body.RootElement));
        });
        scim.MapDelete(Me, IResult (ScimCall call) => throw Rejection("deleted"));
        scim.MapPost(Me, IResult (ScimCall call) => throw new ScimException(ScimError.NotImplemented("POST /Me is not supported: create users at /Users.")));
    }

    // Rejected before the own id is looked up. A deactivation wins over every other change, so that no part of the request is done either.
    private static void RequireActive(UserAttributes requested)
    {
        if (requested.Deactivates)
        {
            throw Rejection("deactivated");
        }
    }

    private static ScimException Rejection(string what) => new(ScimError.Forbidden(
        $"The user of the integration's own token is not {what} by /Me: the integration would lock itself out. Send the request to /Users/{{id}} instead."));

    // RFC 7644 §3.11: the answer says where the resource really is.
    private static ScimAnswer AtItsPlace(ScimCall call, ScimAnswer answer)
    {
        call.Http.Response.Headers.Location = answer.Location;
        return answer;
    }

    private static async Task<string> OwnIdAsync(ScimCall call)
    {
        var owner = await call.Egnyte.ReadTokenOwnerAsync();
        if (owner.Id > 0)
        {
            return new EgnyteUserId(owner.Id).ToString();
        }

        var found = await call.Egnyte.ListUsersAsync(1, 2, $"userName eq \"{owner.UserName}\"");
        return found.Rows.FirstOrDefault(user => string.Equals(user.UserName, owner.UserName, StringComparison.OrdinalIgnoreCase)) is { } user
            ? new EgnyteUserId(user.Id).ToString()
            : throw new ScimException(ScimError.BadGateway("Egnyte does not tell whose token this is."));
    }
}
