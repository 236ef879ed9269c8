using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Users;

/// <summary>
/// Whether a client may go on with an account whose externalId is not the one it sends (behaviour.md §2): Egnyte cannot change an
/// externalId, and two users of one Okta org must not control one account.
/// </summary>
internal static class ExternalIdPolicy
{
    public static bool IsIgnored(TenantSettings settings) => settings.Get(TenantSettingsFormat.ExternalIdMismatch) is ExternalIdMismatch.Ignore;

    /// <summary>The refusal, or null when the difference is let pass.</summary>
    /// <param name="given">What the client says.</param>
    /// <param name="held">What the client reads of the account.</param>
    /// <param name="present">The account.</param>
    /// <param name="givenEmail">The e-mail address that the client says, as Egnyte shall get it.</param>
    /// <param name="settings">The tenant's.</param>
    public static ScimError? Check(string given, string? held, EgnyteUser present, string? givenEmail, TenantSettings settings)
    {
        var rejects = settings.Get(TenantSettingsFormat.ExternalIdMismatch) switch
        {
            ExternalIdMismatch.Ignore => false,
            ExternalIdMismatch.Reject => held is not null,
            _ =>
                IsOktaUserId(held)
                    && present.Active is not false
                    && givenEmail is not null
                    && !givenEmail.Equals(present.Email, StringComparison.OrdinalIgnoreCase),
        };

        return rejects
            ? ScimError.Uniqueness(
                $"The Egnyte account {present.UserName} ({present.Email}) carries externalId \"{held}\", not \"{given}\": two users would share "
                + "one account. Give this user another user name, or, if the account is this user's, set "
                + $"{settings.Key(TenantSettingsFormat.ExternalIdMismatch)} to ignore.")
            : null;
    }

    // Okta's user ids: "00u" and 17 letters or digits.
    private static bool IsOktaUserId(string? externalId) =>
        externalId is { Length: 20 } && externalId.StartsWith("00u", StringComparison.Ordinal) && externalId.All(char.IsAsciiLetterOrDigit);
}
