using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Users;
using static Egnyte.ScimProxy.Tests.Users.People;

namespace Egnyte.ScimProxy.Tests.Users;

public sealed class UserUpdateMapperTests
{
    private const string SentForBody = """{"email":"jane.doe@example.com","name":{"givenName":"Jane","familyName":"Doe"}}""";

    [Theory]
    [InlineData("", SentForBody)]
    [InlineData("\"active\":true", """{"email":"jane.doe@example.com","name":{"givenName":"Jane","familyName":"Doe"},"active":true}""")]
    [InlineData("\"userType\":\"Undefined\"", SentForBody)]
    [InlineData("\"externalId\":\"00u1a2b3c4d5e6f7g8h9\"", SentForBody)]
    [InlineData("\"displayName\":\"J. D.\",\"title\":\"Chief\",\"groups\":[],\"id\":\"8\"", SentForBody)]
    [InlineData("\"password\":\"short\"", SentForBody)]
    public void Put_SendsWhatTheClientGave_AndNoDefault(string more, string sent)
    {
        var update = Put(Body(more), Jane);

        Assert.Null(update.Refusal);
        Assert.Equal(sent, Sent(update.Change));
    }

    [Theory]
    [InlineData("\"role\":\"Default\",\"idpUserId\":\"jane.doe@example.com\"", "")]
    [InlineData("\"role\":\"Reviewer\"", "\"role\":\"Reviewer\"")]
    [InlineData("\"idpUserId\":\"jd\"", "\"idpUserId\":\"jd\"")]
    [InlineData("\"idpUserId\":\"JANE.DOE@example.com\"", "\"idpUserId\":\"JANE.DOE@example.com\"")]
    [InlineData("\"language\":\"de-DE\"", "\"language\":\"de-DE\"")]
    [InlineData("\"authType\":\"egnyte\",\"idpUserId\":\"jd\"", "\"authType\":\"egnyte\"")]
    [InlineData("\"userPrincipalName\":\"jd\"", "")]
    [InlineData("\"sendInvite\":true", "")]
    [InlineData("\"isServiceAccount\":false", "")]
    [InlineData("\"twoFactorAuthentication\":true", "\"twoFactorAuthentication\":true")]
    public void Put_OfTheExtension_SendsWhatDiffersAndBelongs(string given, string sent)
    {
        var update = Put($$"""{"active":true,{{Ext(given)}}}""", Jane);

        Assert.Null(update.Refusal);
        Assert.Equal($$"""{"active":true{{(sent.Length > 0 ? "," + sent : "")}}}""", Sent(update.Change));
    }

    [Fact]
    public void Put_ARoleOfSomebodyWhoBecomesStandard_IsDropped()
    {
        var update = Put($$"""{"userType":"standard",{{Ext("\"authType\":\"egnyte\",\"role\":\"Reviewer\"")}}}""", Jane);

        Assert.Equal("""{"authType":"egnyte","userType":"standard"}""", Sent(update.Change));
    }

    [Theory]
    [InlineData("jane.doe")]
    [InlineData("JANE.DOE")]
    [InlineData("Jane.Doe@example.org")]
    public void Put_TheUserNameInAnotherForm_IsNoRename(string userName) => Assert.Null(Put(Body(userName: userName), Jane).Refusal);

