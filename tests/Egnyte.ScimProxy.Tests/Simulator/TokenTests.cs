using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.Tests.Simulator;

public sealed class TokenTests : SimulatorTest
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("wrong")]
    [InlineData("EGNYTE-DEMO-TOKEN")]
    public async Task Call_WithoutAKnownToken_Is401InJson(string? token)
    {
        Token = token;

        var reply = await GetAsync(Users);

        Assert.Equal(401, reply.Status);
        Assert.Equal("\"UNAUTHORIZED\"", reply.Raw("code"));
    }

    [Theory]
    [InlineData("egnyte-demo-token")]
    [InlineData("second-token")]
    public async Task Call_WithAnyOfTheTokens_Passes(string token)
    {
        Token = token;

        Assert.Equal(200, (await GetAsync(Users)).Status);
    }

    [Fact]
    public async Task UserInfo_IsTheFirstActiveAdmin()
    {
        var reply = await GetAsync("/pubapi/v1/userinfo");

        Assert.Equal(
            """{"id":12163350648,"first_name":"Alba","last_name":"Acorn","username":"alba.acorn","user_type":"admin","email":"alba.acorn@example.com"}""",
            reply.Text);
    }

    [Fact]
    public async Task UserInfo_OfAnEmptyDomain_IsSomebodyAllTheSame()
    {
        foreach (var user in Domain.AllUsers())
        {
            Domain.RemoveUser(user.Id);
        }

        Assert.Equal("\"demo.admin\"", (await GetAsync("/pubapi/v1/userinfo")).Raw("username"));
    }

    [Fact]
    public async Task Grant_ByPassword_GivesATokenThatNeverExpires()
    {
        Token = null;

        var reply = await GrantAsync("grant_type=password&client_id=key&username=alba.acorn&password=egnyte-demo-password&scope=Egnyte.user%20Egnyte.group");

        Assert.Equal(200, reply.Status);
        Assert.Equal("""{"access_token":"egnyte-demo-token","token_type":"bearer","expires_in":-1}""", reply.Text);
    }

    [Theory]
    [InlineData("grant_type=password&username=alba.acorn&password=wrong", "invalid_grant")]
    [InlineData("grant_type=password&username=nobody&password=egnyte-demo-password", "invalid_grant")]
    [InlineData("grant_type=password&username=bruno.birch&password=egnyte-demo-password", "invalid_grant")]
    [InlineData("grant_type=password", "invalid_grant")]
    [InlineData("grant_type=client_credentials", "unsupported_grant_type")]
    [InlineData("", "unsupported_grant_type")]
    public async Task Grant_ThatIsWrong_Is400(string form, string error)
    {
        var reply = await GrantAsync(form);

        Assert.Equal(400, reply.Status);
        Assert.Equal($"\"{error}\"", reply.Raw("error"));
        Assert.False(string.IsNullOrEmpty(reply.Json.GetProperty("error_description").GetString()));
    }

    protected override SimulatorOptions Options()
    {
        var options = base.Options();
        options.CallsPerSecond = 10;
        return options;
    }

    private Task<Reply> GrantAsync(string form) => SendAsync("POST", "/puboauth/token", form);
}
