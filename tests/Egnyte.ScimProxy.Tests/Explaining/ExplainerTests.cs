using Egnyte.ScimProxy.Profiles.Explaining;
using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Tests.Mapping;
using Egnyte.ScimProxy.Tests.Users;

namespace Egnyte.ScimProxy.Tests.Explaining;

public sealed class ExplainerTests
{
    [Fact]
    public void ACreate_IsTheRequestThatTheProxySends()
    {
        var explanation = Explained.Create(People.Body("\"userType\":\"standard\"," + People.Ext("\"authType\":\"egnyte\"")));

        Assert.Equal(("POST", "/pubapi/v2/users"), (explanation.Request?.Method, explanation.Request?.Address));
        Assert.Equal(
            """{"userName":"jane.doe","email":"jane.doe@example.com","name":{"givenName":"Jane","familyName":"Doe"},"active":true,"sendInvite":true"""
            + ""","authType":"egnyte","userType":"standard"}""",
            explanation.Body());
        Assert.Equal(
            (RuleOutcome.Sent, RuleOutcome.Default, RuleOutcome.Untouched),
            (explanation.Rule("userType").Outcome, explanation.Rule("active").Outcome, explanation.Rule("language").Outcome));
    }

    [Fact]
    public void OfSeveralAddresses_ThePickedOneIsSeen()
    {
        var explanation = Explained.Create(
            """
            {"userName":"jane.doe","name":{"givenName":"Jane","familyName":"Doe"},
             "emails":[{"value":"jane@home.test","type":"home"},{"value":"jane@example.com","type":"work"}]}
            """);

        Assert.Equal("jane@example.com", explanation.Rule("emails").Seen.Text);
    }

    [Theory]
    [InlineData("\"isServiceAccount\":true", "sendInvite", RuleOutcome.Default, "isServiceAccount needs sendInvite false")]
    [InlineData("\"isServiceAccount\":false", "isServiceAccount", RuleOutcome.NotSent, "not sent: only when it is true")]
    [InlineData("\"userPrincipalName\":\"jane@corp.example.com\"", "userPrincipalName", RuleOutcome.NotSent, "not sent: only while authType ad")]
    [InlineData("\"authType\":\"ldap\"", "authType", RuleOutcome.Refused, "refused: it is the error below")]
    [InlineData("\"language\":\"en-US\"", "password", RuleOutcome.Untouched, "not given")]
    public void WhatBecomesOfARule_IsTold(string extension, string rule, object outcome, string because)
    {
        var trace = Explained.Create(People.Body(People.Ext(extension))).Rule(rule);

        Assert.Equal(((RuleOutcome)outcome, because), (trace.Outcome, trace.Because));
    }

    [Fact]
    public void APassword_IsNotRepeated()
    {
        var explanation = Explained.Create(People.Body("\"password\":\"correct-horse-battery\""));

        Assert.Equal((RuleOutcome.NotSent, "…"), (explanation.Rule("password").Outcome, explanation.Rule("password").Seen.Text));
    }

    [Fact]
    public void DefaultUserMapping_IsTold()
    {
        var explanation = Explained.Create(People.Body(), options: new TenantOptions { ["DefaultUserMapping"] = "email" });

        Assert.Equal("by the tenant's DefaultUserMapping: idpUserId \"jane.doe@example.com\"", explanation.Rule("idpUserId").Because);
    }

    [Fact]
    public void ARefusedAttribute_IsTheErrorOfACreate_AndAnEchoInAPut()
    {
        var create = Explained.Create(People.Body("\"roles\":[{\"value\":\"Editor\"}]"));
        var put = Explained.Put(People.Body("\"roles\":[{\"value\":\"Editor\"}]"), Explained.Jane);

        Assert.Equal((RuleOutcome.Refused, "invalidValue"), (create.Rule("roles").Outcome, create.Error?.ScimType));
        Assert.Equal((RuleOutcome.NotSent, null), (put.Rule("roles").Outcome, put.Error));
    }

    [Fact]
    public void APut_SendsWhatIsNoEcho_AndSaysWhyTheRestIsNotSent()
    {
        var explanation = Explained.Put(People.Body("\"externalId\":\"62e8\"," + People.Ext("\"role\":\"Default\",\"sendInvite\":true")), Explained.Jane);

        Assert.Equal(("PATCH", "/pubapi/v2/users/7"), (explanation.Request?.Method, explanation.Request?.Path));
        Assert.Equal("""{"email":"jane.doe@example.com","name":{"givenName":"Jane","familyName":"Doe"}}""", explanation.Body());
        Assert.Equal("not sent: the account has it", explanation.Rule("externalId").Because);
        Assert.Equal("not sent: the account has it already", explanation.Rule("role").Because);
        Assert.Equal("not sent: only by a PATCH that changes something else as well", explanation.Rule("sendInvite").Because);
    }

