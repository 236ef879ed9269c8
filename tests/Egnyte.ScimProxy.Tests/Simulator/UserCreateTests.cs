namespace Egnyte.ScimProxy.Tests.Simulator;

public sealed class UserCreateTests : SimulatorTest
{
    [Fact]
    public async Task Create_Answers201WithTheWholeUserAsItWasSent()
    {
        var reply = await SendAsync("POST", Users, NewUser("Jane.Doe"));

        Assert.Equal(201, reply.Status);
        Assert.Equal(
            """
            {"id":12163350656,"userName":"Jane.Doe","externalId":null,"email":"jane.doe@example.com",
            "name":{"formatted":"Jane Doe","familyName":"Doe","givenName":"Jane"},"active":true,"locked":false,"emailChangePending":null,
            "authType":"egnyte","userType":"power","role":"Default","idpUserId":null,"userPrincipalName":null,"language":null,
            "isServiceAccount":false,"expiryDate":null,"deleteOnExpiry":null,
            "createdDate":"2026-03-02T10:00:00.000+00:00","lastModificationDate":"2026-03-02T10:00:00.000+00:00","lastActiveDate":null,"groups":[]}
            """.ReplaceLineEndings(""),
            reply.Text);
        Assert.Equal("Jane.Doe", Domain.FindUser(12163350656)!.UserName);
    }

    [Fact]
    public async Task Create_ThenLookUp_FindsTheUserAtOnce()
    {
        await SendAsync("POST", Users, NewUser());

        Assert.Single((await GetAsync($"{Users}?filter=userName%20eq%20%22jane.doe%22")).Rows);
    }

    [Theory]
    [InlineData("jane.doe@example.com")]
    [InlineData(".jane")]
    [InlineData("-jane")]
    [InlineData("_jane")]
    [InlineData("jane doe")]
    [InlineData("jané")]
    [InlineData("jane+doe")]
    public async Task Create_UserNameAgainstTheRule_IsRefusedInEgnytesOwnWords(string userName)
    {
        var reply = await SendAsync("POST", Users, NewUser(userName));

        Assert.Equal(400, reply.Status);
        Assert.Equal(
            "constraint violations: ConstraintViolationImpl{interpolatedMessage='Invalid user name', propertyPath=userName, rootBeanClass=class "
            + "PublicUserRepresentation, messageTemplate='{invalid.user.name}'}: [userName: Invalid user name]",
            reply.Json.GetProperty("errorMessage").GetString());
    }

    [Theory]
    [InlineData("j")]
    [InlineData("9lives")]
    [InlineData("Jane.Doe-Smith_2.")]
    public async Task Create_UserNameWithinTheRule_IsTaken(string userName) =>
        Assert.Equal(201, (await SendAsync("POST", Users, NewUser(userName))).Status);

