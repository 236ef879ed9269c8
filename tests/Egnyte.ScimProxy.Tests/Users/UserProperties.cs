using System.Text.Json;
using CsCheck;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Users;
using static Egnyte.ScimProxy.Tests.Users.People;
using static Egnyte.ScimProxy.Tests.Users.PresentUser;

namespace Egnyte.ScimProxy.Tests.Users;

/// <summary>There and back: what a client wrote is what it reads, and reading it back writes nothing new.</summary>
public sealed class UserProperties
{
    public static TheoryData<string> Profiles => [.. ProfileLibrary.BuiltInNames];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void AUserCreatedFromAnAnswer_IsTheUserOfTheAnswer(string name)
    {
        var profile = ProfileCompiler.CompileBuiltIn(name);
        Any.Sample(
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
        var profile = ProfileCompiler.CompileBuiltIn(name);
        Any.Sample(
            user =>
            {
                var update = new UserUpdateMapper(profile, Settings).ToUpdate(Read(Shown(user, profile), profile), user);
                return update.Refusal is null && !update.IgnoredExternalId && Applied(update.Change, user) == user
                    && update.Change is { UserName: null, ExternalId: null, SendInvite: null, IsServiceAccount: null }
                    && update.Change is { Role: null, IdpUserId: null, UserPrincipalName: null, Language: null };
            },
            iter: 500);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void APutOfAnother_ThenReadBack_ShowsEveryMappedAttributeThatWasGiven(string name)
    {
        var profile = ProfileCompiler.CompileBuiltIn(name);
        Gen.Select(Any, Any).Sample(
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
}
