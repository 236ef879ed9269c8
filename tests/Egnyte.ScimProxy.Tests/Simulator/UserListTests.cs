namespace Egnyte.ScimProxy.Tests.Simulator;

public sealed class UserListTests : SimulatorTest
{
    [Fact]
    public async Task List_Envelope_EchoesTheRequestedCountAsItemsPerPageUnderALowerCaseKey()
    {
        var reply = await GetAsync($"{Users}?count=50");

        Assert.Equal(200, reply.Status);
        Assert.StartsWith("""{"startIndex":1,"totalResults":8,"itemsPerPage":50,"resources":[{"id":12163350648,""", reply.Text, StringComparison.Ordinal);
        Assert.Equal(8, reply.Rows.Length);
    }

    [Fact]
    public async Task List_WithoutParameters_StartsAtOneWithAPageOfAHundred()
    {
        Domain.SeedUsers(150);

        var reply = await GetAsync(Users);

        Assert.Equal(100, reply.Rows.Length);
        Assert.Equal("100", reply.Raw("itemsPerPage"));
        Assert.Equal("158", reply.Raw("totalResults"));
    }

    [Theory]
    [InlineData("startIndex=0")]
    [InlineData("startIndex=-1")]
    [InlineData("startIndex=one")]
    [InlineData("count=0")]
    [InlineData("count=101")]
    [InlineData("count=")]
    public async Task List_ParameterOutOfItsRange_Is400(string query) =>
        Assert.Equal(400, (await GetAsync($"{Users}?{query}")).Status);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(99)]
    [InlineData(100)]
    public async Task List_PageByPage_GivesEveryUserOnceInTheOrderOfIds(int count)
    {
        Domain.SeedUsers(193);
        var ids = new List<long>();

        while (ids.Count < Domain.UserCount)
        {
            var page = await GetAsync($"{Users}?startIndex={ids.Count + 1}&count={count}");
            ids.AddRange(page.Rows.Select(row => row.GetProperty("id").GetInt64()));
        }

        Assert.Equal(Domain.AllUsers().Select(user => user.Id), ids);
        Assert.Equal(ids.Order(), ids);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(int.MaxValue)]
    public async Task List_StartBeyondTheEnd_IsAnEmptyPage(int start)
    {
        var reply = await GetAsync($"{Users}?startIndex={start}&count=10");

        Assert.Equal(200, reply.Status);
        Assert.Equal($$"""{"startIndex":{{start}},"totalResults":8,"itemsPerPage":10,"resources":[]}""", reply.Text);
    }

    [Fact]
    public async Task List_Rows_HoldNoGroups() =>
        Assert.All((await GetAsync(Users)).Rows, row => Assert.False(row.TryGetProperty("groups", out _)));

    [Theory]
    [InlineData("userName eq \"alba.acorn\"")]
    [InlineData("username EQ \"ALBA.Acorn\"")]
    [InlineData("userName eq alba.acorn")]
    [InlineData("email eq \"Alba.Acorn@EXAMPLE.com\"")]
    [InlineData("externalId eq \"hr-alba.acorn\"")]
    [InlineData("externalID eq hr-alba.acorn")]
    public async Task Filter_ByEachKnownAttribute_FindsTheUser(string filter)
    {
        var reply = await GetAsync($"{Users}?filter={Uri.EscapeDataString(filter)}");

        Assert.Equal(["alba.acorn"], reply.Texts("userName"));
        Assert.Equal("1", reply.Raw("totalResults"));
        Assert.Equal("100", reply.Raw("itemsPerPage"));
    }

    [Theory]
    [InlineData("userName eq \"nobody\"")]
    [InlineData("externalId eq \"HR-alba.acorn\"")]
    [InlineData("email eq \"\"")]
    public async Task Filter_ThatMatchesNobody_IsAnEmptyListNotA404(string filter)
    {
        var reply = await GetAsync($"{Users}?filter={Uri.EscapeDataString(filter)}");

        Assert.Equal(200, reply.Status);
        Assert.Empty(reply.Rows);
    }

    [Theory]
    [InlineData("active eq \"true\"")]
    [InlineData("id eq \"12163350648\"")]
    [InlineData("userName sw \"alba\"")]
    [InlineData("userName pr")]
    [InlineData("userName eq")]
    [InlineData("userName eq \"a\" and email eq \"b\"")]
    [InlineData("userName eq a b")]
    [InlineData("not (userName eq \"a\")")]
    [InlineData("")]
    public async Task Filter_ThatEgnyteDoesNotKnow_Is400(string filter) =>
        Assert.Equal(400, (await GetAsync($"{Users}?filter={Uri.EscapeDataString(filter)}")).Status);

    [Fact]
    public async Task Filter_GivenTwice_MustMatchBothTimes()
    {
        var both = await GetAsync($"{Users}?filter=userName%20eq%20%22alba.acorn%22&filter=email%20eq%20%22alba.acorn@example.com%22");
        var one = await GetAsync($"{Users}?filter=userName%20eq%20%22alba.acorn%22&filter=email%20eq%20%22bruno.birch@example.com%22");

        Assert.Single(both.Rows);
        Assert.Empty(one.Rows);
    }

    [Fact]
    public async Task Filter_QuotedValue_MayHoldEscapedQuotesAndBackslashes()
    {
        Domain.AddUser(Person("quoted") with { ExternalId = """a"b\c""" });

        var reply = await GetAsync($"{Users}?filter={Uri.EscapeDataString("""externalId eq "a\"b\\c" """)}");

        Assert.Equal(["quoted"], reply.Texts("userName"));
    }

    [Fact]
    public async Task Filter_ByAnAddressOfAServiceAccountToo_GivesBoth()
    {
        Domain.AddUser(Person("robot") with { Email = "alba.acorn@example.com", IsServiceAccount = true });

        var reply = await GetAsync($"{Users}?filter=email%20eq%20%22alba.acorn@example.com%22");

        Assert.Equal(["alba.acorn", "robot"], reply.Texts("userName"));
    }
}
