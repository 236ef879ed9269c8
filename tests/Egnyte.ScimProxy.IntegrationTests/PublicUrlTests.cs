using System.Net;

namespace Egnyte.ScimProxy.IntegrationTests;

/// <summary>PublicUrl ends in a header: it was checked as an address and used as written, so that a create was done and then answered 500.</summary>
public sealed class PublicUrlTests
{
    [Theory]
    [InlineData("https://scim.example.com\r\n", "https://scim.example.com")]
    [InlineData(" https://scim.example.com/ ", "https://scim.example.com")]
    [InlineData("https://exämple.com/größe/", "https://xn--exmple-cua.com/gr%C3%B6%C3%9Fe")]
    public async Task PublicUrl_AsAFileOrAShellGivesIt_IsNormalizedInLocation(string publicUrl, string expected)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: [new("ScimProxy:PublicUrl", publicUrl)]);

        using var created = await egnyte.Client.PostAsync(
            "Users",
            new StringContent(
                """{"userName":"ann","name":{"givenName":"Ann","familyName":"Ek"},"emails":[{"value":"ann@example.com"}]}""",
                System.Text.Encoding.UTF8,
                "application/scim+json"),
            TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var user = System.Text.Json.JsonElement.Parse(await created.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var location = $"{expected}/scim/v2/Users/{user.GetProperty("id").GetString()}";
        Assert.Equal(location, created.Headers.GetValues("Location").Single());
        Assert.Equal(location, user.GetProperty("meta").GetProperty("location").GetString());
    }
}
