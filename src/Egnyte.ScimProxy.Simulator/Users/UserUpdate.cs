using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Users;

/// <summary>The account after a PATCH, or why it cannot be so.</summary>
internal static class UserUpdate
{
    public static SimulatedUser Apply(SimulatedUser user, UserFields fields, InputErrors errors, SimulatorDialect dialect, DateTimeOffset now)
    {
        RefuseImmutable(fields, errors);
        RefuseEmpty(fields, errors);
        UserRules.CheckEmail(fields.Email, errors);
        errors.RefuseAny();
        if (!fields.ChangesSomething)
        {
            throw Errors.Refuse(400, fields.SendInvite is null
                ? "Nothing to update."
                : "sendInvite cannot be the only parameter modified by this action.");
        }

        var userType = fields.UserType ?? user.UserType;
        var emailChanges = fields.Email is not null && !fields.Email.Equals(user.Email, StringComparison.OrdinalIgnoreCase);
        var empty = dialect.KeepsNulls ? null : "";
        var updated = user with
        {
            UserName = NewUser.LowerCase(user.UserName),
            ExternalId = user.ExternalId ?? empty,
            Email = emailChanges && user.Active && dialect.HoldsNewEmail ? user.Email : fields.Email ?? user.Email,
            GivenName = fields.GivenName ?? user.GivenName,
            FamilyName = fields.FamilyName ?? user.FamilyName,
            EmailChangePending = emailChanges && user.Active ? true : user.EmailChangePending,
            Active = fields.Active ?? user.Active,
            AuthType = fields.AuthType ?? user.AuthType,
            UserType = userType,
            Role = userType == "power" ? fields.Role ?? user.Role ?? "Default" : null,
            IdpUserId = fields.IdpUserId ?? user.IdpUserId ?? empty,
            UserPrincipalName = fields.UserPrincipalName ?? user.UserPrincipalName,
            Language = fields.Language ?? user.Language,
            IsServiceAccount = fields.IsServiceAccount ?? user.IsServiceAccount,
            LastModificationDate = now,
        };
        UserRules.CheckTogether(updated, fields.Role);
        return updated;
    }

    private static void RefuseImmutable(UserFields fields, InputErrors errors)
    {
        if (fields.UserName is not null)
        {
            errors.Add<string>("userName", "cannot be changed");
        }

        if (fields.ExternalId is not null)
        {
            errors.Add<string>("externalId", "cannot be changed");
        }
    }

    private static void RefuseEmpty(UserFields fields, InputErrors errors)
    {
        if (fields.GivenName is not null)
        {
            errors.Require("name.givenName", fields.GivenName);
        }

        if (fields.FamilyName is not null)
        {
            errors.Require("name.familyName", fields.FamilyName);
        }
    }
}
