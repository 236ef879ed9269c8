using Egnyte.ScimProxy.EgnyteApi.Models;

namespace Egnyte.ScimProxy.Users;

/// <summary>What an account shows otherwise than it was sent: a 2xx that did not do it all is not yet an answer (behaviour.md §4).</summary>
internal static class UserDifference
{
    /// <summary>The change that is still missing, or null. Where Egnyte shows nothing, nothing can be told.</summary>
    public static EgnyteUserChange? Between(EgnyteUserChange sent, EgnyteUser shown)
    {
        var missing = new EgnyteUserChange
        {
            // An e-mail change of an active person waits for their confirmation: sending it again would mail them again.
            Email = shown.EmailChangePending ? null : Missing(sent.Email, shown.Email, StringComparison.OrdinalIgnoreCase),
            Active = sent.Active is { } active && active != shown.Active ? active : null,
            AuthType = Missing(sent.AuthType, shown.AuthType),
            UserType = Missing(sent.UserType, shown.UserType),
            Role = Missing(sent.Role, shown.Role),
            IdpUserId = Missing(sent.IdpUserId, shown.IdpUserId),
            UserPrincipalName = Missing(sent.UserPrincipalName, shown.UserPrincipalName),
            Language = Missing(sent.Language, shown.Language),
        };
        var givenName = Missing(sent.Name?.GivenName, shown.Name?.GivenName);
        var familyName = Missing(sent.Name?.FamilyName, shown.Name?.FamilyName);
        if (givenName is not null || familyName is not null)
        {
            missing.Name = new EgnyteName { GivenName = givenName, FamilyName = familyName };
        }

        return missing.IsEmpty ? null : missing;
    }

    private static string? Missing(string? sent, string? shown, StringComparison comparison = StringComparison.Ordinal) =>
        sent is null || shown is null || sent.AsSpan().Trim().Equals(shown.AsSpan().Trim(), comparison) ? null : sent;
}
