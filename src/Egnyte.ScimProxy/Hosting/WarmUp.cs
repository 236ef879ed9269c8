using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Models;
using Egnyte.ScimProxy.Scim.Filters;
using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Users;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>Maps one invented person there and back for each tenant, so that the first real request does not pay for the first use of the code.</summary>
internal sealed class WarmUp(TenantDirectory tenants)
{
    private static ReadOnlyMemory<byte> Person { get; } = """
        {"userName":"warm.up@example.com","name":{"givenName":"Warm","familyName":"Up"},"emails":[{"value":"warm.up@example.com","primary":true}],"active":true}
        """u8.ToArray();

    public void Run()
    {
        using var body = JsonDocument.Parse(Person);
        using var stream = new MemoryStream();
        foreach (var tenant in tenants.All)
        {
            var mapping = tenant.Mapping;
            var change = mapping.NewUsers.ToNewEgnyteUser(UserAttributes.FromResource(body.RootElement, mapping.Profile));
            _ = UserQuery.From(ScimFilterParser.Parse("userName eq \"warm.up@example.com\""), mapping.Profile, mapping.Settings, mapping.UserSchema);
            using var writer = new Utf8JsonWriter(stream);
            var user = new EgnyteUser { Id = 1, UserName = change.UserName, Email = change.Email, Name = change.Name, AuthType = change.AuthType };
            mapping.UserWriter.Write(writer, new UserView(user, user.UserName, "", null));
        }
    }
}
