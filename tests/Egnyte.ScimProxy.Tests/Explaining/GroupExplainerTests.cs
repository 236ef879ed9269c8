using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Profiles.Explaining;
using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Tests.Mapping;

namespace Egnyte.ScimProxy.Tests.Explaining;

public sealed class GroupExplainerTests
{
    private const string Schema = "\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:Group\"]";
    private const string Sales = """
        {"schemas":["urn:scim:schemas:core:1.0"],"id":"5ef70bb0","displayName":"okta-Sales",
         "members":[{"value":7,"username":"jane.doe","display":"Jane Doe"}]}
        """;
    private const string Board = """{"id":"5ef70bb1","displayName":"Board"}""";

    private static readonly MappingProfile Hidden = TestProfiles.Good(
        """{"extends":"okta","groups":{"displayName":{"transforms":["trim",{"template":"okta-{value}"}]},"shown":{"startsWith":"okta-"}}}""");
    private static readonly MappingProfile Stripped = TestProfiles.Good(
        """{"extends":"okta","groups":{"pushed":{"startsWith":"egnyte-","strip":true},"members":"skip"}}""");

    [Fact]
    public void Create_OfAGroup_IsTheRequestThatTheProxySends()
    {
        var explanation = Explained.Create($$"""{{{Schema}},"displayName":" Sales","members":[{"value":"8"},{"value":"7"}]}""", Hidden);

        Assert.True(explanation.IsOfGroup);
        Assert.Equal(("POST", "/pubapi/v2/groups"), (explanation.Request?.Method, explanation.Request?.Address));
        Assert.Equal("""{"displayName":"okta-Sales","members":[{"value":7},{"value":8}]}""", explanation.Body());
        Assert.Equal(["trim: Sales", "template(\"okta-{value}\"): okta-Sales"], explanation.Rule("displayName").Steps());
        Assert.Equal(
            (RuleOutcome.Sent, "sent as displayName \"okta-Sales\""), (explanation.Rule("displayName").Outcome, explanation.Rule("displayName").Because));
        Assert.Equal((RuleOutcome.Sent, "2"), (explanation.Rule("members").Outcome, explanation.Rule("members").Seen.Text));
        Assert.Equal("Sales", explanation.Shown?.GetProperty("displayName").GetString());
    }

    [Fact]
    public void Create_WithoutThePushedPrefix_IsTheErrorOfTheClient()
    {
        var explanation = Explained.Create($$"""{{{Schema}},"displayName":"Sales"}""", Stripped);

        Assert.Equal((400, "invalidValue", null), (explanation.Error?.Status, explanation.Error?.ScimType, explanation.Request));
        Assert.Contains("groups.pushed", explanation.Error?.Detail, StringComparison.Ordinal);
        Assert.Equal((RuleOutcome.Refused, RuleOutcome.Untouched), (explanation.Rule("displayName").Outcome, explanation.Rule("members").Outcome));
    }

    [Theory]
    [InlineData("""{"displayName":"Field"}""", "PATCH", """{"displayName":"okta-Field"}""")]
    [InlineData("""{"displayName":"Field","members":[{"value":"8"}]}""", "PUT", """{"displayName":"okta-Field","members":[{"value":8}]}""")]
    public void Put_OfAGroup_ReplacesTheMembersThatItNames(string body, string method, string sent)
    {
        var explanation = Explained.Put(body, Sales, Hidden);

        Assert.Equal((method, "/pubapi/v2/groups/5ef70bb0", sent), (explanation.Request?.Method, explanation.Request?.Address, explanation.Body()));
        Assert.Equal("Field", explanation.Shown?.GetProperty("displayName").GetString());
    }

    [Theory]
    [InlineData("""{"op":"replace","value":{"id":"5ef70bb0","displayName":"Field"}}""", "PATCH", """{"displayName":"okta-Field"}""", "7")]
    [InlineData(
        """{"op":"add","path":"members","value":[{"value":"9"}]},{"op":"remove","path":"members[value eq \"7\"]"}""",
        "PATCH",
        """{"members":[{"value":9},{"value":7,"operation":"delete"}]}""",
        "9")]
    [InlineData("""{"op":"replace","path":"members","value":[{"value":"9"}]}""", "PUT", """{"displayName":"okta-Sales","members":[{"value":9}]}""", "9")]
    [InlineData("""{"op":"replace","path":"externalId","value":"x"}""", null, null, "7")]
    public void Patch_OfAGroup_IsOneNetChange(string operations, string? method, string? sent, string member)
    {
        var explanation = Explained.Patch(operations, Sales, Hidden);

        Assert.Equal((method, sent), (explanation.Request?.Method, explanation.Body()));
        Assert.Equal([member], explanation.Shown?.GetProperty("members").EnumerateArray().Select(shown => shown.GetProperty("value").GetString()));
        Assert.NotEmpty(explanation.Notes);
    }

