using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Users;

/// <summary>The account that a POST asks for, or why there can be none.</summary>
internal static class NewUser
{
    public static SimulatedUser From(UserFields fields, InputErrors errors, SimulatorDialect dialect, DateTimeOffset now)
    {
        errors.Require("userName", fields.UserName);
        errors.Require("email", fields.Email);
        errors.Require("name.givenName", fields.GivenName);
        errors.Require("name.familyName", fields.FamilyName);
        errors.Require("authType", fields.AuthType);
        errors.Require("userType", fields.UserType);
        UserRules.CheckEmail(fields.Email, errors);
        errors.RefuseAny();
        UserRules.CheckUserName(fields.UserName!);

        var user = new SimulatedUser
        {
            UserName = dialect.LowersUserNameAtOnce ? LowerCase(fields.UserName!) : fields.UserName!,
            ExternalId = fields.ExternalId,
            Email = fields.Email!,
            GivenName = fields.GivenName!,
            FamilyName = fields.FamilyName!,
            Active = fields.Active ?? true,
            AuthType = fields.AuthType!,
            UserType = fields.UserType!,
            Role = fields.UserType == "power" ? fields.Role ?? "Default" : null,
            IdpUserId = fields.IdpUserId,
            UserPrincipalName = fields.UserPrincipalName,
            Language = fields.Language,
            IsServiceAccount = fields.IsServiceAccount ?? false,
            CreatedDate = now,
            LastModificationDate = now,
        };
        UserRules.CheckTogether(user, fields.Role);
        return user;
    }

#pragma warning disable CA1308 // Egnyte's own user names are lower case.
    public static string LowerCase(string userName) => userName.ToLowerInvariant();
#pragma warning restore CA1308
}
