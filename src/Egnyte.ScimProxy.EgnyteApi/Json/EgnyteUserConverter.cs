using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Egnyte.ScimProxy.EgnyteApi.Models;

namespace Egnyte.ScimProxy.EgnyteApi.Json;

/// <summary>
/// Reads a user by hand: a page holds a hundred of them, and the general code for metadata cost more than all the rest of a page.
/// It reads what that code read: names in any case, scalars in any form, unknown fields skipped.
/// </summary>
internal sealed class EgnyteUserConverter : JsonConverter<EgnyteUser>
{
    // Values that stand in most rows: one string for all of them.
    private static readonly string[] Common = ["sso", "egnyte", "ad", "power", "standard", "admin", "Default", "en-US"];

    private static readonly JsonFieldNames Names = new(
        "id", "userName", "externalId", "email", "name", "active", "locked", "emailChangePending", "authType", "userType", "role", "idpUserId",
        "userPrincipalName", "language", "isServiceAccount", "createdDate", "lastModificationDate", "lastActiveDate", "groups");

    private static readonly JsonFieldNames NameParts = new("formatted", "familyName", "givenName");

    public override EgnyteUser Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Require(reader.TokenType is JsonTokenType.StartObject);
        var user = new EgnyteUser();
        var hint = 0;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var field = Names.Find(ref reader, ref hint);
            Require(reader.Read());
            switch (field)
            {
                case "id": user.Id = ReadId(ref reader); break;
                case "userName": user.UserName = ReadText(ref reader); break;
                case "externalId": user.ExternalId = ReadText(ref reader); break;
                case "email": user.Email = ReadText(ref reader); break;
                case "name": user.Name = ReadName(ref reader); break;
                case "active": user.Active = ReadFlag(ref reader) ?? false; break;
                case "locked": user.Locked = ReadFlag(ref reader) ?? false; break;
                case "emailChangePending": user.EmailChangePending = ReadFlag(ref reader) ?? false; break;
                case "authType": user.AuthType = ReadText(ref reader); break;
                case "userType": user.UserType = ReadText(ref reader); break;
                case "role": user.Role = ReadText(ref reader); break;
                case "idpUserId": user.IdpUserId = ReadText(ref reader); break;
                case "userPrincipalName": user.UserPrincipalName = ReadText(ref reader); break;
                case "language": user.Language = ReadText(ref reader); break;
                case "isServiceAccount": user.IsServiceAccount = ReadFlag(ref reader); break;
                case "createdDate": user.CreatedDate = ReadText(ref reader); break;
                case "lastModificationDate": user.LastModificationDate = ReadText(ref reader); break;
                case "lastActiveDate": user.LastActiveDate = ReadText(ref reader); break;
                case "groups": user.Groups = JsonSerializer.Deserialize(ref reader, EgnyteJsonContext.Default.IReadOnlyListEgnyteUserGroup); break;
                default: reader.Skip(); break;
            }
        }

        return user;
    }

    public override void Write(Utf8JsonWriter writer, EgnyteUser value, JsonSerializerOptions options) => throw new NotSupportedException("Users are sent as changes.");

    private static EgnyteName? ReadName(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return null;
        }

        Require(reader.TokenType is JsonTokenType.StartObject);
        var name = new EgnyteName();
        var hint = 0;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var part = NameParts.Find(ref reader, ref hint);
            Require(reader.Read());
            switch (part)
            {
                case "formatted": name.Formatted = ReadText(ref reader); break;
                case "familyName": name.FamilyName = ReadText(ref reader); break;
                case "givenName": name.GivenName = ReadText(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return name;
    }

    private static long ReadId(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetInt64(),
        JsonTokenType.String when long.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) => id,
        _ => throw new JsonException(),
    };

    private static bool? ReadFlag(ref Utf8JsonReader reader) => LenientOptionalBooleanConverter.Read(ref reader);

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.String)
        {
            foreach (var common in Common)
            {
                if (reader.ValueTextEquals(common))
                {
                    return common;
                }
            }
        }

        return LenientStringConverter.Read(ref reader);
    }

    private static void Require(bool isAsExpected)
    {
        if (!isAsExpected)
        {
            throw new JsonException();
        }
    }
}
