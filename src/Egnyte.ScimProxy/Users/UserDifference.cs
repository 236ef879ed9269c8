using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.Users;

/// <summary>What an account shows otherwise than it was sent: a 2xx that did not do it all is not yet an answer (behaviour.md §4).</summary>
internal static class UserDifference
{
    /// <summary>The change that is still missing, or null. Where Egnyte shows nothing, nothing can be told.</summary>
    public static EgnyteUserChange? Between(EgnyteUserChange sent, EgnyteUser shown)
    {
        var missing = new EgnyteUserChange
        {
            // An active user must confirm an e-mail change: sending it again would mail the user again. An answer that does not say whether
            // it waits proves no such thing, and a lost address is worse than a second mail.
            Email = shown.EmailChangePending ? null : Missing(sent.Email, shown.Email, StringComparison.OrdinalIgnoreCase),

            // Where Egnyte does not say, a deactivation is sent again: to do so twice does no harm.
            Active = sent.Active is { } active && active != (shown.Active ?? true) ? active : null,
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

    /// <summary>Whether an account shows all of a change. What Egnyte does not show proves nothing.</summary>
    public static bool IsAllShown(EgnyteUserChange sent, EgnyteUser shown) =>
        Between(sent, shown) is null
        && (sent.Email is null || (shown.Email is not null && !shown.EmailChangePending))
        && IsShown(sent.AuthType, shown.AuthType)
        && IsShown(sent.UserType, shown.UserType)
        && IsShown(sent.Role, shown.Role)
        && IsShown(sent.IdpUserId, shown.IdpUserId)
        && IsShown(sent.UserPrincipalName, shown.UserPrincipalName)
        && IsShown(sent.Language, shown.Language)
        && IsShown(sent.Name?.GivenName, shown.Name?.GivenName)
        && IsShown(sent.Name?.FamilyName, shown.Name?.FamilyName)
        && sent.Additional is null or { Count: 0 };

    /// <summary>What is wanted of an account as it is now and was not sent; null where that is nothing. An invitation is never sent afterwards.</summary>
    public static EgnyteUserChange? NotSent(EgnyteUserChange wanted, EgnyteUserChange sent)
    {
        var rest = wanted with
        {
            Email = sent.Email is null ? wanted.Email : null,
            Active = sent.Active is null ? wanted.Active : null,
            AuthType = sent.AuthType is null ? wanted.AuthType : null,
            UserType = sent.UserType is null ? wanted.UserType : null,
            Role = sent.Role is null ? wanted.Role : null,
            IdpUserId = sent.IdpUserId is null ? wanted.IdpUserId : null,
            UserPrincipalName = sent.UserPrincipalName is null ? wanted.UserPrincipalName : null,
            Language = sent.Language is null ? wanted.Language : null,
            IsServiceAccount = sent.IsServiceAccount is null ? wanted.IsServiceAccount : null,
            Name = sent.Name is null ? wanted.Name : null,
            SendInvite = null,
            Additional = null,
        };
        return rest.IsEmpty ? null : rest;
    }

    private static bool IsShown(string? sent, string? shown) => sent is null || shown is not null;

    private static string? Missing(string? sent, string? shown, StringComparison comparison = StringComparison.Ordinal) =>
        sent is null || shown is null || sent.AsSpan().Trim().Equals(shown.AsSpan().Trim(), comparison) ? null : sent;
}
