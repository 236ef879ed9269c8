using Egnyte.ScimProxy.EgnyteApi.Models;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Users;

/// <summary>
/// Whether a client may go on with an account whose externalId is not the one it sends (behaviour.md §2): Egnyte cannot change an
/// externalId, and two people of one Okta org must not drive one account.
/// </summary>
internal static class ExternalIdPolicy
{
    /// <summary>The refusal, or null when the difference is let pass.</summary>
    public static ScimError? Check(string given, EgnyteUser present, string? givenEmail, TenantSettings settings)
    {
        var rejects = settings.ExternalIdMismatch switch
        {
            ExternalIdMismatch.Ignore => false,
            ExternalIdMismatch.Reject => present.ExternalId is not null,
            _ => IsOktaUserId(present.ExternalId) && present.Active && givenEmail is not null && !givenEmail.Equals(present.Email, StringComparison.OrdinalIgnoreCase),
        };

        return rejects
            ? ScimError.Uniqueness($"The Egnyte account {present.UserName} ({present.Email}) carries externalId \"{present.ExternalId}\", not \"{given}\": two people would share one account. Give this person another user name, or, if the account is theirs, set {settings.Key(nameof(TenantSettings.ExternalIdMismatch))} to ignore.")
            : null;
    }

    // Okta's user ids: "00u" and 17 letters or digits.
    private static bool IsOktaUserId(string? externalId) =>
        externalId is { Length: 20 } && externalId.StartsWith("00u", StringComparison.Ordinal) && externalId.All(char.IsAsciiLetterOrDigit);
}
