using System.Buffers;
using System.Text.Json;
using CsCheck;
using Egnyte.ScimProxy.EgnyteApi.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Users;
using static Egnyte.ScimProxy.Tests.Users.People;

namespace Egnyte.ScimProxy.Tests.Users;

/// <summary>There and back: what a client wrote is what it reads, and reading it back writes nothing new.</summary>
public sealed class UserProperties
{
    private static readonly Gen<string> Word = Gen.Char["abcxyz019"].Array[1, 8].Select(letters => new string(letters));

    private static readonly Gen<EgnyteUser> Anybody = Gen.Select(
        Gen.Select(Word, Word, Word),
        Gen.Select(Gen.Bool, Gen.OneOf(Gen.Const("admin"), Gen.Const("power"), Gen.Const("standard")), Gen.OneOf(Gen.Const("sso"), Gen.Const("egnyte"), Gen.Const("ad"))),
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

    public static TheoryData<string> Profiles => [.. ProfileReader.BuiltIn];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void AUserCreatedFromAnAnswer_IsTheUserOfTheAnswer(string name)
    {
        var profile = ProfileReader.ReadBuiltIn(name);
        Anybody.Sample(
            user =>
            {
                var change = new NewUserMapper(profile, Settings).ToNewEgnyteUser(Read(Shown(user, profile), profile));
                return Applied(change, new EgnyteUser { Id = 7, UserName = change.UserName, ExternalId = change.ExternalId }) == user;
            },
            iter: 500);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void APutOfAnAnswer_ChangesNothing(string name)
    {
        var profile = ProfileReader.ReadBuiltIn(name);
        Anybody.Sample(
            user =>
            {
                var update = new UserUpdateMapper(profile, Settings).ToUpdate(Read(Shown(user, profile), profile), user);
                return update.Refusal is null && !update.IgnoredExternalId && Applied(update.Change, user) == user
                    && update.Change is { UserName: null, ExternalId: null, SendInvite: null, IsServiceAccount: null, Role: null, IdpUserId: null, UserPrincipalName: null, Language: null };
            },
            iter: 500);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void APutOfAnother_ThenReadBack_ShowsEveryMappedAttributeThatWasGiven(string name)
    {
        var profile = ProfileReader.ReadBuiltIn(name);
        Gen.Select(Anybody, Anybody).Sample(
            (present, other) =>
            {
                var wanted = other with { UserName = present.UserName, ExternalId = present.ExternalId };
                var given = Read(Shown(wanted, profile), profile);
                var read = Read(Shown(Applied(new UserUpdateMapper(profile, Settings).ToUpdate(given, present).Change, present), profile), profile);
                return Enumerable.Range(0, profile.Rules.Count).Where(rule => given[rule] is Given.Value).All(rule => read.Value(rule) == given.Value(rule));
            },
            iter: 500);
    }

    private static UserAttributes Read(string resource, MappingProfile profile) => UserAttributes.FromResource(JsonElement.Parse(resource), profile);

    private static string Shown(EgnyteUser user, MappingProfile profile)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            new UserWriter(profile, Settings).Write(writer, new UserView(user, user.UserName, "https://scim.example.com/scim/v2", null));
        }

        return System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static EgnyteUser Applied(EgnyteUserChange change, EgnyteUser user) => user with
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
