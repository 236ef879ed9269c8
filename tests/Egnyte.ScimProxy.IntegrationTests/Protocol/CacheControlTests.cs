namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>No cache on the way may keep an answer: it holds personal data, and a kept error would outlive its cause.</summary>
public sealed class CacheControlTests(RunningEgnyte running) : IClassFixture<RunningEgnyte>
{
    [Theory]
    [InlineData("GET", "Users", 200)]
    [InlineData("GET", "Users/007", 404)]
    [InlineData("GET", "Users?filter=(", 400)]
    [InlineData("POST", "Users", 400, "{")]
    [InlineData("DELETE", "Users", 405)]
    [InlineData("GET", "Nothing", 404)]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/nobody/scim/v2/Users", 401)]
    [InlineData("GET", "Schemas", 200)]
    [InlineData("POST", "Me", 501, "{}")]
    [InlineData("POST", "Bulk", 200, """{"Operations":[{"method":"DELETE","path":"/Users/007"}]}""")]
    [InlineData("GET", "/health/live", 200)]
    public async Task Answer_OfAnyKind_IsNeverStored(string method, string path, int status, string? body = null)
    {
        var answer = await running.Egnyte.Client.SendScimAsync(method, path, body);

        Assert.Equal((status, "no-store"), (answer.Status, answer.Headers.CacheControl?.ToString()));
    }

    [Fact]
    public async Task NotModifiedAndNoContent_AreNeverStored()
    {
        var client = running.Egnyte.Client;
        var group = await client.SendScimAsync("POST", "Groups", """{"displayName":"Never Stored"}""");
        var read = await client.GetScimAsync($"Groups/{group.Id}");
        using var again = new HttpRequestMessage(HttpMethod.Get, $"Groups/{group.Id}");
        again.Headers.IfNoneMatch.Add(read.Headers.ETag!);

        var answers = new[] { group, await client.SendScimAsync(again), await client.SendScimAsync("DELETE", $"Groups/{group.Id}") };

        Assert.Equal(
            [(201, "no-store"), (304, "no-store"), (204, "no-store")], answers.Select(answer => (answer.Status, answer.Headers.CacheControl?.ToString())));
    }
}