    [Fact]
    public void APut_ReadsBackInTheFormOfItsUserName_AndAPatchAsAnybodyReadsIt()
    {
        var put = Explained.Put(People.Body(userName: "Jane.Doe@example.com"), Explained.Jane);
        var patch = Explained.Patch("""{"op":"replace","value":{"userName":"Jane.Doe@example.com","active":true}}""", Explained.Jane);

        Assert.Equal("jane.doe", patch.Shown?.GetProperty("userName").GetString());
        Assert.Equal("Jane.Doe@example.com", put.Shown?.GetProperty("userName").GetString());
    }

    [Fact]
    public void APut_ThatDependsOnTheAccount_AsksForIt()
    {
        var explanation = Explained.Put(People.Body(), null);

        Assert.Contains("\"present\"", explanation.Missing, StringComparison.Ordinal);
        Assert.Null(explanation.Request);
    }

    [Fact]
    public void ADeactivation_GoesAlone_AndTheRestIsToldAsDropped()
    {
        var explanation = Explained.Patch("""{"op":"replace","value":{"active":false,"userName":"other","userType":"admin"}}""", Explained.Jane);

        Assert.Equal("""{"active":false}""", explanation.Body());
        Assert.Null(explanation.Error);
        Assert.Equal(
            (RuleOutcome.Sent, RuleOutcome.Refused, RuleOutcome.NotSent),
            (explanation.Rule("active").Outcome, explanation.Rule("userName").Outcome, explanation.Rule("userType").Outcome));
        Assert.StartsWith("A deactivation is always sent", explanation.Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void APatchOfNothing_SendsNothing()
    {
        var explanation = Explained.Patch("""{"op":"replace","path":"title","value":"Dr."}""", Explained.Jane);

        Assert.Null(explanation.Request);
        Assert.Null(explanation.Error);
        Assert.Contains(explanation.Notes, note => note.StartsWith("Nothing is sent", StringComparison.Ordinal));
    }

    [Fact]
    public void AnImmutableAttribute_ThatIsIgnored_IsIgnoredWithoutThePresentUser()
    {
        var explanation = Explained.Patch(
            """{"op":"replace","path":"userName","value":"other"},{"op":"replace","path":"name.givenName","value":"Janet"}""",
            null,
            TestProfiles.WithRules("""{"scim":"userName","immutable":"ignore"}"""));

        Assert.Equal("""{"name":{"givenName":"Janet"}}""", explanation.Body());
        Assert.Equal("not sent: it cannot change later, and is ignored", explanation.Rule("userName").Because);
    }

    [Fact]
    public void ARead_ShowsWhatIsReadOfEachRule()
    {
        var explanation = Explained.Read(Explained.Jane);

        Assert.Equal((RuleOutcome.Shown, "shown as \"jane.doe\""), (explanation.Rule("userName").Outcome, explanation.Rule("userName").Because));
        Assert.Equal("write-only: never shown", explanation.Rule("sendInvite").Because);
        Assert.Equal("Egnyte tells none", explanation.Rule("language").Because);
        Assert.Equal("jane.doe", explanation.Shown?.GetProperty("userName").GetString());
    }

    [Theory]
    [InlineData("userName eq \"jane doe\"", false, null, null)]
    [InlineData("id eq \"7\"", true, "/pubapi/v2/users/7", null)]
    [InlineData("externalId eq \"62e8\" and active eq true", true, "/pubapi/v2/users", "externalId eq \"62e8\"")]
    [InlineData("externalId eq \"62e8\" and active eq false", false, "/pubapi/v2/users", "externalId eq \"62e8\"")]
    [InlineData("emails[type eq \"work\"].value eq \"JANE.DOE@example.com\"", true, "/pubapi/v2/users", "email eq \"JANE.DOE@example.com\"")]
    public void AFilter_IsAskedOfEgnyte_AndHeldAgainstThePresentUser(string filter, bool matches, string? path, string? asked)
    {
        var explanation = Explained.Filter(filter, Explained.Jane);

        Assert.Equal((matches, path, asked), (explanation.Matches, explanation.Request?.Path, explanation.Request?.Filter));
    }

    [Theory]
    [InlineData("userType eq \"power\"")]
    [InlineData("userName eq")]
    public void AFilter_ThatCannotBeAnswered_IsTheError(string filter) => Assert.Equal("invalidFilter", Explained.Filter(filter).Error?.ScimType);

    [Theory]
    [InlineData("""{"userName":"jane.doe"}""")]
    [InlineData("[]")]
    public void APresentUser_ThatIsNone_IsSaid(string present) =>
        Assert.Contains("none that Egnyte would answer", Explained.Read(present).Missing, StringComparison.Ordinal);
}