    [Fact]
    public void Patch_OfAGroupOfWhichOnlyARowIsKnown_ShowsNoMembers()
    {
        var explanation = Explained.Patch("""{"op":"add","path":"members","value":[{"value":"9"},{"value":"x"}]}""", Board, Stripped);

        Assert.False(explanation.Shown?.TryGetProperty("members", out _));
        Assert.Contains("Members without an Egnyte user id are skipped, counted and logged: 1.", explanation.Notes);
    }

    [Fact]
    public void Read_OfAGroup_UndoesTheSteps()
    {
        var explanation = Explained.Read(Board, Stripped);

        Assert.Equal("/pubapi/v2/groups/5ef70bb1", explanation.Request?.Address);
        Assert.Equal(("Board", "shown as \"egnyte-Board\""), (explanation.Rule("displayName").Seen.Text, explanation.Rule("displayName").Because));
        Assert.Equal(["pushed(\"egnyte-\", strip): egnyte-Board"], explanation.Rule("displayName").Steps());
        Assert.Equal("egnyte-Board", explanation.Shown?.GetProperty("displayName").GetString());
    }

    [Fact]
    public void AGroup_ThatIsNotShown_DoesNotExist() =>
        Assert.All(
            [
                Explained.Read(Board, Hidden), Explained.Patch("""{"op":"remove","path":"members"}""", Board, Hidden),
                Explained.Put("""{"displayName":"Sales"}""", Board, Hidden),
            ],
            explanation => Assert.Equal((404, null), (explanation.Error?.Status, explanation.Request)));

    [Theory]
    [InlineData("displayName eq \"egnyte-okta-Sales\"", "displayName eq \"okta-Sales\"", true, "Egnyte is asked for displayName eq \"okta-Sales\"")]
    [InlineData("displayName eq \"egnyte-Board\"", "displayName eq \"Board\"", false, "Egnyte is asked for displayName eq \"Board\"")]
    [InlineData(
        "displayName eq \"Sales\"",
        null,
        false,
        "no group can have it: displayName \"Sales\" does not start with \"egnyte-\": the profile allows only such groups to be pushed (groups.pushed).")]
    [InlineData("displayName sw \"egnyte-okta\"", "displayName sw \"okta\"", true, "Egnyte is asked for displayName sw \"okta\"")]
    [InlineData(
        "displayName eq \"egnyte-okta-Sales\" and members.value eq \"8\"",
        "displayName eq \"okta-Sales\"",
        false,
        "Egnyte is asked for displayName eq \"okta-Sales\"")]
    public void Filter_OfGroups_SaysWhatEgnyteIsAsked_AndWhetherTheGroupIsFound(string filter, string? asked, bool isFound, string because)
    {
        var explanation = Explained.Filter(filter, Sales, Stripped);

        Assert.Equal((asked, isFound), (explanation.Request?.Filter, explanation.Matches));
        Assert.Equal(because, explanation.Rule("displayName").Because);
        Assert.Equal(isFound, explanation.Shown is not null);
    }

    [Fact]
    public void Filter_ById_ReadsTheGroup() => Assert.Equal("/pubapi/v2/groups/5ef70bb0", Explained.Filter("id eq \"5ef70bb0\"", Sales).Request?.Address);

    [Fact]
    public void Filter_ThatEgnyteCannotBeAsked_IsTheErrorOfTheClient() =>
        Assert.Equal("invalidFilter", Explained.Filter("displayName ew \"es\"", Sales).Error?.ScimType);

    [Theory]
    [InlineData(nameof(SampleOperation.Patch), """{"Operations":[{"op":"replace","path":"members","value":[]}]}""", null, "give the Egnyte group")]
    [InlineData(nameof(SampleOperation.Read), "{}", null, "no group to read")]
    [InlineData(nameof(SampleOperation.Read), "{}", """{"displayName":"Sales"}""", "this one has no id")]
    [InlineData(nameof(SampleOperation.Read), "{}", """{"id":"a","displayName":{}}""", "this one has no displayName")]
    public void WhatIsMissing_IsSaid(string operation, string input, string? present, string missing)
    {
        var request = new ExplainRequest(Enum.Parse<SampleOperation>(operation), JsonElement.Parse(input), present is null ? null : JsonElement.Parse(present))
        {
            IsOfGroup = true,
        };

        Assert.Contains(
            missing, new Explainer(TenantFactory.MappingOf("explain", new TenantOptions(), Hidden)).Explain(request).Missing, StringComparison.Ordinal);
    }
}
