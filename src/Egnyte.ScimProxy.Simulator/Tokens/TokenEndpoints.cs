using System.Text;
using Egnyte.ScimProxy.Simulator.Http;
using Egnyte.ScimProxy.Simulator.State;
using Microsoft.AspNetCore.WebUtilities;

namespace Egnyte.ScimProxy.Simulator.Tokens;

/// <summary><c>/puboauth/token</c> and <c>/pubapi/v1/userinfo</c>. The caller holds the domain's lock.</summary>
internal sealed class TokenEndpoints(UserTable users, SimulatorOptions options)
{
    // An empty domain still has a token, and a token an owner; no user has this id.
    private static readonly SimulatedUser NoUser = new()
    {
        Id = 12_163_350_000,
        UserName = "demo.admin",
        Email = "demo.admin@example.com",
        GivenName = "Demo",
        FamilyName = "Admin",
        UserType = "admin",
    };

    public Answer Grant(ApiRequest request)
    {
        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(request.Body));
        if (form.GetValueOrDefault("grant_type") != "password")
        {
            return Errors.OAuth("unsupported_grant_type", "The only grant_type here is password.");
        }

        string? userName = form.GetValueOrDefault("username");
        var known = form.GetValueOrDefault("password") == options.Password
            && userName is not null
            && users.FindByUserName(userName)?.User is { Active: true, UserType: "admin" };
        return known
            ? Answer.Of(200, JsonText.Write(options.Token, static (json, token) =>
            {
                json.WriteString("access_token", token);
                json.WriteString("token_type", "bearer");
                json.WriteNumber("expires_in", -1);
            }))
            : Errors.OAuth("invalid_grant", "The user name or the password is wrong.");
    }

    public Answer UserInfo()
    {
        var owner = users.Rows.FirstOrDefault(row => row.User is { Active: true, UserType: "admin" })?.User ?? NoUser;
        return Answer.Of(200, JsonText.Write(owner, static (json, user) =>
        {
            json.WriteNumber("id", user.Id);
            json.WriteString("first_name", user.GivenName);
            json.WriteString("last_name", user.FamilyName);
            json.WriteString("username", user.UserName);
            json.WriteString("user_type", user.UserType);
            json.WriteString("email", user.Email);
        }));
    }
}
