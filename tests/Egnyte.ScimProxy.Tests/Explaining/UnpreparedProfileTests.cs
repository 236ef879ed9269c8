using Egnyte.ScimProxy.Profiles.Explaining;

namespace Egnyte.ScimProxy.Tests.Explaining;

/// <summary>A profile for which the code has nothing prepared works by a JSON file alone, and the explanation shows it.</summary>
public sealed class UnpreparedProfileTests
{
    [Fact]
    public void TheUserName_IsShownStepByStep()
    {
        var userName = Explained.Create(Person("power", "Sales"), Explained.Acme).Rule("userName");

        Assert.Equal("José.Núñez-Castellanos@example.com", userName.Seen.Text);
        Assert.Equal(
            ["localPart: José.Núñez-Castellanos", "asciiFold: Jose.Nunez-Castellanos", "truncate(20): Jose.Nunez-Castellan", "lower: jose.nunez-castellan"],
            userName.Steps());
        Assert.Equal((RuleOutcome.Sent, "sent as userName \"jose.nunez-castellan\""), (userName.Outcome, userName.Because));
    }

    [Theory]
    [InlineData("power", "Sales", RuleOutcome.Sent, "sent as role \"Sales Role\"")]
    [InlineData("standard", "Sales", RuleOutcome.NotSent, "not sent: only while userType power")]
    [InlineData("power", "Legal", RuleOutcome.Refused, "refused: it is the error below")]
    public void TheDepartment_IsTheRoleOfAPowerUser_ByALookup(string userType, string department, object outcome, string because)
    {
        var rule = Explained.Create(Person(userType, department), Explained.Acme).Rule($"{Explained.Enterprise}:department");

        Assert.Equal(department, rule.Seen.Text);
        Assert.Equal(((RuleOutcome)outcome, because), (rule.Outcome, rule.Because));
    }

    [Fact]
    public void ADepartmentOutsideTheTable_IsTheErrorThatTheClientGets()
    {
        var explanation = Explained.Create(Person("power", "Legal"), Explained.Acme);

        Assert.Null(explanation.Request);
        Assert.Equal((400, "invalidValue"), (explanation.Error?.Status, explanation.Error?.ScimType));
        Assert.EndsWith("Choose one of these departments.", explanation.Error?.Detail, StringComparison.Ordinal);
        Assert.Equal("would be \"jose.nunez-castellan\", but the request is refused", explanation.Rule("userName").Because);
    }

    [Theory]
    [InlineData("standard", "egnyte")]
    [InlineData("power", "sso")]
    public void TheAuthType_IsADefaultByUserType(string userType, string authType)
    {
        var rule = Explained.Create(Person(userType, "Sales"), Explained.Acme).Rule("authType");

        Assert.Equal((RuleOutcome.Default, $"default by userType: authType \"{authType}\""), (rule.Outcome, rule.Because));
    }

    [Fact]
    public void Groups_AreShownOnlyWithThePrefix_AndWithoutIt()
    {
        var explanation = Explained.Read(
            Explained.Jane.Replace(
                "\"role\"",
                "\"groups\":[{\"value\":\"g1\",\"displayName\":\"okta-Finance\"},{\"value\":\"g2\",\"displayName\":\"Board\"}],\"role\"",
                StringComparison.Ordinal),
            Explained.Acme);

        Assert.Equal("okta-Finance, Board", explanation.Rule("groups").Seen.Text);
        Assert.Equal(
            "shown as [{\"value\":\"g1\",\"$ref\":\"https://scim.example.com/scim/v2/Groups/g1\",\"display\":\"Finance\"}]",
            explanation.Rule("groups").Because);
    }

    [Fact]
    public void TheDepartment_ReadsBackAsItWasWritten()
    {
        var explanation = Explained.Read(Explained.Jane.Replace("\"Default\"", "\"Sales Role\"", StringComparison.Ordinal), Explained.Acme);

        Assert.Equal(
            (RuleOutcome.Shown, "shown as \"Sales\""),
            (explanation.Rule($"{Explained.Enterprise}:department").Outcome, explanation.Rule($"{Explained.Enterprise}:department").Because));
        Assert.Equal(["lookup(2 values): Sales"], explanation.Rule($"{Explained.Enterprise}:department").Steps());
        Assert.Equal("Sales", explanation.Shown?.GetProperty(Explained.Enterprise).GetProperty("department").GetString());
    }

    [Fact]
    public void AFilter_GoesForwardThroughTheSteps_AndFindsThePersonOnly()
    {
        const string JoseAtA = """{"id":8,"userName":"jose.nunez-castellan","email":"José.Núñez-Castellanos@example.com","active":true}""";
        var own = Explained.Filter("userName eq \"José.Núñez-Castellanos@example.com\"", JoseAtA, Explained.Acme);
        var others = Explained.Filter("userName eq \"Jose.Nunez-Castellanos@example.com\"", JoseAtA, Explained.Acme);

        Assert.Equal("userName eq \"jose.nunez-castellan\"", own.Request?.Filter);
        Assert.Equal("/pubapi/v2/users?startIndex=1&count=100&filter=userName%20eq%20%22jose.nunez-castellan%22", own.Request?.Address);
        Assert.Equal((true, false), (own.Matches, others.Matches));
        Assert.Equal(own.Request?.Filter, others.Request?.Filter);
    }

    [Fact]
    public void ItsOwnSamples_Pass() => Assert.Empty(SampleRunner.Run(Explained.Acme).Select(finding => finding.ToString()));

    private static string Person(string userType, string department) =>
        $$"""
        {"userName":"José.Núñez-Castellanos@example.com","userType":"{{userType}}","name":{"givenName":"José","familyName":"Núñez"},
         "emails":[{"value":"jose@example.com"}],"{{Explained.Enterprise}}":{"department":"{{department}}"} }
        """;
}
