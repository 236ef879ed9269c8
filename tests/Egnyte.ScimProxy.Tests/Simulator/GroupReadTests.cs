namespace Egnyte.ScimProxy.Tests.Simulator;

public sealed class GroupReadTests : SimulatorTest
{
    [Fact]
    public async Task List_RowsHoldIdAndNameOnlyAndItemsPerPageIsTheirNumber()
    {
        var reply = await GetAsync($"{Groups}?count=2");

        Assert.Equal(
            """
            {"schemas":["urn:scim:schemas:core:1.0"],"startIndex":1,"totalResults":3,"itemsPerPage":2,"resources":[
            {"id":"5ef70bb0-edeb-4fcb-86d4-e1e1a0b6c9dc","displayName":"Engineering"},{"id":"5ef70bb1-edeb-4fcb-86d4-e1e1a0b6c9dc","displayName":"Finance"}]}
            """.ReplaceLineEndings(""),
            reply.Text);
        Assert.Equal("1", (await GetAsync($"{Groups}?startIndex=3&count=2")).Raw("itemsPerPage"));
        Assert.Equal("0", (await GetAsync($"{Groups}?startIndex=4")).Raw("itemsPerPage"));
    }

    [Theory]
    [InlineData("startIndex=0")]
    [InlineData("count=101")]
    [InlineData("filter=id%20eq%20%22a%22")]
    [InlineData("filter=displayName%20ew%20%22a%22")]
    [InlineData("filter=members%20eq%20%221%22")]
    public async Task List_QueryThatEgnyteDoesNotKnow_Is400(string query) =>
        Assert.Equal(400, (await GetAsync($"{Groups}?{query}")).Status);

    [Theory]
    [InlineData("displayName eq \"sales team\"", "Sales Team")]
    [InlineData("DISPLAYNAME SW \"E\"", "Engineering")]
    [InlineData("displayName co \"IN\"", "Engineering,Finance")]
    [InlineData("displayName sw \"ales\"", "")]
    [InlineData("displayName eq \"Sales\"", "")]
    [InlineData("displayName eq finance", "Finance")]
    public async Task Filter_EqSwCo_ComparesWithoutCase(string filter, string names)
    {
        var reply = await GetAsync($"{Groups}?filter={Uri.EscapeDataString(filter)}");

        Assert.Equal(names, string.Join(",", reply.Texts("displayName")));
    }

    [Fact]
    public async Task Get_OneGroup_HoldsItsMembersUnderLowerCaseUsername()
    {
        var group = Domain.FindGroupByName("finance")!;

        var reply = await GetAsync($"{Groups}/{group.Id}");

        Assert.Equal(
            $$"""
            {"schemas":["urn:scim:schemas:core:1.0"],"id":"{{group.Id}}","displayName":"Finance","members":[
            {"username":"denis.dogwood","value":12163350651,"display":"Denis Dogwood"},{"username":"fabio.fern","value":12163350653,"display":"Fabio Fern"}]}
            """.ReplaceLineEndings(""),
            reply.Text);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task UnknownGroup_Is404(string method)
    {
        var reply = await SendAsync(method, $"{Groups}/d5ea2e76-63e4-4b47-92af-0d7ba6972e3c", method is "PUT" or "PATCH" ? """{"displayName":"X"}""" : null);

        Assert.Equal(404, reply.Status);
        Assert.Contains("Group with resource id not found", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BuiltInGroups_AreNeverListedButTheirNamesAreTaken()
    {
        var all = await GetAsync($"{Groups}?filter=displayName%20sw%20%22All%22");
        var taken = await SendAsync("POST", Groups, """{"displayName":"all power users"}""");

        Assert.Empty(all.Rows);
        Assert.Equal(409, taken.Status);
    }

    [Fact]
    public async Task Get_GroupOfFiveThousand_HoldsThemAll()
    {
        Domain.SeedUsers(5_000);
        var group = Assert.Single(Domain.SeedGroups(1, membersEach: 5_000));

        var reply = await GetAsync($"{Groups}/{group.Id}");

        Assert.Equal(group.MemberIds, reply.Json.GetProperty("members").EnumerateArray().Select(member => member.GetProperty("value").GetInt64()));
    }
}
