using Egnyte.ScimProxy.Mapping;

namespace Egnyte.ScimProxy.IntegrationTests.Groups;

/// <summary>Under <c>"members": "skip"</c> a user who cannot be a member is left out, counted and logged; the other users become members.</summary>
public sealed class MemberSkipTests
{
    private const long UnknownUser = 77;
    private const int Skipped = 1108;

    private static readonly GroupRules Skip = new() { SkipsMembers = true };

    [Theory]
    [InlineData("delta")]
    [InlineData("auto")]
    [InlineData("put")]
    public async Task InactiveMembers_AreLeftOutOfAnAddition(string form)
    {
        await using var egnyte = await EgnyteUnderGroupRules.StartAsync(Skip, form: form);
        var (active, inactive) = Seed(egnyte);
        var group = egnyte.Domain.AddGroup("Staff", [active[0]]);

        var answer = await egnyte.Client.SendScimAsync(
            "PATCH", $"Groups/{group.Id}", $$"""{"Operations":[{"op":"add","path":"members","value":[{{Values([active[1], .. inactive])}}]}]}""");

        Assert.Equal(204, answer.Status);
        AssertMembers(egnyte, group.Id, active[0], active[1]);
        AssertSkipped(egnyte, inactive);
    }

    [Fact]
    public async Task InactiveMembers_AreLeftOutOfACreateAndOfAReplacement()
    {
        await using var egnyte = await EgnyteUnderGroupRules.StartAsync(Skip);
        var (active, inactive) = Seed(egnyte);

        var created = await egnyte.Client.SendScimAsync("POST", "Groups", $$"""{"displayName":"Staff","members":[{{Values([active[0], inactive[0]])}}]}""");
        Assert.Equal(201, created.Status);
        AssertMembers(egnyte, created.Id, active[0]);
        Assert.Equal(2, egnyte.Calls.Count);
        var put = await egnyte.Client.SendScimAsync(
            "PUT", $"Groups/{created.Id}", $$"""{"displayName":"Staff","members":[{{Values([active[1], inactive[1]])}}]}""");

        Assert.Equal(200, put.Status);
        AssertMembers(egnyte, created.Id, active[1]);
        AssertSkipped(egnyte, inactive);
    }

    /// <summary>The create that could not be answered is recognised although its group has fewer members.</summary>
    [Fact]
    public async Task ACreateSentAgain_FindsItsGroupWithoutThoseThatWereSkipped()
    {
        await using var egnyte = await EgnyteUnderGroupRules.StartAsync(Skip);
        var (active, inactive) = Seed(egnyte);
        var body = $$"""{"displayName":"Staff","members":[{{Values([active[0], inactive[0]])}}]}""";
        var created = await egnyte.Client.SendScimAsync("POST", "Groups", body);

        var again = await egnyte.Client.SendScimAsync("POST", "Groups", body);
        var other = await egnyte.Client.SendScimAsync("POST", "Groups", $$"""{"displayName":"Staff","members":[{{Values([active[0], active[1]])}}]}""");

        Assert.Equal((201, created.Id), (again.Status, again.Id));
        ScimShape.AssertError(other, 409, "uniqueness");
    }

    /// <summary>The simulated Egnyte says that a user does not exist, but not which one.</summary>
    [Theory]
    [InlineData(1, 3)]
    [InlineData(5, 3)]
    public async Task AMemberThatEgnyteRefusesUnnamed_IsFoundInThreeFurtherCallsAtMost(int others, int furtherCalls)
    {
        await using var egnyte = await EgnyteUnderGroupRules.StartAsync(Skip);
        var people = egnyte.Domain.SeedUsers(others).Select(user => user.Id).ToList();

        var created = await egnyte.Client.SendScimAsync("POST", "Groups", $$"""{"displayName":"Staff","members":[{{Values([UnknownUser, .. people])}}]}""");

        Assert.Equal(201, created.Status);
        AssertMembers(egnyte, created.Id, [.. people]);
        AssertSkipped(egnyte, UnknownUser);
        Assert.InRange(egnyte.Calls.Count - 1, 1, furtherCalls);
    }

