using System.Net;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Load;

public sealed class ConcurrencyTests
{
    /// <summary>Each push reads the group before it knows the form: none may take another's new member for damage.</summary>
    [Fact]
    public async Task GroupPushes_AtOnce_LoseNoMember()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        egnyte.Simulator.Controls.Latency = TimeSpan.FromMilliseconds(50);
        var group = egnyte.Simulator.Domain.AllGroups()[0];
        var newcomers = egnyte.Simulator.Domain.AllUsers().Where(user => user.Active && !group.MemberIds.Contains(user.Id)).Select(user => user.Id).ToList();

        var answers = await Task.WhenAll(newcomers.Select(id =>
            egnyte.Client.SendScimAsync("PATCH", $"Groups/{group.Id}", $$"""{"Operations":[{"op":"add","path":"members","value":[{"value":"{{id}}"}]}]}""")));

        Assert.All(answers, answer => Assert.Equal((int)HttpStatusCode.NoContent, answer.Status));
        Assert.Equal(group.MemberIds.Concat(newcomers).Order(), egnyte.Simulator.Domain.FindGroup(group.Id)!.MemberIds.Order());
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("delta")]
    [InlineData("put")]
    public async Task AdditionsAndRemovals_AtOnce_AreAllDone_InEveryForm(string form)
    {
        SimulatedEgnyte.Needs(form == "delta" ? "groupPatch=delta" : "", "the form is told to the proxy, and must be the one that Egnyte takes.");
        await using var egnyte = await SimulatedEgnyte.StartAsync(
            settings: new KeyValuePair<string, string?>("ScimProxy:Tenants:default:GroupPatchForm", form));
        egnyte.Simulator.Controls.Latency = TimeSpan.FromMilliseconds(20);
        var people = egnyte.Simulator.Domain.SeedUsers(20).Select(user => user.Id).ToList();
        var group = egnyte.Simulator.Domain.AddGroup("Everybody", people[..10]);

        var answers = await Task.WhenAll(
            [.. people[..5].Select(id => RemoveAsync(egnyte.Client, group.Id, id)), .. people[10..].Select(id => AddAsync(egnyte.Client, group.Id, id))]);

        Assert.All(answers, answer => Assert.Equal((int)HttpStatusCode.NoContent, answer.Status));
        Assert.Equal(people[5..], egnyte.Simulator.Domain.FindGroup(group.Id)!.MemberIds.Order());
    }

    /// <summary>Each change destroys the group and repairs it: two at once would each repair from what the other destroyed.</summary>
    [Fact]
    public async Task Pushes_AtOnce_ToAnEgnyteThatReplaces_LoseNoMember()
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync(
            settings: new KeyValuePair<string, string?>("ScimProxy:Tenants:default:GroupPatchForm", "auto"));
        egnyte.Simulator.Controls.Dialect = egnyte.Simulator.Controls.Dialect with { GroupPatch = GroupPatchRule.ReplaceAll };
        egnyte.Simulator.Controls.Latency = TimeSpan.FromMilliseconds(20);
        var people = egnyte.Simulator.Domain.SeedUsers(9).Select(user => user.Id).ToList();
        var group = egnyte.Simulator.Domain.AddGroup("Everybody", people[..3]);

        var answers = await Task.WhenAll([.. people[3..].Select(id => AddAsync(egnyte.Client, group.Id, id)), RemoveAsync(egnyte.Client, group.Id, people[0])]);

        Assert.All(answers, answer => Assert.Equal((int)HttpStatusCode.NoContent, answer.Status));
        Assert.Equal(people[1..], egnyte.Simulator.Domain.FindGroup(group.Id)!.MemberIds.Order());
    }

    /// <summary>Replicas know nothing of each other: where Egnyte's PATCH keeps the others, they need not.</summary>
    [Fact]
    public async Task Pushes_AtOnce_ThroughTwoReplicas_LoseNoMember()
    {
        Assert.SkipWhen(
            SimulatedEgnyte.Dialect.GroupPatch == GroupPatchRule.ReplaceAll, "Where it replaces, each replica repairs from what the other destroyed.");
        await using var egnyte = await SimulatedEgnyte.StartAsync();
        await using var replica = await egnyte.StartReplicaAsync();
        egnyte.Simulator.Controls.Latency = TimeSpan.FromMilliseconds(20);
        var people = egnyte.Simulator.Domain.SeedUsers(20).Select(user => user.Id).ToList();
        var group = egnyte.Simulator.Domain.AddGroup("Everybody", people[..10]);

        var answers = await Task.WhenAll([
            .. people[..5].Select((id, number) => RemoveAsync(number % 2 == 0 ? egnyte.Client : replica.Client, group.Id, id)),
            .. people[10..].Select((id, number) => AddAsync(number % 2 == 0 ? egnyte.Client : replica.Client, group.Id, id))]);

        Assert.All(answers, answer => Assert.Equal((int)HttpStatusCode.NoContent, answer.Status));
        Assert.Equal(people[5..], egnyte.Simulator.Domain.FindGroup(group.Id)!.MemberIds.Order());
    }

    private static Task<ScimAnswer> AddAsync(HttpClient client, string group, long id) =>
        client.SendScimAsync("PATCH", $"Groups/{group}", $$"""{"Operations":[{"op":"add","path":"members","value":[{"value":"{{id}}"}]}]}""");

    private static Task<ScimAnswer> RemoveAsync(HttpClient client, string group, long id) =>
        client.SendScimAsync("PATCH", $"Groups/{group}", $$"""{"Operations":[{"op":"remove","path":"members[value eq \"{{id}}\"]"}]}""");
}
