namespace Egnyte.ScimProxy.Tests.Simulator;

public sealed class UserReadTests : SimulatorTest
{
    [Fact]
    public async Task Get_OneUser_ComesWithItsGroups()
    {
        var user = AddUser();
        var group = Domain.AddGroup("Readers", [user.Id]);

        var reply = await GetAsync($"{Users}/{user.Id}");

        Assert.Equal(200, reply.Status);
        Assert.Equal("application/json; charset=UTF-8", reply.Header("Content-Type"), ignoreCase: true);
        Assert.Equal($$"""[{"displayName":"Readers","value":"{{group.Id}}"}]""", reply.Raw("groups"));
    }

    [Fact]
    public async Task Get_OneUser_FollowsEveryChangeOfItsGroups()
    {
        var user = AddUser();
        var seen = new List<string>();
        async Task LookAsync()
        {
            var groups = (await GetAsync($"{Users}/{user.Id}")).Json.GetProperty("groups");
            seen.Add(string.Join(",", groups.EnumerateArray().Select(group => group.GetProperty("displayName").GetString())));
        }

        await LookAsync();
        var id = (await SendAsync("POST", Groups, $$"""{"displayName":"A","members":[{"value":{{user.Id}}}]}""")).Json.GetProperty("id").GetString();
        await LookAsync();
        await SendAsync("PATCH", $"{Groups}/{id}", """{"displayName":"B"}""");
        await LookAsync();
        await SendAsync("PUT", $"{Groups}/{id}", """{"displayName":"B"}""");
        await LookAsync();
        await SendAsync("PUT", $"{Groups}/{id}", $$"""{"displayName":"C","members":[{"value":{{user.Id}}}]}""");
        await LookAsync();
        await SendAsync("DELETE", $"{Groups}/{id}");
        await LookAsync();

        Assert.Equal(["", "A", "B", "", "C", ""], seen);
    }

    [Theory]
    [InlineData("GET", "12345678")]
    [InlineData("GET", "99999999999999999999999")]
    [InlineData("GET", "settings")]
    [InlineData("PATCH", "12345678")]
    [InlineData("DELETE", "12345678")]
    public async Task UnknownUser_Is404InTheWordsOfTheDocument(string method, string id)
    {
        var reply = await SendAsync(method, $"{Users}/{id}", method == "PATCH" ? "{}" : null);

        Assert.Equal(404, reply.Status);
        Assert.Equal($$"""{"Errors":[{"description":"User {{id}} not found.","code":"404"}]}""", reply.Text);
    }

    [Fact]
    public async Task Delete_Is200WithoutABodyAndTheUserIsGoneFromItsGroups()
    {
        var user = AddUser();
        var group = Domain.AddGroup("Readers", [user.Id]);
        await GetAsync($"{Groups}/{group.Id}");

        var reply = await SendAsync("DELETE", $"{Users}/{user.Id}");

        Assert.Equal((200, ""), (reply.Status, reply.Text));
        Assert.Equal(404, (await GetAsync($"{Users}/{user.Id}")).Status);
        Assert.Equal("[]", (await GetAsync($"{Groups}/{group.Id}")).Raw("members"));
        Assert.Equal(201, (await SendAsync("POST", Users, NewUser())).Status);
    }

    [Theory]
    [InlineData("PUT", Users + "/12163350648", "GET, PATCH, DELETE")]
    [InlineData("POST", Users + "/12163350648", "GET, PATCH, DELETE")]
    [InlineData("DELETE", Users, "GET, POST")]
    [InlineData("PATCH", Groups, "GET, POST")]
    public async Task Method_ThatEgnyteDoesNotHave_Is405(string method, string path, string allow)
    {
        var reply = await SendAsync(method, path, "{}");

        Assert.Equal(405, reply.Status);
        Assert.Equal(allow, reply.Header("Allow"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/pubapi/v2/users/")]
    [InlineData("/pubapi/v2/users/1/groups")]
    [InlineData("/pubapi/v2/usersandgroups")]
    [InlineData("/pubapi/v1/users")]
    [InlineData("/state")]
    public async Task Path_ThatEgnyteDoesNotHave_Is404InJson(string path)
    {
        var reply = await GetAsync(path);

        Assert.Equal(404, reply.Status);
        Assert.Equal("\"404\"", reply.Json.GetProperty("Errors")[0].GetProperty("code").GetRawText());
    }
}
