using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Transforms;

namespace Egnyte.ScimProxy.IntegrationTests.Groups;

/// <summary>Groups are written with a prefix and read without it, and those without it do not exist for the client.</summary>
public sealed class GroupRuleTests
{
    private const string Lean = "excludedAttributes=members";

    private static readonly GroupNameFilter OfOkta = new(NameComparison.StartsWith, "okta-");
    private static readonly GroupRules Prefixed = new() { Transforms = [new OktaPrefix()], Shown = OfOkta };
    private static readonly GroupRules Shown = new() { Shown = OfOkta, Fix = "Name it okta-…" };
    private static readonly GroupRules Stripped = new() { Pushed = new("egnyte-", strips: true) };
    private static readonly GroupRules Matching = new() { ShownPattern = new Regex("^okta-", RegexOptions.NonBacktracking) };

    [Fact]
    public async Task AGroup_IsCreatedFoundRenamedAndPut_ByTheNameThatTheClientKnows()
    {
        await using var egnyte = await EgnyteUnderGroupRules.StartAsync(Prefixed);

        var created = await egnyte.Client.SendScimAsync("POST", "Groups", """{"displayName":"Sales","members":[]}""");
        Assert.Equal((201, "Sales"), (created.Status, NameIn(created)));
        Assert.Equal("okta-Sales", egnyte.Domain.FindGroup(created.Id)!.DisplayName);

        var found = ScimShape.AssertList(await egnyte.Client.GetScimAsync($"Groups?filter=displayName eq \"SALES\"&{Lean}"), 1, 1);
        Assert.Equal((created.Id, "Sales"), (found[0].GetProperty("id").GetString(), found[0].GetProperty("displayName").GetString()));
        Assert.Equal("Sales", NameIn(await egnyte.Client.GetScimAsync($"Groups/{created.Id}")));

        const string Rename = """{"Operations":[{"op":"replace","value":{"displayName":"Field"}}]}""";
        Assert.Equal(204, (await egnyte.Client.SendScimAsync("PATCH", $"Groups/{created.Id}", Rename)).Status);
        Assert.Equal("okta-Field", egnyte.Domain.FindGroup(created.Id)!.DisplayName);
        var put = await egnyte.Client.SendScimAsync("PUT", $"Groups/{created.Id}", """{"displayName":"Desk","members":[]}""");
        Assert.Equal((200, "Desk", "okta-Desk"), (put.Status, NameIn(put), egnyte.Domain.FindGroup(created.Id)!.DisplayName));
    }

