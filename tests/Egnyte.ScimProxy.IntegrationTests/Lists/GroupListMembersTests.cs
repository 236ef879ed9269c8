using System.Text.Json;

namespace Egnyte.ScimProxy.IntegrationTests.Lists;

/// <summary>The tenant setting GroupListMembers: <c>omit</c> leaves members out of lists, and out of nothing else.</summary>
public sealed class GroupListMembersTests
{
    private const string GroupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";

    [Theory]
    [InlineData("Groups", 1)]
    [InlineData("Groups?excludedAttributes=meta", 1)]
    [InlineData("Groups?sortBy=displayName", 1)]
    [InlineData("Groups?filter=displayName eq \"Finance\"", 1)]
    [InlineData("Groups?filter=displayName co \"n\"", 1)]
    [InlineData("Groups?filter=id eq \"{finance}\"", 1)]
    [InlineData("?filter=meta.resourceType eq \"Group\" and displayName eq \"Finance\"", 1)]
    [InlineData("Groups?filter=displayName co \"n\" and members pr", 3)]
    public async Task AList_LeavesThemOut(string path, int calls)
    {
        await using var egnyte = await StartAsync("omit");

        var groups = await ListAsync(egnyte, path);

        Assert.NotEmpty(groups);
        Assert.All(groups, group => Assert.False(group.TryGetProperty("members", out _)));
        Assert.Equal(calls, egnyte.Simulator.Calls.Count);
    }

    [Theory]
    [InlineData("omit", "Groups?attributes=displayName,members", 4)]
    [InlineData("omit", "Groups?attributes=members.value", 4)]
    [InlineData("omit", "Groups?filter=displayName eq \"Finance\"&attributes=members", 2)]
    [InlineData("omit", "Groups?filter=displayName co \"n\" and members pr&attributes=members", 3)]
    [InlineData("expand", "Groups", 4)]
    public async Task AList_OfAClientThatNamesThem_ShowsThem(string setting, string path, int calls)
    {
        await using var egnyte = await StartAsync(setting);

        var groups = await ListAsync(egnyte, path);

        Assert.NotEmpty(groups);
        Assert.All(groups, group => Assert.NotEmpty(ScimShape.MemberIds(group)));
        Assert.Equal(calls, egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task OneGroup_AndTheAnswersToWrites_ShowThem()
    {
        await using var egnyte = await StartAsync("omit");
        var (group, member) = (egnyte.Simulator.Domain.AllGroups()[0].Id, egnyte.Simulator.Domain.AllUsers()[0].Id);
        var body = $$"""{"displayName":"Team","members":[{"value":"{{member}}"}]}""";

        ScimAnswer[] answers =
        [
            await egnyte.Client.GetScimAsync($"Groups/{group}"), await egnyte.Client.SendScimAsync("POST", "Groups", body),
            await egnyte.Client.SendScimAsync("PUT", $"Groups/{group}", body.Replace("Team", "Others", StringComparison.Ordinal)),
        ];

        Assert.All(answers, answer => Assert.NotEmpty(ScimShape.MemberIds(answer.Json)));
    }

    [Theory]
    [InlineData("expand", "default", false)]
    [InlineData("omit", "request", true)]
    public async Task TheSchema_SaysSo(string setting, string returned, bool namesTheSetting)
    {
        await using var egnyte = await StartAsync(setting);

        var schema = await egnyte.Client.GetScimAsync($"Schemas/{GroupSchema}");

        var members = schema.Json.GetProperty("attributes").EnumerateArray().Single(attribute => attribute.GetProperty("name").GetString() == "members");
        Assert.Equal(returned, members.GetProperty("returned").GetString());
        Assert.Equal(
            namesTheSetting, members.GetProperty("description").GetString()!.Contains("ScimProxy:Tenants:default:GroupListMembers", StringComparison.Ordinal));
    }

    /// <summary>Egnyte takes a deleted account out of its groups, so a page that was read before is of the past.</summary>
    [Fact]
    public async Task APage_AfterAUserWasDeleted_ShowsThemInNoGroup()
    {
        await using var egnyte = await StartAsync("expand", new KeyValuePair<string, string?>("ScimProxy:Tenants:default:DeletePolicy", "delete"));
        var member = egnyte.Simulator.Domain.AllGroups()[0].MemberIds[0].ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains(await ListAsync(egnyte, "Groups"), group => ScimShape.MemberIds(group).Contains(member));

        Assert.Equal(204, (await egnyte.Client.SendScimAsync("DELETE", $"Users/{member}")).Status);

        Assert.DoesNotContain(await ListAsync(egnyte, "Groups"), group => ScimShape.MemberIds(group).Contains(member));
    }

    [Fact]
    public async Task APage_AfterTheTokenWasRefused_IsReadAfresh()
    {
        await using var egnyte = await StartAsync("expand");
        await ListAsync(egnyte, "Groups");
        egnyte.Simulator.Controls.FailNext(1, 401);
        Assert.Equal(401, (await egnyte.Client.GetScimAsync("Users/1")).Status);
        egnyte.Simulator.Calls.Clear();

        await ListAsync(egnyte, "Groups");

        Assert.Equal(4, egnyte.Simulator.Calls.Count);
    }

    [Fact]
    public async Task APage_ThatTheDaysCallsDoNotSufficeFor_IsRefused_AndTheOperatorHearsOfIt()
    {
        const int QuotaTooSmall = 1113;
        SimulatedEgnyte.Needs("quotaHeaders=sent", "the proxy learns only from these headers what is left of the daily quota.");
        await using var egnyte = await SimulatedEgnyte.StartAsync(
            new HurriedTime(), settings: new KeyValuePair<string, string?>("ScimProxy:Tenants:default:GroupListMembers", "expand"));
        egnyte.Simulator.Controls.CallsPerDay = 1000;
        egnyte.Simulator.Controls.CallsUsedToday = 797;

        var refused = await egnyte.Client.GetScimAsync("Groups");

        ScimShape.AssertError(refused, 429);
        Assert.Contains("WriteReserve", refused.Text, StringComparison.Ordinal);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 90, 86_400);
        Assert.Equal(1, egnyte.Simulator.Calls.Count);
        Assert.Single(egnyte.Proxy.Logs.Lines, line => line.EventId == QuotaTooSmall);
    }

    private static Task<SimulatedEgnyte> StartAsync(string setting, params KeyValuePair<string, string?>[] settings) =>
        SimulatedEgnyte.StartAsync(settings: [new("ScimProxy:Tenants:default:GroupListMembers", setting), .. settings]);

    private static async Task<List<JsonElement>> ListAsync(SimulatedEgnyte egnyte, string path)
    {
        var finance = egnyte.Simulator.Domain.FindGroupByName("Finance")!.Id;
        var answer = await egnyte.Client.GetScimAsync(path.Replace("{finance}", finance, StringComparison.Ordinal));
        Assert.True(answer.Status == 200, answer.Text);
        return [.. answer.Json.GetProperty("Resources").EnumerateArray()];
    }
}
