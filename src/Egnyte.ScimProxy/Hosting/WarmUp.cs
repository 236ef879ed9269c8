using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters.Parsing;
using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Users;
using Egnyte.ScimProxy.Users.Answers;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>Maps one invented user to Egnyte and back for each tenant, so that the first real request does not pay for the first use of the code.</summary>
internal sealed class WarmUp(TenantDirectory tenants)
{
    private static ReadOnlyMemory<byte> User { get; } = """
        {"userName":"warm.up@example.com","name":{"givenName":"Warm","familyName":"Up"},"emails":[{"value":"warm.up@example.com","primary":true}],"active":true}
        """u8.ToArray();

    public void Run()
    {
        using var body = JsonDocument.Parse(User);
        foreach (var tenant in tenants.All)
        {
            var mapping = tenant.Mapping;
            var users = new UserMapping(mapping);
            Try(() => users.NewUsers.ToNewEgnyteUser(UserAttributes.FromResource(body.RootElement, mapping.Profile)));
            Try(() => UserQuery.From(ScimFilterParser.Parse("userName eq \"warm.up@example.com\""), mapping.Profile, mapping.Settings, mapping.UserSchema));
            using var stream = new MemoryStream();
            using var writer = new Utf8JsonWriter(stream);
            var user = new EgnyteUser
            {
                Id = 1,
                UserName = "warm.up",
                Email = "warm.up@example.com",
                Name = new EgnyteName { GivenName = "Warm", FamilyName = "Up" },
                AuthType = "sso",
            };
            users.Writer.Write(writer, new UserView(user, user.UserName, "", null));
        }
    }

    // An operator's profile may require more of a user than this one has: a rejection warms the code up as well.
    private static void Try(Action mapping)
    {
        try
        {
            mapping();
        }
        catch (ScimException)
        {
        }
    }
}
