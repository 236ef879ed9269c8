using System.Globalization;

namespace Egnyte.ScimProxy.IntegrationTests.Lists;

/// <summary>Lists of groups: whole pages, members by a call for each group, and one call where the client does not ask for members.</summary>
public sealed class GroupListTests
{
    private const string ListRoute = "GET /pubapi/v2/groups";
    private const string GroupRoute = "GET /pubapi/v2/groups/{id}";

    [Theory]
    [InlineData(0, 100, 1)]
    [InlineData(1, 100, 1)]
    [InlineData(101, 100, 1)]
    [InlineData(101, 7, 1)]
    [InlineData(150, 200, 2)]
    public async Task Walk_WithMembers_CostsOneCallForEachGroupBesideThePages(int groups, int count, int callsOfFirstPage)
    {
        await using var egnyte = await StartAsync(users: 3, groups);
        var met = new List<(string Id, int Members)>();
        int page;
        do
        {
            egnyte.Simulator.Calls.Clear();
            var rows = ScimShape.AssertList(await egnyte.Client.GetScimAsync($"Groups?startIndex={met.Count + 1}&count={count}"), groups, met.Count + 1);
            page = rows.Count;
            Assert.Equal(page, egnyte.Simulator.Calls.CountOf(GroupRoute));
            Assert.Equal(met.Count == 0 ? callsOfFirstPage : 1, egnyte.Simulator.Calls.CountOf(ListRoute));
            Assert.Equal(page + egnyte.Simulator.Calls.CountOf(ListRoute), egnyte.Simulator.Calls.Count);
            met.AddRange(rows.Select(group => (group.GetProperty("id").GetString()!, ScimShape.MemberIds(group).Count)));
        }
        while (page > 0);

        Assert.Equal(egnyte.Simulator.Domain.AllGroups().Select(group => (group.Id, 3)), met);
    }

