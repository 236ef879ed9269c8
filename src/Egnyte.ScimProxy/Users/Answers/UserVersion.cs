using System.Globalization;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Http;

namespace Egnyte.ScimProxy.Users.Answers;

/// <summary>The version of a user: of what Egnyte shows, whatever the client's profile shows of it.</summary>
internal static class UserVersion
{
    public static string Of(EgnyteUser user)
    {
        var content = ContentVersion.Hash(
            user.Id.ToString(CultureInfo.InvariantCulture),
            user.UserName?.ToLowerInvariant(), // Egnyte writes it in lower case from the first update on
            user.ExternalId,
            user.Email,
            user.Name?.GivenName,
            user.Name?.FamilyName,
            user.Name?.Formatted,
            user.Active switch { true => "active", false => "inactive", null => "" },
            user.UserType,
            user.AuthType,
            user.Role,
            user.IdpUserId,
            user.UserPrincipalName,
            user.Language);

        // Egnyte may show the groups in one answer and not in another: they are a part of their own.
        return user.Groups is { Count: > 0 } groups
            ? ContentVersion.Tag(
                content, ContentVersion.Hash([.. groups.Select(group => $"{group.Value}\u001e{group.DisplayName}").Order(StringComparer.Ordinal)]))
            : ContentVersion.Tag(content);
    }
}
