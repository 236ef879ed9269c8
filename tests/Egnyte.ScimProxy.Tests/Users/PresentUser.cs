using System.Buffers;
using System.Text.Json;
using CsCheck;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Users.Answers;

namespace Egnyte.ScimProxy.Tests.Users;

/// <summary>An account as Egnyte may have it, how we show it, and what a change makes of it.</summary>
internal static class PresentUser
{
    private static readonly Gen<string> Word = Gen.Char["abcxyz019"].Array[1, 8].Select(letters => new string(letters));

    public static Gen<EgnyteUser> Any { get; } = Gen.Select(
        Gen.Select(Word, Word, Word),
        Gen.Select(
            Gen.Bool,
            Gen.OneOf(Gen.Const("admin"), Gen.Const("power"), Gen.Const("standard")),
            Gen.OneOf(Gen.Const("sso"), Gen.Const("egnyte"), Gen.Const("ad"))),
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool),
        (words, kind, has) => new EgnyteUser
        {
            Id = 7,
            UserName = words.Item1,
            Email = $"{words.Item1}@example.com",
            ExternalId = has.Item1 ? $"hr-{words.Item1}" : null,
            Name = new EgnyteName { GivenName = words.Item2, FamilyName = words.Item3 },
            Active = kind.Item1,
            UserType = kind.Item2,
            AuthType = kind.Item3,
            Role = kind.Item2 == "power" && has.Item2 ? "Default" : null,
            IdpUserId = kind.Item3 == "sso" && has.Item3 ? words.Item1 : null,
            UserPrincipalName = kind.Item3 == "ad" && has.Item3 ? words.Item1 : null,
            Language = has.Item2 ? "de-DE" : null,
        });

    public static string Shown(EgnyteUser user, MappingProfile profile)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            new UserWriter(profile, People.Settings).Write(writer, new UserView(user, user.UserName, "https://scim.example.com/scim/v2", null));
        }

        return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    public static EgnyteUser Applied(EgnyteUserChange change, EgnyteUser user) => user with
    {
        Email = change.Email ?? user.Email,
        Name = new EgnyteName { GivenName = change.Name?.GivenName ?? user.Name?.GivenName, FamilyName = change.Name?.FamilyName ?? user.Name?.FamilyName },
        Active = change.Active ?? user.Active,
        UserType = change.UserType ?? user.UserType,
        AuthType = change.AuthType ?? user.AuthType,
        Role = change.Role ?? user.Role,
        IdpUserId = change.IdpUserId ?? user.IdpUserId,
        UserPrincipalName = change.UserPrincipalName ?? user.UserPrincipalName,
        Language = change.Language ?? user.Language,
    };
}
