using Egnyte.ScimProxy.IntegrationTests.Infrastructure;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests;

/// <summary>Whatever Egnyte's group PATCH turns out to be, a form that fits it makes the group what the client said; auto and put fit all.</summary>
public sealed class GroupFormTests
{
    [Theory]
    [InlineData("auto", GroupPatchRule.Delta, false)]
    [InlineData("auto", GroupPatchRule.Delta, true)]
    [InlineData("auto", GroupPatchRule.ReplaceAll, false)]
    [InlineData("auto", GroupPatchRule.ReplaceAll, true)]
    [InlineData("auto", GroupPatchRule.PatchOp, false)]
    [InlineData("delta", GroupPatchRule.Delta, false)]
    [InlineData("patchOp", GroupPatchRule.PatchOp, false)]
    [InlineData("patchOp", GroupPatchRule.PatchOp, true)]
    [InlineData("put", GroupPatchRule.Delta, false)]
    [InlineData("put", GroupPatchRule.ReplaceAll, true)]
    [InlineData("put", GroupPatchRule.PatchOp, false)]
    public async Task EveryChange_IsWhatTheClientSaid(string form, GroupPatchRule rule, bool shortAnswers)
    {
        await using var egnyte = await StartAsync(form, rule, shortAnswers);
        var people = egnyte.Simulator.Domain.SeedUsers(6).Select(user => user.Id).ToList();
        var id = egnyte.Simulator.Domain.AddGroup("Staff", people[..4]).Id;

        await ChangeAsync(egnyte, id, $"{Add(people[4])},{Remove(people[0])}");
        Assert.Equal(people[1..5], Group().MemberIds.Order());
        await ChangeAsync(egnyte, id, $"{Add(people[4])},{Remove(people[0])}");
        Assert.Equal(people[1..5], Group().MemberIds.Order());
        await ChangeAsync(egnyte, id, Remove(people[1]));
        Assert.Equal(people[2..5], Group().MemberIds.Order());
        await ChangeAsync(egnyte, id, """{"op":"replace","value":{"displayName":"Renamed"}}""");
        Assert.Equal("Renamed", Group().DisplayName);
        await ChangeAsync(egnyte, id, $$"""{"op":"replace","path":"displayName","value":"Again"},{{Add(people[5])}}""");
        Assert.Equal("Again", Group().DisplayName);
        var put = await egnyte.Client.SendScimAsync("PUT", $"Groups/{id}", """{"displayName":"By PUT"}""");
        Assert.Equal(200, put.Status);
        Assert.Equal("By PUT", Group().DisplayName);
        Assert.Equal(people[2..], Group().MemberIds.Order());

        SimulatedGroup Group() => egnyte.Simulator.Domain.FindGroup(id)!;
    }

    [Theory]
    [InlineData("auto", GroupPatchRule.ReplaceAll, "GET PATCH PUT GET", "GET PATCH PUT GET")]
    [InlineData("auto", GroupPatchRule.PatchOp, "GET PATCH PUT", "GET PATCH PUT")]
    [InlineData("auto", GroupPatchRule.Delta, "GET PATCH", "PATCH")]
    [InlineData("patchOp", GroupPatchRule.PatchOp, "PATCH", "PATCH")]
    [InlineData("put", GroupPatchRule.ReplaceAll, "GET PUT", "GET PUT")]
    public async Task AnAddition_Costs_WhatTheFormNeeds(string form, GroupPatchRule rule, string first, string second)
    {
        await using var egnyte = await StartAsync(form, rule, shortAnswers: false);
        var people = egnyte.Simulator.Domain.SeedUsers(4).Select(user => user.Id).ToList();
        var id = egnyte.Simulator.Domain.AddGroup("Staff", people[..2]).Id;
        egnyte.Simulator.Calls.Clear();

        await ChangeAsync(egnyte, id, Add(people[2]));
        Assert.Equal(first, Calls(egnyte));
        egnyte.Simulator.Calls.Clear();
        await ChangeAsync(egnyte, id, Add(people[3]));

        Assert.Equal(second, Calls(egnyte));
        Assert.Equal(people, egnyte.Simulator.Domain.FindGroup(id)!.MemberIds.Order());
    }

    private static async Task<SimulatedEgnyte> StartAsync(string form, GroupPatchRule rule, bool shortAnswers)
    {
        var egnyte = await SimulatedEgnyte.StartAsync(settings: new KeyValuePair<string, string?>("ScimProxy:Tenants:default:GroupPatchForm", form));
        egnyte.Simulator.Controls.Dialect = egnyte.Simulator.Controls.Dialect with { GroupPatch = rule, ShortGroupAnswers = shortAnswers };
        return egnyte;
    }

    private static async Task ChangeAsync(SimulatedEgnyte egnyte, string id, string operations)
    {
        var answer = await egnyte.Client.SendScimAsync("PATCH", $"Groups/{id}", $$"""{"Operations":[{{operations}}]}""");
        Assert.Equal(204, answer.Status);
    }

    private static string Calls(SimulatedEgnyte egnyte) => string.Join(' ', egnyte.Simulator.Calls.Snapshot().Select(call => call.Method));

    private static string Add(long id) => "{\"op\":\"add\",\"path\":\"members\",\"value\":[{\"value\":\"" + id + "\"}]}";

    private static string Remove(long id) => $$"""{"op":"remove","path":"members[value eq \"{{id}}\"]"}""";
}
