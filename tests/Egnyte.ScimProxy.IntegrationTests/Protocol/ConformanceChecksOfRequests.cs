using System.Text;

namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>What RFC 7644 demands of every address alike: token, media type, size, version of the protocol (§2, §3.8, §3.12, §3.13).</summary>
public sealed class ConformanceChecksOfRequests : IClassFixture<RunningEgnyte>
{
    private readonly SimulatedEgnyte _egnyte;

    public ConformanceChecksOfRequests(RunningEgnyte running)
    {
        _egnyte = running.Egnyte;
        _egnyte.Simulator.Calls.Clear();
    }

    public static TheoryData<string, string> WithoutABody => new()
    {
        { "GET", "" }, { "GET", "Users" }, { "GET", "Users/1" }, { "DELETE", "Users/1" }, { "GET", "Groups" }, { "GET", "Groups/1" }, { "DELETE", "Groups/1" },
        {
            "GET",
            "Me" }, { "DELETE",
            "Me" }, { "POST",
            "Me" }, { "GET",
            "ServiceProviderConfig" }, { "GET",
            "ResourceTypes" }, { "GET",
            "ResourceTypes/User" }, { "GET",
            "Schemas"
        },
        { "GET", "Schemas/urn:ietf:params:scim:schemas:core:2.0:User" },
    };

    public static TheoryData<string, string> WithABody => new()
    {
        {
            "POST",
            "Users" }, { "PUT",
            "Users/1" }, { "PATCH",
            "Users/1" }, { "POST",
            "Groups" }, { "PUT",
            "Groups/1" }, { "PATCH",
            "Groups/1" }, { "PUT",
            "Me" }, { "PATCH",
            "Me"
        },
        { "POST", ".search" }, { "POST", "Users/.search" }, { "POST", "Groups/.search" }, { "POST", "Bulk" },
    };

    public static TheoryData<string, string> All => [.. WithoutABody, .. WithABody];

    [Theory]
    [MemberData(nameof(All))]
    public async Task EveryAddress_WithoutAToken_Is401(string method, string path)
    {
        using var anonymous = _egnyte.Proxy.CreateClient(token: null);

        var answer = await anonymous.SendScimAsync(method, path, method is "GET" or "DELETE" ? null : "{}");

        ScimShape.AssertError(answer, 401);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [MemberData(nameof(WithABody))]
    public async Task EveryAddress_ThatTakesABody_RefusesAnotherMediaType(string method, string path)
    {
        ScimShape.AssertError(await _egnyte.Client.SendScimAsync(method, path, "{}", "text/plain"), 415);

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [MemberData(nameof(WithABody))]
    public async Task EveryAddress_ThatTakesABody_RefusesOneThatIsTooLarge(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = new StringContent(new string(' ', (4 * 1024 * 1024) + 1), Encoding.UTF8, "application/scim+json"),
        };

        // Told by its length, a body need not be sent to be refused.
        request.Headers.ExpectContinue = true;

        ScimShape.AssertError(await _egnyte.Client.SendScimAsync(request), 413);
        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [MemberData(nameof(WithABody))]
    public async Task EveryAddress_ThatTakesABody_RefusesWhatIsNoObject(string method, string path)
    {
        foreach (var body in new[] { "", "[]", "{\"a\":", "null" })
        {
            ScimShape.AssertError(await _egnyte.Client.SendScimAsync(method, path, body), 400, "invalidSyntax");
        }

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("GET", "Bulk")]
    [InlineData("DELETE", "Bulk")]
    [InlineData("GET", ".search")]
    [InlineData("DELETE", "ServiceProviderConfig")]
    [InlineData("PUT", "ServiceProviderConfig")]
    [InlineData("PATCH", "ResourceTypes")]
    [InlineData("POST", "Schemas")]
    [InlineData("POST", "")]
    [InlineData("DELETE", "")]
    public async Task AnAddress_WithoutTheMethod_Is405(string method, string path)
    {
        ScimShape.AssertError(await _egnyte.Client.SendScimAsync(method, path, method is "GET" or "DELETE" ? null : "{}"), 405);

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("Users/.search")]
    [InlineData("Groups/.search")]
    public async Task ASearch_ByAnotherMethod_IsNoResource(string path)
    {
        foreach (var method in new[] { "GET", "PUT", "PATCH", "DELETE" })
        {
            ScimShape.AssertError(
                await _egnyte.Client.SendScimAsync(method, path, method is "PUT" or "PATCH" ? """{"displayName":"A","Operations":[]}""" : null), 404);
        }

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("/scim/v1/Users")]
    [InlineData("/scim/v3/Users")]
    [InlineData("/scim/v2.0/Users")]
    [InlineData("/scim/Users")]
    [InlineData("/v1/Users")]
    [InlineData("/default/scim/v1/Users")]
    [InlineData("/scim/v1/ServiceProviderConfig")]
    [InlineData("/scim/v1/Bulk")]
    public async Task AnotherVersionOfTheProtocol_IsNotAnsweredAsOurs(string path)
    {
        ScimShape.AssertError(await _egnyte.Client.GetScimAsync(path), 404);

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("application/scim+json")]
    [InlineData("application/json")]
    [InlineData("application/scim+json, application/json;q=0.9, */*;q=0.1")]
    [InlineData("*/*")]
    [InlineData("text/html")]
    [InlineData(null)]
    public async Task AnAnswer_IsScimJson_WhateverIsAccepted(string? accept)
    {
        foreach (var path in new[] { "Users?count=1", "Groups?count=1", "ServiceProviderConfig", "Users/0" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            _ = accept is null || request.Headers.TryAddWithoutValidation("Accept", accept);

            Assert.Equal("application/scim+json", (await _egnyte.Client.SendScimAsync(request)).MediaType);
        }
    }

    [Fact]
    public async Task AName_BeyondAscii_IsReturnedInUtf8()
    {
        const string name = "Zoë 李 \U0001F600";
        var id = _egnyte.Simulator.Domain.AllUsers()[0].Id;

        var answer = await _egnyte.Client.SendScimAsync(
            "PATCH", $"Users/{id}", $$"""{"Operations":[{"op":"replace","path":"name.givenName","value":"{{name}}"}]}""");

        Assert.Equal(name, answer.Json.GetProperty("name").GetProperty("givenName").GetString());
        Assert.Equal(name, _egnyte.Simulator.Domain.AllUsers()[0].GivenName);
    }

    [Fact]
    public async Task Me_DeletedOrCreated_IsRejectedWithoutACall()
    {
        ScimShape.AssertError(await _egnyte.Client.SendScimAsync("DELETE", "Me"), 403);
        ScimShape.AssertError(await _egnyte.Client.SendScimAsync("POST", "Me", "{}"), 501);

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }
}
