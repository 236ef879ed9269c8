using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Groups;

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

    /// <summary>Otherwise the next attempt would take the members that are left for the whole group.</summary>
    [Theory]
    [InlineData(FailureKind.Abort)]
    [InlineData(FailureKind.Truncated)]
    public async Task AnAddition_ThatReplacedAllMembersAndWasNeverAnswered_LosesNoMember(FailureKind kind)
    {
        await using var egnyte = await StartAsync("auto", GroupPatchRule.ReplaceAll, shortAnswers: false);
        var people = egnyte.Simulator.Domain.SeedUsers(5).Select(user => user.Id).ToList();
        var id = egnyte.Simulator.Domain.AddGroup("Staff", people[..4]).Id;
        egnyte.Simulator.Controls.FailNext(new SimulatedFault { Kind = kind, AfterEffect = true, On = "PATCH /pubapi/v2/groups/{id}", Count = 10 });

        await ChangeAsync(egnyte, id, Add(people[4]));

        Assert.Equal(people, egnyte.Simulator.Domain.FindGroup(id)!.MemberIds.Order());
    }

    /// <summary>Egnyte names one inactive account at a time: these accounts must not exhaust the attempts that restore the other members.</summary>
    [Fact]
    public async Task ARepairOfAGroupWithManyInactive_BringsTheActiveBack()
    {
        await using var egnyte = await StartAsync("auto", GroupPatchRule.ReplaceAll, shortAnswers: false);
        var people = egnyte.Simulator.Domain.SeedUsers(8).Select(user => user.Id).ToList();
        var id = egnyte.Simulator.Domain.AddGroup("Staff", people[..7]).Id;
        foreach (var user in people[2..7])
        {
            Assert.Equal(
                200,
                (await egnyte.Client.SendScimAsync("PATCH", $"Users/{user}", """{"Operations":[{"op":"replace","path":"active","value":false}]}""")).Status);
        }

        await ChangeAsync(egnyte, id, Add(people[7]));

        Assert.Equal([people[0], people[1], people[7]], egnyte.Simulator.Domain.FindGroup(id)!.MemberIds.Order());
    }

    [Fact]
    public async Task AnAdditionSentAgainAfterARefusal_AndNotAnswered_LosesNoMember()
    {
        await using var egnyte = await StartAsync("auto", GroupPatchRule.ReplaceAll, shortAnswers: false);
        var people = egnyte.Simulator.Domain.SeedUsers(4).Select(user => user.Id).ToList();
        var id = egnyte.Simulator.Domain.AddGroup("Staff", people[..3]).Id;
        egnyte.Simulator.Controls.FailNth(
            1, new SimulatedFault { Status = 400, Body = """{"errorMessage":"User is already a member"}""", On = "PATCH /pubapi/v2/groups/{id}" });
        egnyte.Simulator.Controls.FailNth(
            1, new SimulatedFault { Kind = FailureKind.Abort, AfterEffect = true, On = "PATCH /pubapi/v2/groups/{id}", Count = 10 });

        await ChangeAsync(egnyte, id, $"{Add(people[0])},{Add(people[3])}");

        Assert.Equal(people, egnyte.Simulator.Domain.FindGroup(id)!.MemberIds.Order());
    }

    [Fact]
    public async Task APresentNameBesideAMemberWhoIsOne_IsDoneAlready()
    {
        await using var egnyte = await StartAsync("auto", GroupPatchRule.Delta, shortAnswers: false);
        var people = egnyte.Simulator.Domain.SeedUsers(2).Select(user => user.Id).ToList();
        var id = egnyte.Simulator.Domain.AddGroup("Staff", people).Id;
        egnyte.Simulator.Controls.FailNext(
            new SimulatedFault { Status = 400, Body = """{"errorMessage":"User already exists in group"}""", On = "PATCH /pubapi/v2/groups/{id}" });

        await ChangeAsync(egnyte, id, $$$"""{"op":"replace","value":{"id":"{{{id}}}","displayName":"Staff"}},{{{Add(people[0])}}}""");

        Assert.Equal(people, egnyte.Simulator.Domain.FindGroup(id)!.MemberIds.Order());
    }

    [Fact]
    public async Task ARepairThatEgnyteDoesNotAnswer_IsToldWithTheIdsThatMayBeLost()
    {
        await using var egnyte = await StartAsync("auto", GroupPatchRule.ReplaceAll, shortAnswers: false);
        var people = egnyte.Simulator.Domain.SeedUsers(3).Select(user => user.Id).ToList();
        var id = egnyte.Simulator.Domain.AddGroup("Staff", people[..2]).Id;
        egnyte.Simulator.Controls.FailNext(
            new SimulatedFault { Status = 403, Body = """{"message":"No rights"}""", On = "PUT /pubapi/v2/groups/{id}", Count = 10 });

        var answer = await egnyte.Client.SendScimAsync("PATCH", $"Groups/{id}", $$"""{"Operations":[{{Add(people[2])}}]}""");

        Assert.Equal(403, answer.Status);
        Assert.Contains(
            egnyte.Proxy.Logs.Lines,
            line => line.Level is Microsoft.Extensions.Logging.LogLevel.Warning && line.Text.Contains($"{people[0]}, {people[1]}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("PUT", "put")]
    [InlineData("PATCH", "put")]
    [InlineData("PUT", "auto")]
    public async Task AChange_ToTheNameOfAnotherGroup_IsAUniquenessError_EvenWhereEgnyteSays400(string method, string form)
    {
        await using var egnyte = await StartAsync(form, GroupPatchRule.Delta, shortAnswers: false);
        egnyte.Simulator.Controls.Dialect = egnyte.Simulator.Controls.Dialect.With("duplicate=400");
        var people = egnyte.Simulator.Domain.SeedUsers(2).Select(user => user.Id).ToList();
        egnyte.Simulator.Domain.AddGroup("Taken", []);
        var id = egnyte.Simulator.Domain.AddGroup("Staff", people[..1]).Id;
        var body = method == "PUT"
            ? $$"""{"displayName":"Taken","members":[{"value":"{{people[0]}}"},{"value":"{{people[1]}}"}]}"""
            : $$"""{"Operations":[{"op":"replace","path":"displayName","value":"Taken"},{{Add(people[1])}}]}""";

        ScimShape.AssertError(await egnyte.Client.SendScimAsync(method, $"Groups/{id}", body), 409, "uniqueness");
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

        Assert.Equal(Caches.AreOff ? first : second, Calls(egnyte));
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