    [Theory]
    [InlineData("excludedAttributes=members", 1)]
    [InlineData("attributes=displayName", 1)]
    [InlineData("attributes=displayName,members", 31)]
    [InlineData("attributes=members.value", 31)]
    [InlineData("attributes=urn:ietf:params:scim:schemas:core:2.0:Group:displayName", 1)]
    [InlineData("excludedAttributes=meta", 31)]
    [InlineData("count=0", 1)]
    public async Task List_AskedForAttributes_CallsOnlyForMembersThatAreShown(string query, int calls)
    {
        await using var egnyte = await StartAsync(users: 2, groups: 30);

        var answer = await egnyte.Client.GetScimAsync("Groups?" + query);

        var groups = ScimShape.AssertList(answer, 30, 1);
        Assert.Equal(query == "count=0" ? 0 : 30, groups.Count);
        Assert.All(groups, group => Assert.Equal(calls > 1, group.TryGetProperty("members", out _)));
        Assert.All(groups, group => Assert.Equal(!query.Contains("members.value", StringComparison.Ordinal), group.TryGetProperty("displayName", out _)));
        Assert.Equal(calls, egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task Get_WithExcludedMembers_ShowsNone()
    {
        await using var egnyte = await StartAsync(users: 2, groups: 1);
        var id = egnyte.Simulator.Domain.AllGroups()[0].Id;

        var answer = await egnyte.Client.GetScimAsync($"Groups/{id}?excludedAttributes=members");

        Assert.Equal((200, false), (answer.Status, answer.Json.TryGetProperty("members", out _)));
        Assert.Equal(1, egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("displayName eq \"Finance\"", new[] { "Finance" })]
    [InlineData("displayName eq \"fiNANce\"", new[] { "Finance" })]
    [InlineData("DISPLAYNAME EQ \"Finance\"", new[] { "Finance" })]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:Group:displayName eq \"Finance\"", new[] { "Finance" })]
    [InlineData("displayName eq \"Finances\"", new string[0])]
    [InlineData("displayName sw \"Sales\"", new[] { "Sales Team" })]
    [InlineData("displayName co \"n\"", new[] { "Engineering", "Finance" })]
    [InlineData("displayName co \"ales te\"", new[] { "Sales Team" })]
    [InlineData("displayName sw \"eam\"", new string[0])]
    public async Task Filter_OfNames_FindsTheGroupsWithTheirMembers(string filter, string[] names)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();

        var answer = await egnyte.Client.GetScimAsync($"Groups?filter={Uri.EscapeDataString(filter)}");

        var groups = ScimShape.AssertList(answer, names.Length, 1);
        Assert.Equal(names, groups.Select(group => group.GetProperty("displayName").GetString()));
        Assert.All(groups, group => Assert.NotEmpty(ScimShape.MemberIds(group)));
        Assert.Equal(1 + names.Length, egnyte.Simulator.Calls.Count);

        egnyte.Simulator.Calls.Clear();
        var without = await egnyte.Client.GetScimAsync($"Groups?excludedAttributes=members&filter={Uri.EscapeDataString(filter)}");

        Assert.Equal(names, ScimShape.AssertList(without, names.Length, 1).Select(group => group.GetProperty("displayName").GetString()));
        Assert.Equal(1, egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task Filter_ThatFindsMoreThanAPage_IsPagedLikeAList()
    {
        await using var egnyte = await StartAsync(users: 0, groups: 120);

        var answer = await egnyte.Client.GetScimAsync("Groups?excludedAttributes=members&count=7&startIndex=116&filter=displayName%20sw%20%22Invented%22");

        Assert.Equal(
            egnyte.Simulator.Domain.AllGroups().Skip(115).Select(group => group.Id),
            ScimShape.AssertList(answer, 120, 116).Select(group => group.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData("members.value eq \"1\"")]
    [InlineData("displayName ne \"Finance\"")]
    [InlineData("displayName ew \"Finance\"")]
    [InlineData("displayName pr")]
    [InlineData("displayName eq Finance")]
    [InlineData("displayName")]
    public async Task Filter_ThatEgnyteCannotAnswer_IsRefusedWithoutACall(string filter)
    {
        await using var egnyte = await SimulatedEgnyte.StartAsync();

        var answer = await egnyte.Client.GetScimAsync($"Groups?filter={Uri.EscapeDataString(filter)}");

        ScimShape.AssertError(answer, 400, "invalidFilter");
        Assert.Equal(0, egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task Group_OfFiveThousandMembers_RoundTrips()
    {
        const int size = 5_000;
        await using var egnyte = await StartAsync(users: size + 200, groups: 0);
        var allUsers = egnyte.Simulator.Domain.AllUsers().Select(user => user.Id.ToString(CultureInfo.InvariantCulture)).ToList();
        var (members, others) = (allUsers[..size], allUsers[size..]);

        var created = await egnyte.Client.SendScimAsync("POST", "Groups", Group("Everybody", members));
        Assert.Equal(201, created.Status);
        Assert.Equal(members, ScimShape.MemberIds(created.Json).Order(ByNumber));
        Assert.Equal(members, await MembersAsync(egnyte, created.Id));

        // Okta's shape: one operation for each member that goes, one for all that come.
        var operations = members[..150]
            .Select(id => $$"""{"op":"remove","path":"members[value eq \"{{id}}\"]"}""")
            .Append($$"""{"op":"add","path":"members","value":[{{Values(others)}}]}""");
        var patched = await egnyte.Client.SendScimAsync(
            "PATCH", $"Groups/{created.Id}",
            $$"""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{{string.Join(',', operations)}}]}""");
        Assert.Equal(204, patched.Status);
        Assert.Equal(allUsers[150..], await MembersAsync(egnyte, created.Id));

        var replaced = await egnyte.Client.SendScimAsync("PUT", $"Groups/{created.Id}", Group("Everybody else", allUsers[100..^50]));
        Assert.Equal((200, "Everybody else"), (replaced.Status, replaced.Json.GetProperty("displayName").GetString()));
        Assert.Equal(allUsers[100..^50], await MembersAsync(egnyte, created.Id));
        Assert.Equal(allUsers[100..^50], egnyte.Simulator.Domain.AllGroups()[0].MemberIds.Select(id => id.ToString(CultureInfo.InvariantCulture)));
    }

    private static Comparer<string> ByNumber { get; } = Comparer<string>.Create((a, b) =>
        long.Parse(a, CultureInfo.InvariantCulture).CompareTo(long.Parse(b, CultureInfo.InvariantCulture)));

    private static async Task<SimulatedEgnyte> StartAsync(int users, int groups)
    {
        var egnyte = await SimulatedEgnyte.StartAsync(seedPeople: false);
        egnyte.Simulator.Domain.SeedUsers(users);
        egnyte.Simulator.Domain.SeedGroups(groups, membersEach: users);
        return egnyte;
    }

    private static async Task<IEnumerable<string>> MembersAsync(SimulatedEgnyte egnyte, string id) =>
        ScimShape.MemberIds((await egnyte.Client.GetScimAsync($"Groups/{id}")).Json).Order(ByNumber);

    private static string Group(string displayName, IEnumerable<string> members) =>
        $$"""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"{{displayName}}","members":[{{Values(members)}}]}""";

    private static string Values(IEnumerable<string> members) => string.Join(',', members.Select(id => $$"""{"value":"{{id}}","display":"somebody"}"""));
}
