namespace Egnyte.ScimProxy.IntegrationTests.Protocol;

/// <summary>The alias for the token's own user (RFC 7644 §3.11).</summary>
public sealed class MeTests : IClassFixture<RunningEgnyte>
{
    private readonly SimulatedEgnyte _egnyte;

    public MeTests(RunningEgnyte running)
    {
        _egnyte = running.Egnyte;
        _egnyte.Simulator.Calls.Clear();
    }

    [Fact]
    public async Task Get_OfMe_IsTheTokensOwnerAtTheirOwnAddress()
    {
        var answer = await _egnyte.Client.GetScimAsync("Me");

        var owner = _egnyte.Simulator.Domain.AllUsers().First(user => user is { Active: true, UserType: "admin" });
        ScimShape.AssertUser(answer.Json, _egnyte.Client.BaseAddress!.ToString().TrimEnd('/'));
        Assert.Equal(owner.Id.ToString(null, null), answer.Id);
        Assert.Equal(answer.Json.GetProperty("meta").GetProperty("location").GetString(), answer.Headers.Location!.ToString());
        Assert.Equal(2, _egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task Patch_OfMe_ChangesTheTokensOwner()
    {
        var answer = await _egnyte.Client.SendScimAsync("PATCH", "Me", """{"Operations":[{"op":"replace","path":"name.givenName","value":"Renamed"}]}""");

        Assert.Equal((200, "Renamed"), (answer.Status, answer.Json.GetProperty("name").GetProperty("givenName").GetString()));
        Assert.Equal("Renamed", (await _egnyte.Client.GetScimAsync("Me")).Json.GetProperty("name").GetProperty("givenName").GetString());
    }

    [Fact]
    public async Task Delete_OfMe_IsRefused()
    {
        ScimShape.AssertError(await _egnyte.Client.SendScimAsync("DELETE", "Me"), 403);

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    public static TheoryData<string, string> Deactivations => new()
    {
        { "PUT", """{"userName":"owner","active":false}""" },
        { "PUT", """{"ACTIVE":"False"}""" },
        { "PUT", """{"active":"false","name":{"givenName":"Renamed"},"id":"1"}""" },
        { "PUT", """{"urn:ietf:params:scim:schemas:core:2.0:User":{"active":false}}""" },
        { "PUT", """{"URN:ietf:params:scim:schemas:core:2.0:user:Active":"FALSE"}""" },
        { "PATCH", """{"Operations":[{"op":"replace","path":"active","value":false}]}""" },
        { "PATCH", """{"Operations":[{"op":"replace","value":{"urn:ietf:params:scim:schemas:core:2.0:User":{"active":"False"}}}]}""" },
        { "PATCH", """{"Operations":[{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User","value":{"active":false}}]}""" },
        { "PATCH", """{"Operations":[{"op":"Replace","path":"active","value":"False"}]}""" },
        { "PATCH", """{"Operations":[{"op":"add","path":"ACTIVE","value":false}]}""" },
        { "PATCH", """{"Operations":[{"op":"replace","value":{"active":false}}]}""" },
        { "PATCH", """{"Operations":[{"op":"add","value":{"Active":"false","name":{"givenName":"Renamed"}}}]}""" },
        { "PATCH", """{"Operations":[{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:active","value":false}]}""" },
        { "PATCH", """{"Operations":[{"op":"replace","value":{"urn:ietf:params:scim:schemas:core:2.0:User:active":false}}]}""" },
        { "PATCH", """{"Operations":[{"op":"replace","path":"active","value":true},{"op":"replace","path":"active","value":false}]}""" },
        { "PATCH", """{"Operations":[{"op":"replace","path":"userName","value":"o'brien"},{"op":"replace","path":"active","value":false}]}""" },
    };

    /// <summary>Contract §1.5: the integration's own administrator is never deactivated through /Me; not even the rest of the request is done.</summary>
    [Theory]
    [MemberData(nameof(Deactivations))]
    public async Task Deactivation_OfMe_IsRejectedAsItsDeletion(string method, string body)
    {
        foreach (var path in new[] { "Me", "me", "ME/", "Me?attributes=id" })
        {
            ScimShape.AssertError(await _egnyte.Client.SendScimAsync(method, path, body), 403);
        }

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("PUT", "/Me", "{\"active\":false}")]
    [InlineData("PATCH", "/me", "{\"Operations\":[{\"op\":\"replace\",\"path\":\"active\",\"value\":false}]}")]
    [InlineData("PATCH", "Me/", "{\"Operations\":[{\"op\":\"replace\",\"path\":\"title\",\"value\":\"x\"}]}")]
    [InlineData("DELETE", "/Me", "{}")]
    [InlineData("DELETE", "/scim/v2/Me", "{}")]
    [InlineData("PUT", "http://proxy.example.com/scim/v2/Me", "{\"active\":false}")]
    [InlineData("PATCH", "//%4De", "{\"Operations\":[{\"op\":\"replace\",\"value\":{\"active\":\"False\"}}]}")]
    public async Task Bulk_OfMe_IsRejected(string method, string path, string data)
    {
        var answer = await _egnyte.Client.SendScimAsync("POST", "Bulk", $$"""{"Operations":[{"method":"{{method}}","path":"{{path}}","data":{{data}}}]}""");

        var operation = Assert.Single(answer.Json.GetProperty("Operations").EnumerateArray());
        Assert.Equal("403", operation.GetProperty("status").GetString());
        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task Activation_OfMe_IsNoDeactivation()
    {
        var answer = await _egnyte.Client.SendScimAsync(
            "PATCH", "Me", """{"Operations":[{"op":"replace","path":"active","value":false},{"op":"replace","path":"active","value":true}]}""");

        Assert.Equal(200, answer.Status);
        Assert.True(answer.Json.GetProperty("active").GetBoolean());
    }

    [Fact]
    public async Task Post_OfMe_IsNotImplemented()
    {
        ScimShape.AssertError(await _egnyte.Client.SendScimAsync("POST", "Me", "{}"), 501);

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }
}
