using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Tenants;
using static Egnyte.ScimProxy.Tests.Users.People;

namespace Egnyte.ScimProxy.Tests.Users;

public sealed class NewUserMapperTests
{
    private const string Required =
        "\"userName\":\"jane.doe\",\"email\":\"jane.doe@example.com\",\"name\":{\"givenName\":\"Jane\",\"familyName\":\"Doe\"},"
        + "\"active\":true,\"sendInvite\":true,\"authType\":\"sso\",\"userType\":\"power\"";

    [Fact]
    public void Create_WithTheLeast_GetsTheDefaults() => Assert.Equal($$"""{{{Required}}}""", Create(Body()));

    [Theory]
    [InlineData("Jane.Doe@example.com", "jane.doe")]
    [InlineData("JANE", "jane")]
    [InlineData("jane_doe-2", "jane_doe-2")]
    [InlineData("7jane", "7jane")]
    [InlineData("a@b@example.com", null)]
    [InlineData("two words", null)]
    [InlineData("@example.com", null)]
    [InlineData("-jane", null)]
    [InlineData("jäne@example.com", null)]
    [InlineData("jane\n", null)]
    [InlineData("jane+test@example.com", null)]
    public void Create_UserName_IsThePartBeforeAtInLowerCaseOrRefused(string given, string? sent)
    {
        if (sent is not null)
        {
            Assert.Contains($"\"userName\":\"{sent}\"", Create(Body(userName: given)), StringComparison.Ordinal);
            return;
        }

        var refusal = Refusal(() => Create(Body(userName: given)));
        Assert.Equal((400, "invalidValue"), (refusal.Status, refusal.ScimType));
        Assert.Contains("'Email prefix'", refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "userName", "name.givenName", "name.familyName", "emails")]
    [InlineData("""{"userName":"jane","name":{"givenName":"Jane","familyName":null},"emails":[{"value":""}]}""", "name.familyName", "emails")]
    [InlineData("""{"userName":"","name":{"givenName":"Jane","familyName":"Doe"},"emails":[]}""", "userName", "emails")]
    public void Create_WithoutWhatEgnyteRequires_NamesAllOfItWithTheFixes(string body, params string[] missing)
    {
        var refusal = Refusal(() => Create(body));

        Assert.Equal("invalidValue", refusal.ScimType);
        Assert.StartsWith($"Egnyte needs {string.Join(", ", missing)} to create a user.", refusal.Detail, StringComparison.Ordinal);
        Assert.Equal(missing.Contains("emails"), refusal.Detail.Contains("Fill in the primary e-mail address", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Power")]
    [InlineData("ADMIN")]
    [InlineData("guest")]
    public void Create_UserTypeNotExactlyAsEgnyteHasIt_IsRefusedWithTheThree(string userType)
    {
        var refusal = Refusal(() => Create(Body($"\"userType\":\"{userType}\"")));

        Assert.Equal("invalidValue", refusal.ScimType);
        Assert.Contains($"userType \"{userType}\" is not one of admin, power, standard", refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"Undefined\"")]
    public void Create_NullEmptyAndUndefined_AreNotGiven(string nothing)
    {
        var body = Body(
            $"\"userType\":{nothing},\"active\":{nothing},"
                + Ext($"\"authType\":{nothing},\"sendInvite\":{nothing},\"isServiceAccount\":{nothing},\"idpUserId\":{nothing}"));

        Assert.Equal($$"""{{{Required}}}""", Create(body));
    }

    [Theory]
    [InlineData("power", "sso", null)]
    [InlineData("admin", "sso", "role")]
    [InlineData("standard", "egnyte", "role")]
    public void Create_Role_IsForPowerUsersOnly(string userType, string authType, string? refused)
    {
        var body = Body($"\"userType\":\"{userType}\"," + Ext($"\"authType\":\"{authType}\",\"role\":\"Reviewer\""));

        if (refused is null)
        {
            Assert.Contains("\"role\":\"Reviewer\"", Create(body), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(
                """role needs userType "power". Only power users have a role: remove the role, or set userType to power, in the app assignment.""",
                Refusal(() => Create(body)).Detail);
        }
    }

    [Theory]
    [InlineData("\"isServiceAccount\":true", "\"sendInvite\":false", "\"isServiceAccount\":true")]
    [InlineData("\"isServiceAccount\":true,\"sendInvite\":false", "\"sendInvite\":false", "\"isServiceAccount\":true")]
    [InlineData("\"isServiceAccount\":false", "\"sendInvite\":true", null)]
    public void Create_AServiceAccount_IsNotInvited(string given, string invitation, string? sent)
    {
        var change = Create(Body(Ext(given)));

        Assert.Contains(invitation, change, StringComparison.Ordinal);
        Assert.Equal(sent is not null, change.Contains("isServiceAccount", StringComparison.Ordinal));
    }

    [Fact]
    public void Create_AServiceAccountWithAnInvitation_IsRefused()
    {
        var refusal = Refusal(() => Create(Body(Ext("\"isServiceAccount\":true,\"sendInvite\":true"))));

        Assert.Equal("invalidValue", refusal.ScimType);
        Assert.Contains("isServiceAccount true needs sendInvite false", refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"twoFactorAuthentication\":true", "\"twoFactorAuthentication\":true")]
    [InlineData("\"twoFactorAuthentication\":\"False\"", "\"twoFactorAuthentication\":false")]
    [InlineData("\"language\":\"de-DE\"", "\"language\":\"de-DE\"")]
    [InlineData("\"idpUserId\":\"jd\"", "\"idpUserId\":\"jd\"")]
    [InlineData("\"authType\":\"egnyte\",\"idpUserId\":\"jd\"", null)]
    [InlineData("\"authType\":\"ad\",\"userPrincipalName\":\"jd\"", "\"userPrincipalName\":\"jd\"")]
    [InlineData("\"userPrincipalName\":\"jd\"", null)]
    public void Create_AnAttributeOfTheExtension_IsSentWhereItBelongs(string given, string? sent)
    {
        var change = Create(Body(Ext(given)));

        if (sent is not null)
        {
            Assert.Contains(sent, change, StringComparison.Ordinal);
        }
        else
        {
            Assert.DoesNotContain("jd", change, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("none", "sso", null)]
    [InlineData("email", "sso", "jane.doe@example.com")]
    [InlineData("userName", "sso", "jane.doe")]
    [InlineData("email", "egnyte", null)]
    public void Create_TheSamlSubjectThatNobodyGave_FollowsDefaultUserMapping(string mapping, string authType, string? idpUserId)
    {
        var settings = SettingsWith(TenantSettingsFormat.DefaultUserMapping, mapping);

        var change = Create(Body(Ext($"\"authType\":\"{authType}\"")), settings);

        Assert.Equal(idpUserId is not null, change.Contains($"\"idpUserId\":\"{idpUserId}\"", StringComparison.Ordinal));
        Assert.Equal(idpUserId is not null, change.Contains("idpUserId", StringComparison.Ordinal));
    }

    [Fact]
    public void Create_ReadOnlyAndUnknownAttributes_AreIgnored()
    {
        var echo = """
            "id":"9","displayName":"J. D.","title":"Chief","groups":[{"value":"g"}],"meta":{"created":"2020"},
            "name":{"formatted":"X","givenName":"Jane","familyName":"Doe"}
            """;

        Assert.Equal($$"""{{{Required}}}""", Create($$"""{"userName":"jane.doe",{{echo}},"emails":[{"value":"jane.doe@example.com"}]}"""));
    }

    [Theory]
    [InlineData("short", "\"isServiceAccount\":false")]
    [InlineData("long enough a password", "\"isServiceAccount\":false")]
    [InlineData("long enough a password", "\"isServiceAccount\":true")]
    public void Create_APassword_IsDropped(string password, string account) =>
        Assert.DoesNotContain(password, Create(Body($"\"password\":\"{password}\"," + Ext(account))), StringComparison.Ordinal);

    [Fact]
    public void Create_AShortPasswordOfAServiceAccount_IsRefusedWithoutRepeatingIt()
    {
        var refusal = Refusal(() => Create(Body("\"password\":\"s3cret\"," + Ext("\"isServiceAccount\":true")), profile: WithPassword()));

        Assert.Equal("invalidValue", refusal.ScimType);
        Assert.Contains("12 characters", refusal.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"isServiceAccount\":true", true)]
    [InlineData("\"isServiceAccount\":false", false)]
    public void Create_APasswordFieldThatTheProfileNames_IsForServiceAccountsOnly(string account, bool isSent)
    {
        var change = Create(Body("\"password\":\"correct horse battery\"," + Ext(account)), profile: WithPassword());

        Assert.Equal(isSent, change.Contains("\"password\":\"correct horse battery\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"active\":\"maybe\"", "active must be a boolean")]
    [InlineData("\"active\":2", "active must be a boolean")]
    [InlineData("\"userType\":{\"value\":\"power\"}", "userType must be a string")]
    public void Create_AValueOfAnotherType_IsRefusedByName(string given, string detail) =>
        Assert.StartsWith(detail, Refusal(() => Create(Body(given))).Detail, StringComparison.Ordinal);

    private static MappingProfile WithPassword() => OktaWith("\"scim\": \"password\",", "\"scim\": \"password\", \"egnyte\": \"password\",");
}
