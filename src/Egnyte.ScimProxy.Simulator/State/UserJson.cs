using System.Globalization;
using System.Text.Json;
using Egnyte.ScimProxy.Simulator.Http;

namespace Egnyte.ScimProxy.Simulator.State;

/// <summary>An account as Egnyte sends it: null where nothing was ever given, an e-mail address that is a plain string, a number for an id.</summary>
internal static class UserJson
{
    private const string DateFormat = "yyyy-MM-dd'T'HH:mm:ss.fffzzz";

    /// <param name="user">The account.</param>
    /// <param name="groups">Its groups, or null for a row of a list, which does not hold them.</param>
    public static byte[] Write(SimulatedUser user, IEnumerable<GroupRow>? groups) => JsonText.Write((user, groups), static (json, it) =>
    {
        var user = it.user;
        json.WriteNumber("id", user.Id);
        json.WriteString("userName", user.UserName);
        json.WriteString("externalId", user.ExternalId);
        json.WriteString("email", user.Email);
        json.WriteStartObject("name");
        json.WriteString("formatted", user.FormattedName);
        json.WriteString("familyName", user.FamilyName);
        json.WriteString("givenName", user.GivenName);
        json.WriteEndObject();
        json.WriteBoolean("active", user.Active);
        json.WriteBoolean("locked", user.Locked);
        WriteFlag(json, "emailChangePending", user.EmailChangePending);
        json.WriteString("authType", user.AuthType);
        json.WriteString("userType", user.UserType);
        json.WriteString("role", user.Role);
        json.WriteString("idpUserId", user.IdpUserId);
        json.WriteString("userPrincipalName", user.UserPrincipalName);
        json.WriteString("language", user.Language);
        json.WriteBoolean("isServiceAccount", user.IsServiceAccount);
        json.WriteNull("expiryDate");
        json.WriteNull("deleteOnExpiry");
        WriteDate(json, "createdDate", user.CreatedDate);
        WriteDate(json, "lastModificationDate", user.LastModificationDate);
        json.WriteNull("lastActiveDate");
        WriteGroups(json, it.groups);
    });

    private static void WriteGroups(Utf8JsonWriter json, IEnumerable<GroupRow>? groups)
    {
        if (groups is null)
        {
            return;
        }

        json.WriteStartArray("groups");
        foreach (var group in groups)
        {
            json.WriteStartObject();
            json.WriteString("displayName", group.DisplayName);
            json.WriteString("value", group.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool? flag)
    {
        if (flag is { } known)
        {
            json.WriteBoolean(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void WriteDate(Utf8JsonWriter json, string name, DateTimeOffset? date) =>
        json.WriteString(name, date?.ToString(DateFormat, CultureInfo.InvariantCulture));
}
