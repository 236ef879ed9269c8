using System.Text;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>Base URLs as administrators type them: they work, or the error is about the base URL and never about a user or group.</summary>
public sealed class BaseUrlTests : IClassFixture<RunningEgnyte>
{
    private readonly SimulatedEgnyte _egnyte;

    public BaseUrlTests(RunningEgnyte running)
    {
        _egnyte = running.Egnyte;
        _egnyte.Simulator.Calls.Clear();
    }

    [Theory]
    [InlineData("/scim/v2//Users", "Users")]
    [InlineData("/scim/v2//Groups", "Groups")]
    [InlineData("//scim//v2///Users//", "Users")]
    [InlineData("/SCIM/v2//users", "Users")]
    [InlineData("/default/scim/v2//Users", "Users")]
    public async Task BaseUrl_WithASlashAtTheEnd_Works(string path, string collection)
    {
        var answer = await SendAsync("GET", $"{path}?startIndex=1&count=2");

        var total = collection == "Users" ? _egnyte.Simulator.Domain.UserCount : _egnyte.Simulator.Domain.AllGroups().Count;
        Assert.Equal(total, answer.Json.GetProperty("totalResults").GetInt32());
        var first = answer.Json.GetProperty("Resources")[0].GetProperty("meta").GetProperty("location").GetString()!;
        Assert.DoesNotContain("//", first[first.IndexOf("//", StringComparison.Ordinal)..][2..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task BaseUrl_WithASlashAtTheEnd_WorksForOneResourceAndForWrites()
    {
        var id = _egnyte.Simulator.Domain.AllUsers()[1].Id;

        Assert.Equal(200, (await SendAsync("GET", $"/scim/v2//Users/{id}")).Status);
        Assert.Equal(200, (await SendAsync("GET", $"/scim/v2/Users//{id}/")).Status);
        Assert.Equal(200, (await SendAsync("PATCH", $"/scim/v2//Users/{id}", """{"Operations":[{"op":"replace","path":"active","value":true}]}""")).Status);
        Assert.Equal(200, (await SendAsync("POST", "/scim/v2//Users/.search", "{}")).Status);
        Assert.Equal(200, (await SendAsync("GET", "/scim/v2//ServiceProviderConfig")).Status);
    }

    /// <summary>The path is decoded once: <c>%2531</c> is the text <c>%31</c>, which is no id, and not user 1.</summary>
    [Theory]
    [InlineData("%2500")]
    [InlineData("%2531")]
    [InlineData("%252F")]
    public async Task BaseUrl_WithASlashAtTheEnd_DecodesAnIdOnce(string id)
    {
        Assert.Equal(404, (await SendAsync("GET", $"/scim/v2//Users/{id}")).Status);
        Assert.Equal(404, (await SendAsync("DELETE", $"/scim/v2//Users/{id}")).Status);
    }

    [Theory]
    [InlineData("/scim/v2/Users/Users")]
    [InlineData("/scim/v2/Users/Groups")]
    [InlineData("/scim/v2/Groups/Groups")]
    [InlineData("/scim/v2/Groups/Users")]
    [InlineData("/scim/v2/users/USERS")]
    [InlineData("/scim/v2/Users/Users/42")]
    [InlineData("/scim/v2/Users//Users")]
    [InlineData("/scim/v2/Users/Users/")]
    [InlineData("/scim/v2/Users/ServiceProviderConfig")]
    [InlineData("/scim/v2/Users/Schemas")]
    [InlineData("/scim/v2/Groups/ResourceTypes")]
    [InlineData("/scim/v2/Users/Me")]
    [InlineData("/scim/v2/Users/Bulk")]
    [InlineData("/scim/v2/ServiceProviderConfig/Users")]
    [InlineData("/default/scim/v2/Users/Users")]
    [InlineData("/scim/v2/Users/Users/.search")]
    [InlineData("/scim/v2/scim/v2/Users")]
    [InlineData("/scim/v2/scim/v2/Users/42")]
    [InlineData("/scim/v2/Users/scim/v2/Users")]
    [InlineData("/scim/Users")]
    [InlineData("/scim/v2/v2/Users")]
    [InlineData("/Users")]
    [InlineData("/v2/Users/42")]
    public async Task BaseUrl_TypedWrongly_IsNamedAsTheMistake(string path)
    {
        foreach (var method in new[] { "GET", "POST", "PUT", "PATCH", "DELETE" })
        {
            var answer = await SendAsync(method, path, """{"userName":"a","displayName":"a","Operations":[{"op":"replace","path":"active","value":false}]}""");

            Assert.True(answer.Status is 404 or 405, $"{method} {path}: {answer.Status} {answer.Text}");
            ScimShape.AssertError(answer, answer.Status);
            Assert.Contains("base URL", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    private async Task<ScimAnswer> SendAsync(string method, string path, string? body = null)
    {
        var origin = _egnyte.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);
        using var request = new HttpRequestMessage(
            new HttpMethod(method), new Uri(origin + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Content = body is null || method is "GET" or "DELETE" ? null : new StringContent(body, Encoding.UTF8, "application/scim+json");
        return await _egnyte.Client.SendScimAsync(request);
    }
}
