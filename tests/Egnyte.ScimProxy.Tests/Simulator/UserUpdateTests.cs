using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.Tests.Simulator;

public sealed class UserUpdateTests : SimulatorTest
{
    [Fact]
    public async Task Patch_ChangesWhatIsNamedAndAnswersTheWholeUser()
    {
        var user = AddUser();

        var reply = await PatchAsync(user, """{"name":{"familyName":"Roe"},"active":"false"}""");

        Assert.Equal(200, reply.Status);
        Assert.Equal("\"Jane Roe\"", reply.Raw("name.formatted"));
        Assert.Equal("\"Jane\"", reply.Raw("name.givenName"));
        Assert.Equal("false", reply.Raw("active"));
        Assert.Equal("\"jane.doe@example.com\"", reply.Raw("email"));
        Assert.Equal(reply.Text, (await GetAsync($"{Users}/{user.Id}")).Text);
    }

    [Fact]
    public async Task Patch_LowersTheUserNameAndTurnsNullIntoEmpty()
    {
        var user = AddUser("Jane.Doe");
        var before = await GetAsync($"{Users}/{user.Id}");

        var after = await PatchAsync(user, """{"name":{"givenName":"Janet"}}""");

        Assert.Equal(["\"Jane.Doe\"", "null", "null"], before.Raws("userName", "externalId", "idpUserId"));
        Assert.Equal(["\"jane.doe\"", "\"\"", "\"\""], after.Raws("userName", "externalId", "idpUserId"));
    }

    [Fact]
    public async Task Patch_MovesTheModificationDateAndKeepsTheCreationDate()
    {
        var user = Domain.AddUser(Person("old") with { CreatedDate = new DateTimeOffset(2020, 1, 2, 3, 4, 5, 678, TimeSpan.Zero) });

        var reply = await PatchAsync(user, """{"active":true}""");

        Assert.Equal("\"2020-01-02T03:04:05.678+00:00\"", reply.Raw("createdDate"));
        Assert.Equal("\"2026-03-02T10:00:00.000+00:00\"", reply.Raw("lastModificationDate"));
    }

    [Theory]
    [InlineData("""{"userName":"jane.roe"}""", "userName")]
    [InlineData("""{"userName":"jane.doe"}""", "userName")]
    [InlineData("""{"externalId":"okta-2","active":false}""", "externalId")]
    [InlineData("""{"email":""}""", "email")]
    [InlineData("""{"name":{"familyName":" "}}""", "name.familyName")]
    [InlineData("""{"userType":"POWER"}""", "userType")]
    [InlineData("""{"authType":"saml"}""", "authType")]
    public async Task Patch_ThatEgnyteCannotDo_Is400NamingTheAttributeAndChangesNothing(string body, string attribute)
    {
        var user = AddUser();

        var reply = await PatchAsync(user, body);

        Assert.Equal(400, reply.Status);
        Assert.True(reply.Json.GetProperty("inputErrors").TryGetProperty(attribute, out _));
        Assert.Equal(user, Domain.FindUser(user.Id));
    }