    [Fact]
    public async Task ACreateSentAgain_FindsItsGroup_ByTheNameInEgnyte()
    {
        await using var egnyte = await EgnyteUnderGroupRules.StartAsync(Prefixed);
        var person = egnyte.Domain.SeedUsers(1)[0].Id;
        var group = egnyte.Domain.AddGroup("okta-Sales", [person]);
        egnyte.Domain.AddGroup("okta-Other");

        var again = await egnyte.Client.SendScimAsync("POST", "Groups", $$"""{"displayName":"Sales","members":[{"value":"{{person}}"}]}""");
        var taken = await egnyte.Client.SendScimAsync("POST", "Groups", """{"displayName":"Other"}""");

        Assert.Equal((201, group.Id, "Sales"), (again.Status, again.Id, NameIn(again)));
        ScimShape.AssertError(taken, 409, "uniqueness");
        Assert.Contains(
            "\"okta-Other\"",
            taken.Text.Replace("\\u0022", "\"", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_AreAskedOfEgnyteByThePattern_PageByPage_WithItsTotal()
    {
        await using var egnyte = await EgnyteUnderGroupRules.StartAsync(Prefixed);
        SeedOktaGroups(egnyte, 5);

        var page = ScimShape.AssertList(await egnyte.Client.GetScimAsync($"Groups?startIndex=3&count=2&{Lean}"), 5, 3);
        var beginning = ScimShape.AssertList(await egnyte.Client.GetScimAsync($"Groups?filter=displayName sw \"Team 1\"&{Lean}"), 1, 1);
        var containing = ScimShape.AssertList(await egnyte.Client.GetScimAsync($"Groups?filter=displayName co \"ta\"&{Lean}"), 0, 1);

        Assert.Equal(["Team 3", "Team 4"], page.Select(group => group.GetProperty("displayName").GetString()));
        Assert.Equal("Team 1", beginning[0].GetProperty("displayName").GetString());
        Assert.Empty(containing);
        Assert.Equal(
            [
                "GET groups?startIndex=3&count=2&filter=displayName sw \"okta-\"",
                "GET groups?startIndex=1&count=100&filter=displayName sw \"okta-Team 1\"",
                "GET groups?startIndex=1&count=100&filter=displayName sw \"okta-\"",
            ],
            egnyte.Calls);
    }

    [Fact]
    public async Task AFilterBesideThePattern_IsFinishedForOnePageOfGroups_AndElseRefused()
    {
        await using var egnyte = await EgnyteUnderGroupRules.StartAsync(Shown);
        SeedOktaGroups(egnyte, 100);

        ScimShape.AssertList(await egnyte.Client.GetScimAsync($"Groups?filter=displayName co \"Team 10\"&{Lean}"), 2, 1);
        egnyte.Domain.AddGroup("okta-Team 101");

        ScimShape.AssertError(await egnyte.Client.GetScimAsync($"Groups?filter=displayName co \"Team 10\"&{Lean}"), 400, "tooMany");
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("PUT", """{"displayName":"okta-New","members":[]}""")]
    [InlineData("PUT", """{"displayName":"okta-New"}""")]
    [InlineData("PATCH", """{"Operations":[{"op":"replace","path":"displayName","value":"okta-New"}]}""")]
    [InlineData("PATCH", """{"Operations":[{"op":"remove","path":"members"}]}""")]
    [InlineData("PATCH", """{"Operations":[{"op":"replace","path":"externalId","value":"x"}]}""")]
    [InlineData("DELETE", null)]
    public async Task AGroupThatIsNotShown_DoesNotExist(string method, string? body)
    {
        foreach (var form in (string[])["delta", "auto", "put"])
        {
            await using var egnyte = await EgnyteUnderGroupRules.StartAsync(Shown, form: form);
            var board = egnyte.Domain.AddGroup("Board", [egnyte.Domain.SeedUsers(1)[0].Id]);

            ScimShape.AssertError(await egnyte.Client.SendScimAsync(method, $"Groups/{board.Id}", body), 404);
            Assert.Equal([$"GET groups/{board.Id}"], egnyte.Calls);
            Assert.Equal("Board", egnyte.Domain.FindGroup(board.Id)!.DisplayName);
            Assert.Equal(board.MemberIds, egnyte.Domain.FindGroup(board.Id)!.MemberIds);
        }
    }

    [Fact]
    public async Task AGroupThatIsNotShown_IsInNoListAndInNoUsersGroups()
    {
        await using var egnyte = await EgnyteUnderGroupRules.StartAsync(Prefixed);
        var person = egnyte.Domain.SeedUsers(1)[0].Id;
        var board = egnyte.Domain.AddGroup("Board", [person]);
        egnyte.Domain.AddGroup("okta-Sales", [person]);

        Assert.Equal(0, (await egnyte.Client.GetScimAsync($"Groups?filter=id eq \"{board.Id}\"")).Json.GetProperty("totalResults").GetInt32());
        Assert.Equal(0, (await egnyte.Client.GetScimAsync("Groups?filter=displayName eq \"Board\"")).Json.GetProperty("totalResults").GetInt32());
        var groups = (await egnyte.Client.GetScimAsync($"Users/{person}")).Json.GetProperty("groups");
        Assert.Equal(["Sales"], groups.EnumerateArray().Select(group => group.GetProperty("display").GetString()));
    }

    [Theory]
    [InlineData("POST", "Groups")]
    [InlineData("PUT", "Groups/{id}")]
    public async Task ANameThatWouldNotBeShown_IsRefusedWithTheFix_WithoutACall(string method, string path)
    {
        await using var egnyte = await EgnyteUnderGroupRules.StartAsync(Shown);
        var group = egnyte.Domain.AddGroup("okta-Sales");

        var answer = await egnyte.Client.SendScimAsync(method, path.Replace("{id}", group.Id, StringComparison.Ordinal), """{"displayName":"Sales"}""");

        ScimShape.AssertError(answer, 400, "invalidValue");
        Assert.EndsWith("Name it okta-…", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(egnyte.Calls);
    }

    [Fact]
    public async Task APatternThatEgnyteCannotBeAsked_CostsAScanWhereTheTenantAllowsIt()
    {
        await using var closed = await EgnyteUnderGroupRules.StartAsync(Matching);
        await using var open = await EgnyteUnderGroupRules.StartAsync(Matching, maxScanCalls: 3);
        SeedOktaGroups(open, 150);

        var refused = await closed.Client.GetScimAsync($"Groups?{Lean}");
        ScimShape.AssertError(refused, 400, "tooMany");
        Assert.Contains("ScimProxy:Tenants:default:MaxScanCalls", refused.Text, StringComparison.Ordinal);
        Assert.Empty(closed.Calls);
        Assert.Equal(10, ScimShape.AssertList(await open.Client.GetScimAsync($"Groups?startIndex=101&count=10&{Lean}"), 150, 101).Count);
        Assert.Equal(2, open.Calls.Count);
    }

    [Theory]
    [InlineData("delta")]
    [InlineData("auto")]
    [InlineData("put")]
    public async Task AStrippedPrefix_IsInEveryNameOfTheClient_AndInNoneOfEgnyte(string form)
    {
        await using var egnyte = await EgnyteUnderGroupRules.StartAsync(Stripped, form: form);
        var user = egnyte.Domain.SeedUsers(1)[0].Id;

        var created = await egnyte.Client.SendScimAsync("POST", "Groups", $$"""{"displayName":"egnyte-Sales","members":[{"value":"{{user}}"}]}""");
        Assert.Equal((201, "egnyte-Sales", "Sales"), (created.Status, NameIn(created), egnyte.Domain.FindGroup(created.Id)!.DisplayName));

        var again = await egnyte.Client.SendScimAsync("POST", "Groups", $$"""{"displayName":"egnyte-Sales","members":[{"value":"{{user}}"}]}""");
        Assert.Equal((201, created.Id, "egnyte-Sales"), (again.Status, again.Id, NameIn(again)));
        Assert.Equal("egnyte-Sales", NameIn(await egnyte.Client.GetScimAsync($"Groups/{created.Id}")));
        var groups = (await egnyte.Client.GetScimAsync($"Users/{user}")).Json.GetProperty("groups");
        Assert.Equal(["egnyte-Sales"], groups.EnumerateArray().Select(group => group.GetProperty("display").GetString()));

        const string Rename = """{"Operations":[{"op":"replace","value":{"displayName":"egnyte-Field"}}]}""";
        Assert.Equal(204, (await egnyte.Client.SendScimAsync("PATCH", $"Groups/{created.Id}", Rename)).Status);
        Assert.Equal("Field", egnyte.Domain.FindGroup(created.Id)!.DisplayName);
        var put = await egnyte.Client.SendScimAsync("PUT", $"Groups/{created.Id}", """{"displayName":"egnyte-Desk"}""");
        Assert.Equal((200, "egnyte-Desk", "Desk"), (put.Status, NameIn(put), egnyte.Domain.FindGroup(created.Id)!.DisplayName));
        Assert.Equal([user], egnyte.Domain.FindGroup(created.Id)!.MemberIds);
    }

    [Fact]
    public async Task AStrippedPrefix_IsNotAskedOfEgnyte()
    {
        await using var egnyte = await EgnyteUnderGroupRules.StartAsync(Stripped);
        SeedOktaGroups(egnyte, 2);

        var page = ScimShape.AssertList(await egnyte.Client.GetScimAsync($"Groups?{Lean}"), 3, 1);
        Assert.Equal(["egnyte-Board", "egnyte-okta-Team 1", "egnyte-okta-Team 2"], page.Select(group => group.GetProperty("displayName").GetString()));
        ScimShape.AssertList(await egnyte.Client.GetScimAsync($"Groups?filter=displayName eq \"EGNYTE-board\"&{Lean}"), 1, 1);
        ScimShape.AssertList(await egnyte.Client.GetScimAsync($"Groups?filter=displayName sw \"egnyte-okta\"&{Lean}"), 2, 1);
        ScimShape.AssertList(await egnyte.Client.GetScimAsync($"Groups?filter=displayName sw \"eg\"&{Lean}"), 3, 1);
        ScimShape.AssertList(await egnyte.Client.GetScimAsync($"Groups?filter=displayName eq \"Board\"&{Lean}"), 0, 1);

        Assert.Equal(
            [
                "GET groups?startIndex=1&count=100", "GET groups?startIndex=1&count=100&filter=displayName eq \"board\"",
                "GET groups?startIndex=1&count=100&filter=displayName sw \"okta\"", "GET groups?startIndex=1&count=100",
            ],
            egnyte.Calls);
    }

    [Theory]
    [InlineData("POST", "Groups", """{"displayName":"Sales"}""")]
    [InlineData("PUT", "Groups/{id}", """{"displayName":"Sales","members":[]}""")]
    [InlineData("PATCH", "Groups/{id}", """{"Operations":[{"op":"replace","path":"displayName","value":"Sales"}]}""")]
    public async Task AGroupWithoutThePushedPrefix_IsRejected_WithoutACall(string method, string path, string body)
    {
        foreach (var strips in (bool[])[true, false])
        {
            await using var egnyte = await EgnyteUnderGroupRules.StartAsync(new GroupRules { Pushed = new("egnyte-", strips) });
            var group = egnyte.Domain.AddGroup("egnyte-Desk");

            var answer = await egnyte.Client.SendScimAsync(method, path.Replace("{id}", group.Id, StringComparison.Ordinal), body);

            ScimShape.AssertError(answer, 400, "invalidValue");
            Assert.Contains("(groups.pushed)", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Empty(egnyte.Calls);
        }
    }

    private static void SeedOktaGroups(EgnyteUnderGroupRules egnyte, int count)
    {
        egnyte.Domain.AddGroup("Board");
        for (var number = 1; number <= count; number++)
        {
            egnyte.Domain.AddGroup($"okta-Team {number}");
        }
    }

    private static string? NameIn(ScimAnswer answer) => answer.Json.GetProperty("displayName").GetString();

    private sealed class OktaPrefix() : TextTransform("template(\"okta-{value}\")")
    {
        public override string? Loses => null;

        public override string Prefix => "okta-";

        public override string Apply(string value) => Prefix + value;
    }
}