    [Theory]
    [InlineData("jane.roe")]
    [InlineData("two words")]
    public void Put_ARename_TellsTheAdministratorToSetItBack(string userName)
    {
        var refusal = Put(Body(userName: userName), Jane).Refusal!;

        Assert.Equal((400, "mutability"), (refusal.Status, refusal.ScimType));
        Assert.Contains("from \"jane.doe\"", refusal.Detail, StringComparison.Ordinal);
        Assert.Contains("set it back in the app assignment", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Put_ARename_IsDroppedWhereTheProfileSaysSo()
    {
        var update = Put(
            Body(userName: "jane.roe"),
            Jane,
            profile: OktaWith("\"immutable\": \"reject\",\n      \"transforms\"", "\"immutable\": \"ignore\",\n      \"transforms\""));

        Assert.Null(update.Refusal);
        Assert.Equal(SentForBody, Sent(update.Change));
    }

    [Fact]
    public void Put_AnotherExternalIdThatMayPass_IsMarkedAndNotSent()
    {
        var update = Put(Body("\"externalId\":\"hr-7\""), Jane);

        Assert.True(update.IgnoredExternalId);
        Assert.Null(update.Refusal);
        Assert.Equal(SentForBody, Sent(update.Change));
    }

    [Fact]
    public void Put_TheExternalIdOfAnotherPerson_IsRefused() =>
        Assert.Equal(
            (409, "uniqueness"),
            Put("""{"externalId":"00uzzzzzzzzzzzzzzzzz","emails":[{"value":"jane.roe@example.com"}]}""", Jane).Refusal is { } refusal
                ? (refusal.Status, refusal.ScimType)
                : default);

    [Theory]
    [InlineData("\"userType\":\"Boss\"")]
    [InlineData("\"userName\":\"jane.roe\"")]
    [InlineData("\"userType\":[true]")]
    public void Put_ThatDeactivates_SaysSoWhateverElseIsRefused(string bad)
    {
        var update = Put($$"""{{{bad}},"active":"False"}""", Jane);

        Assert.True(update.Deactivates);
        Assert.NotNull(update.Refusal);
    }

    [Theory]
    [InlineData("egnyte", null, "sso", "jane.doe@example.com")]
    [InlineData("egnyte", "kept", "sso", null)]
    [InlineData("sso", null, "sso", null)]
    [InlineData("sso", null, "egnyte", null)]
    public void Put_TurningToSso_FillsAnEmptySamlSubject(string before, string? idpUserId, string authType, string? sent)
    {
        var update = Put(
            $$"""{{{Ext($"\"authType\":\"{authType}\"")}}}""",
            Jane with { AuthType = before, IdpUserId = idpUserId },
            SettingsWith(TenantSettingsFormat.DefaultUserMapping, "email"));

        Assert.Equal(sent, update.Change.IdpUserId);
    }

    [Theory]
    [InlineData(nameof(DefaultUserMapping.Email), "sso", "Jane.Doe@example.com", "new@example.com")]
    [InlineData(nameof(DefaultUserMapping.Email), "sso", "other", null)]
    [InlineData(nameof(DefaultUserMapping.Email), "egnyte", "jane.doe@example.com", null)]
    [InlineData(nameof(DefaultUserMapping.UserName), "sso", "jane.doe@example.com", null)]
    [InlineData(nameof(DefaultUserMapping.None), "sso", "jane.doe@example.com", null)]
    public void Put_OfANewEmail_TakesTheSamlSubjectAlongWhereItWasTheOld(string mapping, string authType, string idpUserId, string? sent)
    {
        var update = Put(
            """{"emails":[{"value":"new@example.com"}]}""",
            Jane with { AuthType = authType, IdpUserId = idpUserId },
            SettingsWith(TenantSettingsFormat.DefaultUserMapping, mapping));

        Assert.Equal(sent, update.Change.IdpUserId);
    }

    [Fact]
    public void Put_OfANewEmailWithTheOldSubjectEchoed_TakesTheSubjectAlong()
    {
        var body = $$"""{"emails":[{"value":"new@example.com"}],{{Ext("\"idpUserId\":\"jane.doe@example.com\"")}}}""";

        Assert.Equal("new@example.com", Put(body, Jane, SettingsWith(TenantSettingsFormat.DefaultUserMapping, "email")).Change.IdpUserId);
    }

    [Fact]
    public void Put_ServiceAccountTurnedOn_IsRefusedWhereEgnyteTellsThatItIsNone()
    {
        Assert.Equal("mutability", Put($$"""{{{Ext("\"isServiceAccount\":true")}}}""", Jane with { IsServiceAccount = false }).Refusal?.ScimType);
        Assert.Null(Put($$"""{{{Ext("\"isServiceAccount\":true")}}}""", Jane with { IsServiceAccount = null }).Refusal);
    }

    [Fact]
    public void Put_OfWhatEgnyteHas_LeavesEgnyteAsItIs()
    {
        var update = Put(Body("\"externalId\":\"00u1a2b3c4d5e6f7g8h9\",\"active\":true,\"userType\":\"power\""), Jane);

        Assert.Null(UserDifference.Between(update.Change, Jane));
    }
}
