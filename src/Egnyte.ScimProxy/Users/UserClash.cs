using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Resources;

namespace Egnyte.ScimProxy.Users;

/// <summary>Which attribute of a new user another account holds already, and which account that is: an administrator must not change the wrong one.</summary>
internal static class UserClash
{
    private const string Email = "email";
    private const string ExternalId = "externalId";

    /// <summary>The attributes that are unique in Egnyte, beside the user name.</summary>
    public static IReadOnlyList<string> Others { get; } = [Email, ExternalId];

    /// <summary>The attribute that Egnyte names, if it names one of <see cref="Others"/> and nothing else.</summary>
    public static string? NamedBy(EgnyteApiException failure)
    {
        var told = $"{failure.Attribute} {failure.Reason}";
        var (email, externalId) = (Says(told, "email", "e-mail"), Says(told, "externalId", "external id", "external_id"));
        return (email, externalId, Says(told, "userName", "user name", "user_name", "login")) switch
        {
            (true, false, false) => Email,
            (false, true, false) => ExternalId,
            _ => null,
        };
    }

    /// <summary>The account that holds a value of the new user; null where there is none, or Egnyte cannot be asked.</summary>
    public static async Task<EgnyteUser?> HolderAsync(ScimCall call, EgnyteUserChange newUser, string attribute)
    {
        var value = attribute == Email ? newUser.Email : newUser.ExternalId;

        // Egnyte lets service accounts share an e-mail address: one of them does not clash.
        if (value is not { Length: > 0 } || !UserQuery.CanBeAsked(value) || (attribute == Email && newUser.IsServiceAccount is true))
        {
            return null;
        }

        var found = await call.Egnyte.ListUsersAsync(1, 2, $"{attribute} eq \"{value}\"");
        return found.Rows.FirstOrDefault(user =>
            attribute == Email ? user.IsServiceAccount is not true && value.Equals(user.Email, StringComparison.OrdinalIgnoreCase) : value == user.ExternalId);
    }

    /// <summary>What the administrator reads where the account has another user name.</summary>
    public static string Text(EgnyteUser holder, EgnyteUserChange newUser, string attribute, MappingProfile profile)
    {
        var account = Account(holder, attribute);
        return attribute == Email
            ? $"The e-mail address \"{newUser.Email}\" is held by {account}. Give this user another e-mail address, or change that of the "
                + $"account in Egnyte; or, if the account is the user's own, set the user name to \"{holder.UserName}\" {profile.WhereToChange} "
                + "and link it."
            : $"The externalId \"{newUser.ExternalId}\" is held by {account}. Egnyte cannot change an externalId: if the account is the "
                + $"user's own, set the user name to \"{holder.UserName}\" {profile.WhereToChange} and link it; otherwise delete the account in "
                + "Egnyte, or let the client send another externalId.";
    }

    /// <summary>What the administrator reads where a later e-mail address is another account's; null where Egnyte does not show whose.</summary>
    public static async Task<string?> OfEmailAsync(ScimCall call, EgnyteUserId id, EgnyteUserChange change)
    {
        try
        {
            return await HolderAsync(call, change, Email) is { } holder && holder.Id != id.Value
                ? $"The e-mail address \"{change.Email}\" is held by {Account(holder, Email)}. Give this user another e-mail address, or "
                    + "change that of the account in Egnyte."
                : null;
        }
        catch (EgnyteApiException)
        {
            // That it clashed is known without the look-up.
            return null;
        }
    }

    /// <summary>The same where Egnyte shows no account that holds any of the values.</summary>
    public static string Unknown(EgnyteUserChange newUser, EgnyteApiException failure) =>
        $"Egnyte says that this user exists already{(failure.Reason is { } reason ? $" (\"{reason}\")" : "")}, but shows no account with "
        + $"the user name \"{newUser.UserName}\", the e-mail address "
        + $"{newUser.Email}{(newUser.ExternalId is null ? "" : $" or the externalId \"{newUser.ExternalId}\"")}. Look in Egnyte for an "
        + "account that holds one of them, or send the request again later.";

    private static string Account(EgnyteUser holder, string attribute)
    {
        var state = (bool?)holder.Active switch
        {
            true => "active",
            false => "inactive: link or reactivate it",
            null => "Egnyte does not say whether it is active",
        };
        return $"the Egnyte account \"{holder.UserName}\" ({(attribute == Email || holder.Email is null ? "" : $"{holder.Email}, ")}id {holder.Id}, {state})";
    }

    private static bool Says(string told, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (told.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
