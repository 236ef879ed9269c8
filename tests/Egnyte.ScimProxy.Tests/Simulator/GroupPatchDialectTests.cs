using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.Tests.Simulator;

/// <summary>The three kinds of group PATCH that sources tell of.</summary>
public sealed class GroupPatchDialectTests : SimulatorTest
{
    private const string Schema = "\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"]";

    private static readonly string[] People = ["alba", "denis", "edda"];

    private long Alba => Domain.FindUser("alba.acorn")!.Id;

    private long Denis => Domain.FindUser("denis.dogwood")!.Id;

    private long Edda => Domain.FindUser("edda.elder")!.Id;

    [Fact]
    public async Task ReplaceAll_TheListIsTheWholeMembership()
    {
        var group = Start(GroupPatchRule.ReplaceAll, Alba, Denis);

        var reply = await SendAsync("PATCH", group, $$"""{"members":[{"value":{{Edda}}}]}""");

        Assert.Equal(200, reply.Status);
        Assert.Equal([Edda], Members());
    }

    [Fact]
    public async Task ReplaceAll_AnOperationMeansNothing()
    {
        var group = Start(GroupPatchRule.ReplaceAll, Alba, Denis);

        await SendAsync("PATCH", group, $$"""{"members":[{"value":{{Alba}},"operation":"delete"}]}""");

        Assert.Equal([Alba], Members());
    }

    [Fact]
    public async Task ReplaceAll_ANameAloneKeepsTheMembers()
    {
        var group = Start(GroupPatchRule.ReplaceAll, Alba, Denis);

        await SendAsync("PATCH", group, """{"displayName":"Writers"}""");

        Assert.Equal([Alba, Denis], Members());
    }

    [Theory]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"{edda}"}]}""", "alba denis edda")]
    [InlineData("""{"op":"remove","path":"members[value eq \"{alba}\"]"}""", "denis")]
    [InlineData("""{"op":"remove","path":"members","value":[{"value":"{alba}"},{"value":{denis}}]}""", "")]
    [InlineData("""{"op":"remove","path":"members"}""", "")]
    [InlineData("""{"op":"replace","path":"members","value":[{"value":"{edda}"}]}""", "edda")]
    [InlineData("""{"op":"replace","path":"displayName","value":"Writers"}""", "alba denis")]
    [InlineData("""{"op":"replace","path":"members","value":[]},{"op":"add","path":"members","value":[{"value":"{edda}"}]}""", "edda")]
    public async Task PatchOp_Operations_AreTakenInOrder(string operations, string members)
    {
        var group = Start(GroupPatchRule.PatchOp, Alba, Denis);

        var reply = await SendAsync("PATCH", group, $$"""{{{Schema}},"Operations":[{{WithIds(operations)}}]}""");

        Assert.Equal(200, reply.Status);
        Assert.Equal(members.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(IdOf), Members());
    }

    [Theory]
    [InlineData("""{"displayName":"Writers"}""")]
    [InlineData("""{"members":[{"value":{edda}}]}""")]
    [InlineData("""{"Operations":[{"op":"add","path":"members","value":[{"value":"{edda}"}]}]}""")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[]}""")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"displayName":"Writers"}}]}""")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Replace","path":"displayName","value":"Writers"}]}""")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"add","path":"members","value":{"value":"{edda}"}}]}""")]
    [InlineData(
        """
        {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
         "Operations":[{"op":"add","path":"members","value":[{"value":"{edda}"}]},{"op":"add","path":"members","value":[{"value":"1"}]}]}
        """)]
    public async Task PatchOp_AnythingElse_Is400AndChangesNothing(string body)
    {
        var group = Start(GroupPatchRule.PatchOp, Alba, Denis);

        var reply = await SendAsync("PATCH", group, WithIds(body));

        Assert.Equal(400, reply.Status);
        Assert.Equal([Alba, Denis], Members());
        Assert.Equal("Authors", Domain.AllGroups()[^1].DisplayName);
    }

    [Theory]
    [InlineData(GroupPatchRule.Delta)]
    [InlineData(GroupPatchRule.ReplaceAll)]
    public async Task APatchOp_WhereNoneIsExpected_Is400(GroupPatchRule rule)
    {
        var group = Start(rule, Alba);

        var reply = await SendAsync("PATCH", group, $$"""{{{Schema}},"Operations":[{"op":"replace","path":"displayName","value":"Writers"}]}""");

        Assert.Equal(400, reply.Status);
    }

    [Theory]
    [InlineData(GroupPatchRule.Delta)]
    [InlineData(GroupPatchRule.PatchOp)]
    public async Task AGroupOf5000_TakesAndLosesAThousandAtOnce(GroupPatchRule rule)
    {
        var people = Domain.SeedUsers(6000).Select(user => user.Id).ToList();
        var group = Start(rule, [.. people[..5000]]);
        var (added, removed) = (people[5000..], people[..1000]);

        var deletions = string.Join(',', removed.Select(id => $$"""{"value":{{id}},"operation":"delete"}"""));
        var removals = string.Join(',', removed.Select(id => $$"""{"op":"remove","path":"members[value eq \"{{id}}\"]"}"""));
        var reply = await SendAsync("PATCH", group, rule == GroupPatchRule.Delta
            ? $$"""{"members":[{{Entries(added)}},{{deletions}}]}"""
            : $$"""{{{Schema}},"Operations":[{"op":"add","path":"members","value":[{{Entries(added)}}]},{{removals}}]}""");

        Assert.Equal(200, reply.Status);
        Assert.Equal(people[1000..], reply.Json.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("value").GetInt64()));
        Assert.Equal(reply.Text, (await GetAsync(group)).Text);
        Assert.Equal(people[1000..], Members());
    }

    private static string Entries(IEnumerable<long> ids) => string.Join(',', ids.Select(id => $$"""{"value":{{id}}}"""));

    private string Start(GroupPatchRule rule, params long[] members)
    {
        Simulator.Controls.Dialect = new SimulatorDialect { GroupPatch = rule };
        return $"{Groups}/{Domain.AddGroup("Authors", members).Id}";
    }

    private IReadOnlyList<long> Members() => Domain.AllGroups()[^1].MemberIds;

    private long IdOf(string name) => name switch { "alba" => Alba, "denis" => Denis, _ => Edda };

    private string WithIds(string text) => People.Aggregate(
        text, (told, name) => told.Replace("{" + name + "}", $"{IdOf(name)}", StringComparison.Ordinal));
}