    [Theory]
    [InlineData("userName", """{"email":"j@example.com","name":{"givenName":"J","familyName":"D"},"authType":"egnyte","userType":"power"}""")]
    [InlineData("email", """{"userName":"j","name":{"givenName":"J","familyName":"D"},"authType":"egnyte","userType":"power"}""")]
    [InlineData("email", """{"userName":"j","email":"no-address","name":{"givenName":"J","familyName":"D"},"authType":"egnyte","userType":"power"}""")]
    [InlineData("name.givenName", """{"userName":"j","email":"j@example.com","name":{"familyName":"D"},"authType":"egnyte","userType":"power"}""")]
    [InlineData(
        "name.familyName", """{"userName":"j","email":"j@example.com","name":{"givenName":"J","familyName":""},"authType":"egnyte","userType":"power"}""")]
    [InlineData("authType", """{"userName":"j","email":"j@example.com","name":{"givenName":"J","familyName":"D"},"userType":"power"}""")]
    [InlineData("userType", """{"userName":"j","email":"j@example.com","name":{"givenName":"J","familyName":"D"},"authType":"egnyte","userType":null}""")]
    public async Task Create_WithoutARequiredAttribute_Is400NamingIt(string attribute, string body)
    {
        var reply = await SendAsync("POST", Users, body);

        Assert.Equal(400, reply.Status);
        var error = Assert.Single(reply.Json.GetProperty("inputErrors").EnumerateObject());
        Assert.Equal(attribute, error.Name);
        Assert.Contains(attribute, error.Value[0].GetProperty("msg").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_OfNothing_NamesEveryMissingAttributeAtOnce()
    {
        var reply = await SendAsync("POST", Users, "{}");

        Assert.Equal(
            ["userName", "email", "name.givenName", "name.familyName", "authType", "userType"],
            reply.Json.GetProperty("inputErrors").EnumerateObject().Select(error => error.Name));
    }

    [Theory]
    [InlineData("userType", "Power")]
    [InlineData("userType", "owner")]
    [InlineData("authType", "SSO")]
    [InlineData("language", "en-us")]
    public async Task Create_WordOutsideItsList_Is400(string attribute, string word)
    {
        var reply = await SendAsync("POST", Users, NewUser(more: $",\"{attribute}\":\"{word}\""));

        Assert.Equal(400, reply.Status);
        Assert.True(reply.Json.GetProperty("inputErrors").TryGetProperty(attribute, out _));
    }

    [Theory]
    [InlineData("""{"userName":7}""", "userName")]
    [InlineData("""{"name":"Jane Doe"}""", "name")]
    [InlineData("""{"active":"yes"}""", "active")]
    [InlineData("""{"active":1}""", "active")]
    public async Task Create_ValueOfTheWrongType_Is400(string body, string attribute) =>
        Assert.True((await SendAsync("POST", Users, body)).Json.GetProperty("inputErrors").TryGetProperty(attribute, out _));

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("false", false)]
    [InlineData("\"false\"", false)]
    public async Task Create_BooleanAsAWord_IsABoolean(string sent, bool active)
    {
        var reply = await SendAsync("POST", Users, NewUser(more: $",\"active\":{sent},\"sendInvite\":{sent}"));

        Assert.Equal(201, reply.Status);
        Assert.Equal(active, reply.Json.GetProperty("active").GetBoolean());
    }

    [Theory]
    [InlineData("JANE.doe", "other@example.com", "", "userName")]
    [InlineData("other", "Jane.Doe@EXAMPLE.com", "", "email")]
    [InlineData("other", "other@example.com", ",\"externalId\":\"okta-1\"", "externalId")]
    public async Task Create_OfWhatAnotherHolds_Is409(string userName, string email, string more, string attribute)
    {
        await SendAsync("POST", Users, NewUser(more: ",\"externalId\":\"okta-1\""));

        var reply = await SendAsync("POST", Users, NewUser(userName, email, more));

        Assert.Equal(409, reply.Status);
        Assert.Contains(attribute, reply.Text, StringComparison.Ordinal);
        Assert.Equal(9, Domain.UserCount);
    }

    [Fact]
    public async Task Create_ServiceAccountWithTheAddressOfAnother_IsTaken()
    {
        AddUser();

        Assert.Equal(201, (await SendAsync("POST", Users, NewUser("robot", more: ",\"isServiceAccount\":true"))).Status);
    }

    [Fact]
    public async Task Create_PersonWithTheAddressOfAServiceAccount_IsTaken()
    {
        Domain.AddUser(Person("robot") with { Email = "jane.doe@example.com", IsServiceAccount = true });

        Assert.Equal(201, (await SendAsync("POST", Users, NewUser())).Status);
    }

    [Theory]
    [InlineData("standard", "sso", "", 400)]
    [InlineData("standard", "ad", "", 400)]
    [InlineData("standard", "egnyte", "", 201)]
    [InlineData("admin", "sso", "", 201)]
    [InlineData("standard", "egnyte", ",\"isServiceAccount\":true", 400)]
    [InlineData("power", "egnyte", ",\"role\":\"Reviewer\"", 201)]
    [InlineData("standard", "egnyte", ",\"role\":\"Reviewer\"", 400)]
    [InlineData("admin", "egnyte", ",\"role\":\"Default\"", 400)]
    [InlineData("admin", "egnyte", ",\"role\":\"\"", 201)]
    public async Task Create_AttributesThatMustFitTogether_AreChecked(string userType, string authType, string more, int status)
    {
        var body = NewUser(more: more).Replace(
            "\"authType\":\"egnyte\",\"userType\":\"power\"", $"\"authType\":\"{authType}\",\"userType\":\"{userType}\"", StringComparison.Ordinal);

        Assert.Equal(status, (await SendAsync("POST", Users, body)).Status);
    }

    [Theory]
    [InlineData("{\"userName\":")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Create_BodyThatIsNoJsonObject_Is400(string body) =>
        Assert.Equal(400, (await SendAsync("POST", Users, body)).Status);

    [Fact]
    public async Task Create_NamesBeyondAscii_ComeBackAsTheyWere()
    {
        var reply = await SendAsync("POST", Users, NewUser().Replace("Doe", "Døe 山", StringComparison.Ordinal));

        Assert.Contains("\"Jane Døe 山\"", reply.Text, StringComparison.Ordinal);
    }
}
