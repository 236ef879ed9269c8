using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Users.Answers;

namespace Egnyte.ScimProxy.Benchmarks.Micro;

/// <summary>One Egnyte user to SCIM JSON: by the compiled profile, and by code that knows this profile.</summary>
internal static class UserToScim
{
    private const string BaseUrl = "https://scim.example.com/scim/v2";

    private const int RowsOfAPage = 100;

    private static EgnyteUser User { get; } = new()
    {
        Id = 12163350648,
        UserName = "alba.acorn",
        ExternalId = "00ujl29u0le5T6Aj10h7",
        Email = "alba.acorn@example.com",
        Name = new() { GivenName = "Alba", FamilyName = "Acorn", Formatted = "Alba Acorn" },
        Active = true,
        AuthType = "sso",
        UserType = "power",
        Role = "Default",
        CreatedDate = "2026-01-02T03:04:05.678+00:00",
        LastModificationDate = "2026-01-02T03:04:05.678+00:00",
        Groups = [new() { Value = "6f1c7b0e-4c1e-4b7a-9f61-0a4f4c1f3c11", DisplayName = "Engineering" }],
    };

    public static MicroPair Create()
    {
        var writer = new UserWriter(Okta.Profile, Okta.Settings);
        return Pair("Egnyte user to SCIM JSON", json => writer.Write(json, new UserView(User, User.UserName, BaseUrl, null)), json => WriteByHand(json, User));
    }

    /// <summary>The answer to an import's page: a hundred of them in a list.</summary>
    public static MicroPair CreatePage()
    {
        var writer = new UserWriter(Okta.Profile, Okta.Settings);
        var rows = Enumerable.Repeat(new UserView(User, User.UserName, BaseUrl, null), RowsOfAPage).ToArray();
        return Pair(
            "Page of 100 Egnyte users to SCIM JSON",
            json => ScimResults.List(new ListPage<UserView>(RowsOfAPage, 1, rows, null), writer.Write).Write(json),
            json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("schemas"u8);
                json.WriteStringValue(ScimSchemas.ListResponse);
                json.WriteEndArray();
                json.WriteNumber("totalResults"u8, RowsOfAPage);
                json.WriteNumber("startIndex"u8, 1);
                json.WriteNumber("itemsPerPage"u8, RowsOfAPage);
                json.WriteStartArray("Resources"u8);
                for (var row = 0; row < RowsOfAPage; row++)
                {
                    WriteByHand(json, User);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            });
    }

    private static MicroPair Pair(string name, Action<Utf8JsonWriter> byProfile, Action<Utf8JsonWriter> byHand)
    {
        var bytes = new ArrayBufferWriter<byte>(4096);
        var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        Same.OrFail(Text(byProfile), Text(byHand));
        return new MicroPair(name, () => Measure(byProfile), () => Measure(byHand));

        void Measure(Action<Utf8JsonWriter> write)
        {
            bytes.ResetWrittenCount();
            json.Reset();
            write(json);
            json.Flush();
        }

        string Text(Action<Utf8JsonWriter> write)
        {
            Measure(write);
            return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan);
        }
    }

    private static void WriteByHand(Utf8JsonWriter json, EgnyteUser user)
    {
        json.WriteStartObject();
        json.WriteStartArray("schemas"u8);
        json.WriteStringValue(ScimSchemas.User);
        json.WriteStringValue(Okta.Extension);
        json.WriteEndArray();
        json.WriteString("id"u8, user.Id.ToString(CultureInfo.InvariantCulture));
        json.WriteString("userName"u8, user.UserName);
        json.WriteString("externalId"u8, user.ExternalId);
        json.WriteStartObject("name"u8);
        json.WriteString("givenName"u8, user.Name!.GivenName);
        json.WriteString("familyName"u8, user.Name.FamilyName);
        json.WriteString("formatted"u8, user.Name.Formatted);
        json.WriteEndObject();
        json.WriteString("displayName"u8, user.Name.Formatted);
        json.WriteStartArray("emails"u8);
        json.WriteStartObject();
        json.WriteString("value"u8, user.Email);
        json.WriteString("type"u8, "work"u8);
        json.WriteBoolean("primary"u8, true);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteBoolean("active"u8, user.Active is true);
        json.WriteString("userType"u8, user.UserType);
        json.WriteStartArray("groups"u8);
        foreach (var group in user.Groups!)
        {
            json.WriteStartObject();
            json.WriteString("value"u8, group.Value);
            json.WriteString("display"u8, group.DisplayName);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject(Okta.Extension);
        json.WriteString("authType"u8, user.AuthType);
        json.WriteString("role"u8, user.Role);
        json.WriteEndObject();
        json.WriteStartObject("meta"u8);
        json.WriteString("resourceType"u8, "User"u8);
        json.WriteString("created"u8, user.CreatedDate);
        json.WriteString("lastModified"u8, user.LastModificationDate);
        json.WriteString("location"u8, $"{BaseUrl}/Users/{user.Id}");
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
