using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.Users;

/// <summary>What must hold of an account after a create or an update.</summary>
internal static partial class UserRules
{
    // Word for word what Okta's administrators read (Okta's knowledge base, "Egnyte SCIM 2.0 Provisioning Error").
    private const string InvalidUserName =
        "constraint violations: ConstraintViolationImpl{interpolatedMessage='Invalid user name', propertyPath=userName, "
        + "rootBeanClass=class PublicUserRepresentation, messageTemplate='{invalid.user.name}'}: [userName: Invalid user name]";

    public static void CheckUserName(string userName)
    {
        if (!UserName().IsMatch(userName))
        {
            throw Errors.Refuse(400, InvalidUserName);
        }
    }

    public static void CheckEmail(string? email, InputErrors errors)
    {
        if (email is not null && !Email().IsMatch(email))
        {
            errors.Add<string>("email", $"'{email}' is not a valid e-mail address");
        }
    }

    /// <summary>Rules between attributes, which an update can break with an attribute that it does not name.</summary>
    public static void CheckTogether(SimulatedUser user, string? roleGiven)
    {
        if (user is { UserType: "standard", AuthType: not "egnyte" })
        {
            throw Errors.Refuse(400, $"Standard users cannot use external authentication: authType {user.AuthType} needs userType power or admin.");
        }

        if (user is { UserType: "standard", IsServiceAccount: true })
        {
            throw Errors.Refuse(400, "A service account must have userType admin or power.");
        }

        if (roleGiven is not null && user.UserType != "power")
        {
            throw Errors.Refuse(400, "A role can be assigned to power users only.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex UserName();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Email();
}
