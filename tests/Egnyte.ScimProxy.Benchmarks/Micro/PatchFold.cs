using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Scim.Patching;
using Egnyte.ScimProxy.Users;
using Egnyte.ScimProxy.Users.Patching;

namespace Egnyte.ScimProxy.Benchmarks.Micro;

/// <summary>Three operations of a PATCH to one change for Egnyte, the JSON document included in both.</summary>
internal static class PatchFold
{
    private static readonly UserUpdateMapper Mapper = new(Okta.Profile, Okta.Settings);

    private static readonly EgnyteUser Present = new()
    {
        Id = 1,
        UserName = "alba.acorn",
        Email = "alba.acorn@example.com",
        UserType = "power",
        Active = false,
    };

    public static MicroPair Create()
    {
        Same.OrFail(ByProfile(), ByHand());
        return new MicroPair("PATCH of three operations to Egnyte change", () => ByProfile(), () => ByHand());
    }

    private static EgnyteUserChange ByProfile()
    {
        using var body = JsonDocument.Parse(Okta.Patch);
        return Mapper.ToUpdate(UserPatch.Fold(PatchRequest.Read(body.RootElement, Okta.Profile.Extensions), Okta.Profile), Present).Change;
    }

    private static EgnyteUserChange ByHand()
    {
        using var body = JsonDocument.Parse(Okta.Patch);
        var change = new EgnyteUserChange();
        foreach (var operation in body.RootElement.GetProperty("Operations"u8).EnumerateArray())
        {
            var value = operation.GetProperty("value"u8);
            switch (operation.TryGetProperty("path"u8, out var path) ? path.GetString() : null)
            {
                case "name.familyName":
                    (change.Name ??= new()).FamilyName = value.GetString();
                    break;
                case "emails[type eq \"work\"].value":
                    change.Email = value.GetString();
                    break;
                case null:
                    change.Active = value.GetProperty("active"u8).GetBoolean();
                    change.UserType = value.GetProperty("userType"u8).GetString();
                    break;
                default:
                    throw new FormatException();
            }
        }

        return change;
    }
}
