using Egnyte.ScimProxy.IntegrationTests.Infrastructure;

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

    [Fact]
    public async Task Post_OfMe_IsNotImplemented()
    {
        ScimShape.AssertError(await _egnyte.Client.SendScimAsync("POST", "Me", "{}"), 501);

        Assert.Equal(0, _egnyte.Simulator.Calls.Count);
    }
}