    [Theory]
    [InlineData("delta", "add")]
    [InlineData("auto", "add")]
    [InlineData("put", "add")]
    [InlineData("delta", "replace")]
    public async Task AMemberThatEgnyteRefusesUnnamed_IsLeftOutOfAChangeToo(string form, string verb)
    {
        await using var egnyte = await EgnyteUnderGroupRules.StartAsync(Skip, form: form);
        var (active, inactive) = Seed(egnyte);
        var group = egnyte.Domain.AddGroup("Staff", [active[0]]);

        var answer = await egnyte.Client.SendScimAsync(
            "PATCH",
            $"Groups/{group.Id}",
            $$"""{"Operations":[{"op":"{{verb}}","path":"members","value":[{{Values([active[0], UnknownUser, active[1], inactive[0]])}}]}]}""");

        Assert.Equal(204, answer.Status);
        AssertMembers(egnyte, group.Id, active[0], active[1]);
        AssertSkipped(egnyte, UnknownUser, inactive[0]);
    }

    [Fact]
    public async Task ACreate_WhoseRefusedMemberCannotBeFound_IsRejectedAsWithoutSkipping()
    {
        await using var egnyte = await EgnyteUnderGroupRules.StartAsync(Skip);
        var people = egnyte.Domain.SeedUsers(250).Take(5).Select(user => user.Id).ToList();

        var answer = await egnyte.Client.SendScimAsync("POST", "Groups", $$"""{"displayName":"Staff","members":[{{Values([UnknownUser, .. people])}}]}""");

        ScimShape.AssertError(answer, 400, "invalidValue");
        Assert.Contains($"{UnknownUser}", answer.Text, StringComparison.Ordinal);
        Assert.Equal((0, 0L), (egnyte.Domain.GroupCount, egnyte.Skipped));
    }

    [Fact]
    public async Task AnIdThatCannotBeAUsers_IsLeftOutAndCountedButNotWrittenIntoTheLog()
    {
        await using var egnyte = await EgnyteUnderGroupRules.StartAsync(Skip);
        var (active, _) = Seed(egnyte);
        var group = egnyte.Domain.AddGroup("Staff");

        var answer = await egnyte.Client.SendScimAsync(
            "PATCH",
            $"Groups/{group.Id}",
            $$"""{"Operations":[{"op":"add","path":"members","value":[{"value":"jane.roe@example.com"},{{Values([active[0]])}}]}]}""");

        Assert.Equal(204, answer.Status);
        AssertMembers(egnyte, group.Id, active[0]);
        Assert.Equal(1, egnyte.Skipped);
        Assert.Contains(egnyte.Proxy.Logs.Lines, line => line.EventId == Skipped);
        Assert.DoesNotContain(egnyte.Proxy.Logs.Lines, line => line.Text.Contains("jane.roe", StringComparison.Ordinal));
    }

    [Fact]
    public async Task WithoutTheRule_TheyAreNamedAndNothingIsDone()
    {
        await using var egnyte = await EgnyteUnderGroupRules.StartAsync(GroupRules.None);
        var (active, inactive) = Seed(egnyte);

        var answer = await egnyte.Client.SendScimAsync("POST", "Groups", $$"""{"displayName":"Staff","members":[{{Values([active[0], inactive[0]])}}]}""");

        ScimShape.AssertError(answer, 400, "invalidValue");
        Assert.Contains($"{inactive[0]}", answer.Text, StringComparison.Ordinal);
        Assert.Equal((0, 0L), (egnyte.Domain.GroupCount, egnyte.Skipped));
    }

    private static (IReadOnlyList<long> Active, IReadOnlyList<long> Inactive) Seed(EgnyteUnderGroupRules egnyte)
    {
        var people = egnyte.Domain.SeedUsers(4);
        foreach (var user in people.Skip(2))
        {
            egnyte.Domain.ReplaceUser(user with { Active = false });
        }

        return ([people[0].Id, people[1].Id], [people[2].Id, people[3].Id]);
    }

    private static string Values(IEnumerable<long> people) => string.Join(',', people.Select(person => $$"""{"value":"{{person}}"}"""));

    private static void AssertMembers(EgnyteUnderGroupRules egnyte, string group, params long[] members) =>
        Assert.Equal(members.Order(), egnyte.Domain.FindGroup(group)!.MemberIds.Order());

    private static void AssertSkipped(EgnyteUnderGroupRules egnyte, params IReadOnlyList<long> people)
    {
        Assert.Equal(people.Count, egnyte.Skipped);
        var lines = string.Join('\n', egnyte.Proxy.Logs.Lines.Where(line => line.EventId == Skipped).Select(line => line.Text));
        Assert.All(people, person => Assert.Contains($"{person}", lines, StringComparison.Ordinal));
    }
}