    [Fact]
    public async Task Patch_SendInviteAlone_Is400()
    {
        var user = AddUser();

        Assert.Equal(400, (await PatchAsync(user, """{"sendInvite":true}""")).Status);
        Assert.Equal(200, (await PatchAsync(user, """{"sendInvite":true,"active":true}""")).Status);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"email":null}""")]
    [InlineData("""{"title":"Boss"}""")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"active","value":false}]}""")]
    public async Task Patch_WithoutAnythingEgnyteKnows_Is400(string body) =>
        Assert.Equal(400, (await PatchAsync(AddUser(), body)).Status);

    [Theory]
    [InlineData(true, "true")]
    [InlineData(false, "null")]
    public async Task Patch_NewEmail_IsPendingForAnActiveUser(bool active, string pending)
    {
        var user = Domain.AddUser(Person("jane.doe") with { Active = active });

        var reply = await PatchAsync(user, """{"email":"jane@example.com"}""");

        Assert.Equal(pending, reply.Raw("emailChangePending"));
        Assert.Equal("\"jane@example.com\"", reply.Raw("email"));
        Assert.Single((await GetAsync($"{Users}?filter=email%20eq%20%22jane@example.com%22")).Rows);
        Assert.Empty((await GetAsync($"{Users}?filter=email%20eq%20%22jane.doe@example.com%22")).Rows);
    }

    [Fact]
    public async Task Patch_SameEmailInAnotherCase_IsNotPending() =>
        Assert.Equal("null", (await PatchAsync(AddUser(), """{"email":"Jane.Doe@example.com"}""")).Raw("emailChangePending"));

    [Fact]
    public async Task Patch_EmailOfAnother_Is409()
    {
        var user = AddUser();

        Assert.Equal(409, (await PatchAsync(user, """{"email":"ALBA.acorn@example.com"}""")).Status);
        Assert.Equal("jane.doe@example.com", Domain.FindUser(user.Id)!.Email);
    }

    [Theory]
    [InlineData("power", "sso", """{"userType":"standard"}""", 400)]
    [InlineData("power", "ad", """{"userType":"standard"}""", 400)]
    [InlineData("standard", "egnyte", """{"authType":"sso"}""", 400)]
    [InlineData("power", "sso", """{"userType":"standard","authType":"egnyte"}""", 200)]
    [InlineData("standard", "egnyte", """{"userType":"power","authType":"sso"}""", 200)]
    [InlineData("power", "egnyte", """{"userType":"standard"}""", 200)]
    [InlineData("standard", "egnyte", """{"role":"Reviewer"}""", 400)]
    [InlineData("power", "egnyte", """{"role":"Reviewer"}""", 200)]
    [InlineData("power", "egnyte", """{"role":"Reviewer","userType":"admin"}""", 400)]
    public async Task Patch_AttributesThatMustFitTogether_AreCheckedAsTheyWillBe(string userType, string authType, string body, int status)
    {
        var user = Domain.AddUser(Person("jane.doe") with { UserType = userType, AuthType = authType });

        Assert.Equal(status, (await PatchAsync(user, body)).Status);
    }

    [Fact]
    public async Task Patch_FromPower_LosesTheRole()
    {
        var user = Domain.AddUser(Person("jane.doe") with { Role = "Reviewer" });

        Assert.Equal("null", (await PatchAsync(user, """{"userType":"standard"}""")).Raw("role"));
        Assert.Equal("\"Default\"", (await PatchAsync(user, """{"userType":"power"}""")).Raw("role"));
    }

    [Fact]
    public async Task Patch_EveryOtherAttribute_IsKept()
    {
        var reply = await PatchAsync(
            AddUser(),
            """{"authType":"sso","idpUserId":"jane@idp","userPrincipalName":"jane@corp","language":"de-DE","isServiceAccount":"true"}""");

        Assert.Equal(
            ["\"sso\"", "\"jane@idp\"", "\"jane@corp\"", "\"de-DE\"", "true"],
            reply.Raws("authType", "idpUserId", "userPrincipalName", "language", "isServiceAccount"));
    }

    [Fact]
    public async Task Patch_OfNames_ShowsInTheGroupsOfTheUser()
    {
        var user = AddUser();
        var group = Domain.AddGroup("Readers", [user.Id]);
        await GetAsync($"{Groups}/{group.Id}");

        await PatchAsync(user, """{"name":{"givenName":"Janet"}}""");

        Assert.Contains("\"display\":\"Janet Doe\"", (await GetAsync($"{Groups}/{group.Id}")).Text, StringComparison.Ordinal);
    }

    private Task<Reply> PatchAsync(SimulatedUser user, string body) => SendAsync("PATCH", $"{Users}/{user.Id}", body);
}
