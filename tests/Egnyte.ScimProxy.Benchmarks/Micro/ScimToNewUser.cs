using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Users;

namespace Egnyte.ScimProxy.Benchmarks.Micro;

/// <summary>The body of a create to what is sent to Egnyte, the JSON document included in both.</summary>
internal static class ScimToNewUser
{
    private static readonly NewUserMapper Mapper = new(Okta.Profile, Okta.Settings);

    public static MicroPair Create()
    {
        Same.OrFail(ByProfile(), ByHand());
        return new MicroPair("SCIM create to Egnyte user", () => ByProfile(), () => ByHand());
    }

    private static EgnyteUserChange ByProfile()
    {
        using var body = JsonDocument.Parse(Okta.Create);
        return Mapper.ToNewEgnyteUser(UserAttributes.FromResource(body.RootElement, Okta.Profile));
    }

    private static EgnyteUserChange ByHand()
    {
        using var body = JsonDocument.Parse(Okta.Create);
        var user = body.RootElement;
        var name = user.GetProperty("name"u8);
        var extension = user.GetProperty(Okta.Extension);
        return new EgnyteUserChange
        {
            UserName = user.GetProperty("userName"u8).GetString(),
            ExternalId = user.GetProperty("externalId"u8).GetString(),
            Email = user.GetProperty("emails"u8)[0].GetProperty("value"u8).GetString(),
            Name = new() { GivenName = name.GetProperty("givenName"u8).GetString(), FamilyName = name.GetProperty("familyName"u8).GetString() },
            Active = user.GetProperty("active"u8).GetBoolean(),
            SendInvite = true,
            UserType = user.GetProperty("userType"u8).GetString(),
            AuthType = extension.GetProperty("authType"u8).GetString(),
            Role = extension.GetProperty("role"u8).GetString(),
        };
    }
}
