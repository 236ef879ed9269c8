using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Egnyte.ScimProxy.EgnyteApi.Answers.Json;

namespace Egnyte.ScimProxy.EgnyteApi.Answers.Models;

/// <summary>
/// Reads a user by hand: a page holds a hundred of them, and the general code for metadata cost more than all the rest of a page.
/// It reads what that code read: names in any case, scalars in any form, unknown fields skipped.
/// </summary>
internal sealed class EgnyteUserConverter : JsonConverter<EgnyteUser>
{
    // Values that stand in most rows: one string for all of them.
    private static readonly KnownTexts Common = new("sso", "egnyte", "ad", "power", "standard", "admin", "Default", "en-US");

    private static readonly KnownTexts Fields = new([.. Enum.GetNames<Field>().Select(JsonNamingPolicy.CamelCase.ConvertName)]);

    private static readonly KnownTexts NameParts = new("formatted", "familyName", "givenName");

    private static readonly KnownTexts GroupParts = new("value", "displayName");

    /// <summary>Egnyte's fields by their names, in the order in which they usually come; three of them are known only to be skipped.</summary>
    private enum Field
    {
        Id,
        UserName,
        ExternalId,
        Email,
        Name,
        Active,
        Locked,
        EmailChangePending,
        AuthType,
        UserType,
        Role,
        IdpUserId,
        UserPrincipalName,
        Language,
        IsServiceAccount,
        ExpiryDate,
        DeleteOnExpiry,
        CreatedDate,
        LastModificationDate,
        LastActiveDate,
        Groups,
    }

    public override EgnyteUser Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Require(reader.TokenType is JsonTokenType.StartObject);
        var user = new EgnyteUser();
        var hint = 0;
        var seen = 0u;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var index = Fields.Find(ref reader, ref hint);
            RequireOnce(ref seen, index);
            var field = (Field)index;
            Require(reader.Read());
            switch (field)
            {
                case Field.Id: user.Id = ReadId(ref reader); break;
                case Field.UserName: user.UserName = ReadText(ref reader); break;
                case Field.ExternalId: user.ExternalId = ReadText(ref reader); break;
                case Field.Email: user.Email = ReadText(ref reader); break;
                case Field.Name: user.Name = ReadName(ref reader); break;
                case Field.Active: user.Active = ReadFlag(ref reader); break;
                case Field.Locked: user.Locked = ReadFlag(ref reader) ?? false; break;
                case Field.EmailChangePending: user.EmailChangePending = ReadFlag(ref reader) ?? false; break;
                case Field.AuthType: user.AuthType = ReadCommon(ref reader); break;
                case Field.UserType: user.UserType = ReadCommon(ref reader); break;
                case Field.Role: user.Role = ReadCommon(ref reader); break;
                case Field.IdpUserId: user.IdpUserId = ReadText(ref reader); break;
                case Field.UserPrincipalName: user.UserPrincipalName = ReadText(ref reader); break;
                case Field.Language: user.Language = ReadCommon(ref reader); break;
                case Field.IsServiceAccount: user.IsServiceAccount = ReadFlag(ref reader); break;
                case Field.CreatedDate: user.CreatedDate = ReadText(ref reader); break;
                case Field.LastModificationDate: user.LastModificationDate = ReadText(ref reader); break;
                case Field.LastActiveDate: user.LastActiveDate = ReadText(ref reader); break;
                case Field.Groups: user.Groups = ReadGroups(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return user;
    }

    public override void Write(Utf8JsonWriter writer, EgnyteUser value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Users are sent as changes.");

    private static EgnyteName? ReadName(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return null;
        }

        Require(reader.TokenType is JsonTokenType.StartObject);
        var name = new EgnyteName();
        var hint = 0;
        var seen = 0u;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var part = NameParts.Find(ref reader, ref hint);
            RequireOnce(ref seen, part);
            Require(reader.Read());
            switch (part)
            {
                case 0: name.Formatted = ReadText(ref reader); break;
                case 1: name.FamilyName = ReadText(ref reader); break;
                case 2: name.GivenName = ReadText(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return name;
    }

    private static List<EgnyteUserGroup>? ReadGroups(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return null;
        }

        Require(reader.TokenType is JsonTokenType.StartArray);
        var groups = new List<EgnyteUserGroup>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            // A null is a group without an id.
            groups.Add(reader.TokenType is JsonTokenType.Null ? new EgnyteUserGroup() : ReadGroup(ref reader));
        }

        return groups;
    }

    private static EgnyteUserGroup ReadGroup(ref Utf8JsonReader reader)
    {
        Require(reader.TokenType is JsonTokenType.StartObject);
        var group = new EgnyteUserGroup();
        var hint = 0;
        var seen = 0u;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var part = GroupParts.Find(ref reader, ref hint);
            RequireOnce(ref seen, part);
            Require(reader.Read());
            switch (part)
            {
                case 0: group.Value = ReadText(ref reader); break;
                case 1: group.DisplayName = ReadText(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return group;
    }

    private static long ReadId(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetInt64(),
        JsonTokenType.String when long.TryParse(reader.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var id) => id,
        _ => throw new JsonException(),
    };

    private static bool? ReadFlag(ref Utf8JsonReader reader) => LenientOptionalBooleanConverter.Read(ref reader);

    private static string? ReadText(ref Utf8JsonReader reader) => LenientStringConverter.Read(ref reader);

    private static string? ReadCommon(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String && Common.FindExactly(ref reader) is { } common ? common : ReadText(ref reader);

    // A name that comes twice says two things.
    private static void RequireOnce(ref uint seen, int field)
    {
        if (field >= 0)
        {
            Require((seen & (1u << field)) == 0);
            seen |= 1u << field;
        }
    }

    private static void Require(bool isAsExpected)
    {
        if (!isAsExpected)
        {
            throw new JsonException();
        }
    }
}
