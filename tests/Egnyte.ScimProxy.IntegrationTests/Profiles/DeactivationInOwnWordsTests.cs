namespace Egnyte.ScimProxy.IntegrationTests.Profiles;

/// <summary>The proxy always sends a deactivation, or rejects it if it is switched off, in every form that a profile lets its client use.</summary>
public sealed class DeactivationInOwnWordsTests
{
    private const string ByWord = """{"extends":"okta","users":[{"scim":"active","transforms":["toBool"]}]}""";
    private const string ByTable = """
        {"extends":"okta","users":[{"scim":"active","transforms":[{"lookup":{"table":{"Employed":"yes","Gone":"no"}}},"toBool"]}]}
        """;

    public static TheoryData<string, string> Deactivations => new()
    {
        { ByWord, """{"op":"replace","path":"active","value":"no"}""" },
        { ByWord, """{"op":"Replace","path":"active","value":"False"}""" },
        { ByWord, """{"op":"replace","value":{"active":false}}""" },
        { ByTable, """{"op":"replace","path":"active","value":"Gone"}""" },
    };

    [Theory]
    [MemberData(nameof(Deactivations))]
    public async Task ADeactivation_IsSent_WhateverElseIsRefused(string profile, string leaving)
    {
        using var files = new ProfileFiles(("acme", profile));
        await using var egnyte = await SimulatedEgnyte.StartAsync(settings: files.Settings);
        var person = egnyte.Simulator.Domain.SeedUsers(1)[0];

        var answer = await egnyte.Client.SendScimAsync(
            "PATCH", $"Users/{person.Id}", $$"""{"Operations":[{"op":"replace","path":"userName","value":"another.name"},{{leaving}}]}""");

        Assert.Equal(200, answer.Status);
        Assert.False(egnyte.Simulator.Domain.FindUser(person.Id)!.Active);
    }

    [Theory]
    [MemberData(nameof(Deactivations))]
    public async Task ADeactivationThatIsSwitchedOff_IsRefused(string profile, string leaving)
    {
        using var files = new ProfileFiles(("acme", profile));
        await using var egnyte = await SimulatedEgnyte.StartAsync(
            settings: [.. files.Settings, new("ScimProxy:Tenants:default:Capabilities:DeactivateUsers", "false")]);
        var person = egnyte.Simulator.Domain.SeedUsers(1)[0];

        var answer = await egnyte.Client.SendScimAsync("PATCH", $"Users/{person.Id}", $$"""{"Operations":[{{leaving}}]}""");

        ScimShape.AssertError(answer, 403);
        Assert.True(egnyte.Simulator.Domain.FindUser(person.Id)!.Active);
    }
}
