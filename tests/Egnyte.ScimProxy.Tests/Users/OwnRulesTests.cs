using System.Text.RegularExpressions;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Tests.Mapping;
using Egnyte.ScimProxy.Users;
using Egnyte.ScimProxy.Users.Answers;
using static Egnyte.ScimProxy.Tests.Users.People;

namespace Egnyte.ScimProxy.Tests.Users;

/// <summary>What an operator's own rules must not do to people, though each of them is a good rule.</summary>
public sealed class OwnRulesTests
{
    private static readonly EgnyteUser Bob = Jane with { UserName = "bob", Email = "bob@example.com" };

    [Theory]
    [InlineData("""{"scim":"active","transforms":["toBool"]}""", "\"off\"")]
    [InlineData("""{"scim":"active","transforms":["toBool"]}""", "\"False\"")]
    [InlineData("""{"scim":"active","transforms":[{"lookup":{"table":{"Hired":"yes","Left":"no"}}},"toBool"]}""", "\"Left\"")]
    public void ADeactivation_WhoseActiveIsTransformed_IsSentThoughTheRestIsRefused(string rule, string active)
    {
        var profile = TestProfiles.WithRules(rule);

        var update = Patch(
            $$"""{"op":"replace","path":"userName","value":"other"},{"op":"replace","path":"active","value":{{active}}}""", Jane, profile: profile);

        Assert.NotNull(update.Refusal);
        Assert.True(update.Deactivates);
    }

    [Fact]
    public void ActiveOfWhichTheTransformsMakeNothing_IsRefused_NotDropped()
    {
        var profile = TestProfiles.WithRules(
            """{"scim":"active","transforms":[{"lookup":{"table":{"Hired":"yes","Left":"no"},"missing":"ignore"}},"toBool"]}""");

        var refusal = Patch("""{"op":"replace","path":"active","value":"Gone"}""", Jane, profile: profile).Refusal!;

        Assert.Equal((400, "invalidValue"), (refusal.Status, refusal.ScimType));
        Assert.Contains("active \"Gone\"", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void ToRemoveWhatIsSetOnCreateOnly_NeedsThePresentAccount()
    {
        var profile = TestProfiles.WithRules("""{"scim":"extension:language","when":"create","echo":null}""");
        var given = Folded($$"""{"op":"remove","path":"{{Extension}}:language"}""", profile);

        Assert.True(new UserUpdateMapper(profile, Settings).NeedsPresent(given));
    }

    [Theory]
    [InlineData("""{"scim":"externalId"}""", true)]
    [InlineData("""{"scim":"externalId","transforms":[{"template":"acme-{value}"}]}""", true)]
    [InlineData("""{"scim":"externalId","transforms":["localPart","asciiFold"]}""", false)]
    [InlineData("""{"scim":"externalId","transforms":[{"constant":"acme"}]}""", false)]
    [InlineData("""{"scim":"externalId","default":"acme"}""", false)]
    public void AnExternalIdThatTwoPeopleCanHave_ProvesNothing(string rule, bool proves) =>
        Assert.Equal(proves, TestProfiles.WithRules(rule).ExternalIdProvesOwnership);

    [Theory]
    [InlineData("""[{"template":"{value} ({title})"}]""", "{}")]
    [InlineData("""[{"firstOf":["value","title"]}]""", "{}")]
    [InlineData("""[{"firstOf":["title","value"]}]""", """{"role":"Chief"}""")]
    [InlineData("""[{"template":"{title}"},"upper"]""", """{"role":"CHIEF"}""")]
    public void Patch_OfAnotherInput_MakesNothingOfAnOwnValueThatNobodyTells(string transforms, string sent)
    {
        var profile = TestProfiles.WithRules($$"""{"scim":"extension:role","transforms":{{transforms}}}""");

        var update = Patch("""{"op":"replace","path":"title","value":"Chief"}""", Jane with { Role = "Default (Boss)" }, profile: profile);

        Assert.Equal(sent, Sent(update.Change));
    }

    [Fact]
    public void Put_WithoutTheOwnValue_MakesTheFieldOfWhatIsThere()
    {
        var profile = TestProfiles.WithRules("""{"scim":"extension:role","transforms":[{"firstOf":["value","title"]}]}""");

        var update = Put(Body("\"title\":\"Chief\""), Jane with { Role = "Boss" }, profile: profile);

        Assert.Equal("Chief", update.Change.Role);
    }

    [Theory]
    [InlineData("""{"scim":"userName","transforms":["localPart","lower",{"template":"ext-{value}"}]}""")]
    [InlineData("""{"scim":"userName","transforms":["localPart",{"truncate":2}]}""")]
    public void Put_TheUserNameAsItWasRead_IsNoRename(string rule)
    {
        var profile = TestProfiles.WithRules(rule);

        Assert.Null(Put(Body(userName: "bob"), Bob, profile: profile).Refusal);
        Assert.Null(Patch("""{"op":"replace","path":"userName","value":"bob"}""", Bob, profile: profile).Refusal);
        Assert.NotNull(Put(Body(userName: "rob"), Bob, profile: profile).Refusal);
    }

    [Theory]
    [InlineData("""{"scim":"userType","transforms":[{"lookup":{"table":{"Sales":"power","Legal":"power","Temp":"standard"}}}]}""", "\"userType\":\"power\"")]
    [InlineData(
        """{"scim":"extension:role","transforms":[{"replace":{"from":"a","to":"aa"}}]}""",
        "\"urn:ietf:params:scim:schemas:extension:egnyte:2.0:User\":{\"role\":\"Default\"}")]
    [InlineData("""{"scim":"active","transforms":[{"lookup":{"table":{"Hired":"yes","Left":"no"}}},"toBool"]}""", "\"active\":true")]
    public void Put_WhatWasRead_ChangesNothing(string rule, string echo)
    {
        var update = Put($$"""{{{echo}}}""", Jane, profile: TestProfiles.WithRules(rule));

        Assert.Null(update.Refusal);
        Assert.Equal("{}", Sent(update.Change));
    }

    [Theory]
    [InlineData("""{"op":"replace","path":"displayName","value":"Chief"}""")]
    [InlineData("""{"op":"replace","value":{"displayName":"Chief"}}""")]
    public void Patch_AnInputThatAnotherRuleShows_ReachesTheRuleThatIsMadeOfIt(string operation)
    {
        var profile = TestProfiles.WithRules("""{"scim":"extension:role","transforms":[{"template":"{displayName}"}]}""");

        Assert.Equal("Chief", Patch(operation, Jane, profile: profile).Change.Role);
    }

    [Fact]
    public void Put_AnEchoOfTheOldSubjectBesideANewEmail_DoesNotBringItBack()
    {
        var update = Put(
            Body(Ext("\"idpUserId\":\"jane.doe@example.com\"")).Replace("\"value\":\"jane.doe", "\"value\":\"jane.roe", StringComparison.Ordinal),
            Jane,
            SettingsWith(TenantSettingsFormat.DefaultUserMapping, "email"));

        Assert.Equal(("jane.roe@example.com", null), (update.Change.IdpUserId, update.SkippedAsEcho.IdpUserId));
    }

    [Theory]
    [InlineData("""{"scim":"extension:language","when":"create","echo":null}""")]
    [InlineData("""{"scim":"extension:language","immutable":"ignore"}""")]
    public void WhatIsTakenAtCreationOnly_IsNotSaidToReadBackAsWritten(string rule)
    {
        var note = Assert.Single(TestProfiles.Findings(rule, FindingSeverity.Note), finding => finding.Message.Contains("language:", StringComparison.Ordinal));

        Assert.Contains("later", note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AValueForWhichThePatternTakesTooLong_IsRefused()
    {
        var role = Okta.RuleOfField("role")! with
        {
            Pattern = new Regex(@"^(?:[a-z]{1,300}[a-z0-9]{1,300}){1,2}!\z", RegexOptions.NonBacktracking, TimeSpan.FromTicks(1)),
        };

        role.ToEgnyteValue(MappedValue.Of(new string('a', 100_000)), out var refusal);

        Assert.Equal((400, "invalidValue"), (refusal?.Status, refusal?.ScimType));
    }

    [Theory]
    [InlineData("""["localPart",{"template":"Ext-{value}"},"lower"]""", true)]
    [InlineData("""["localPart",{"template":"ext-{value}"},{"replace":{"from":"-","to":"."}}]""", true)]
    [InlineData("""["localPart",{"template":"ext-{value}"},"lower",{"truncate":20}]""", false)]
    [InlineData("""["localPart","lower",{"template":"Ext-{value}"}]""", false)]
    public void ATemplateThatALaterStepHides_IsWarnedOf(string transforms, bool isWarned) =>
        Assert.Equal(
            isWarned,
            TestProfiles.Findings($$"""{"scim":"userName","transforms":{{transforms}}}""", FindingSeverity.Warning)
                .Any(finding => finding.Message.Contains("is not undone", StringComparison.Ordinal) && finding.Path == "users[0].transforms[1]"));

    [Theory]
    [InlineData("""["lower",{"template":"okta-{value}"}]""", true)]
    [InlineData("""["asciiFold"]""", false)]
    [InlineData("""[{"truncate":10}]""", false)]
    public void AGroupNameThatTwoGroupsCanHave_ProvesNothing(string transforms, bool tells) =>
        Assert.Equal(tells, TestProfiles.Good($$"""{"extends":"okta","groups":{"displayName":{"transforms":{{transforms}} } } }""").Groups.TellsNamesApart);

    [Fact]
    public void Patch_BesideAnInputThatEgnyteHoldsOtherwise_LeavesWhatIsMadeOfBoth()
    {
        var profile = TestProfiles.WithRules("""{"scim":"extension:role","transforms":[{"template":"{title} {userName}"}]}""");

        var update = Patch("""{"op":"replace","path":"title","value":"Chief"}""", Jane, profile: profile);

        Assert.Equal("{}", Sent(update.Change));
        Assert.Contains(
            TestProfiles.Findings("""{"scim":"extension:role","transforms":[{"template":"{title} {userName}"}]}""", FindingSeverity.Warning),
            finding => finding.Message.Contains("does not hold userName", StringComparison.Ordinal));
    }

    [Fact]
    public void Patch_ThatTakesTheOnlyInputAway_IsRefusedAsClearingIs_NotAnsweredAsDone()
    {
        var profile = TestProfiles.WithRules(
            """{"scim":"extension:role","transforms":[{"template":"{title}"}],"onlyIf":null,"otherwiseOnCreate":null,"echo":null}""");
        var given = Folded("""{"op":"remove","path":"title"}""", profile);
        var mapper = new UserUpdateMapper(profile, Settings);

        Assert.True(mapper.NeedsPresent(given));
        Assert.Equal("invalidValue", mapper.ToUpdate(given, Jane with { Role = "Chief" }).Refusal?.ScimType);
        Assert.Null(mapper.ToUpdate(given, Jane with { Role = null }).Refusal);
    }

    // Two Okta people on one account are told by the id that Okta wrote, whatever Egnyte holds of it.
    [Fact]
    public void TheExternalIdOfAnotherOktaPerson_IsRefused_AlsoWhereTheProfileWritesItOtherwise()
    {
        var profile = TestProfiles.WithRules("""{"scim":"externalId","transforms":[{"template":"acme-{value}"}]}""");

        var update = Patch(
            """
            {"op":"replace","path":"externalId","value":"00uzzzzzzzzzzzzzzzzz"},
            {"op":"replace","path":"emails[type eq \"work\"].value","value":"other@example.com"}
            """,
            Jane with { ExternalId = "acme-00u1a2b3c4d5e6f7g8h9", Active = true },
            profile: profile);

        Assert.Equal("uniqueness", update.Refusal?.ScimType);
    }

    [Fact]
    public void ACondition_IsNotMetByAValueThatIsNotSent()
    {
        var profile = TestProfiles.WithRules("""{"scim":"userType","when":"create"}""");

        var update = Patch(
            $$"""{"op":"replace","value":{"userType":"power","{{Extension}}":{"role":"Chief"} } }""",
            Jane with { UserType = "standard", Role = null },
            profile: profile);

        Assert.True(update.IsEmpty, Sent(update.Change));
    }

    // It is unknown whether there is something to clear: 200 would be a success that did not happen.
    [Fact]
    public void Patch_ThatRemovesWhatEgnyteNeverTells_IsRefused() =>
        Assert.Equal("invalidValue", Patch($$"""{"op":"remove","path":"{{Extension}}:twoFactorAuthentication"}""", Jane).Refusal?.ScimType);

    // What the client wrote as userName is not what the name is made of, and yet what it must read again.
    [Theory]
    [InlineData("jane.doe", "JD-7")]
    [InlineData("another", "another")]
    public void AUserNameMadeOfAnotherAttribute_ReadsAsWrittenInTheRequestThatMadeIt(string egnyteName, string read)
    {
        var profile = TestProfiles.Good(
            """{"extends":"generic","users":[{"scim":"userName","transforms":[{"firstOf":["emails","value"]},"localPart","lower"],"immutable":"ignore"}]}""");
        var requested = UserAttributes.FromResource(
            System.Text.Json.JsonElement.Parse("""{"userName":"JD-7","emails":[{"value":"jane.doe@example.com"}]}"""), profile);
        var account = Jane with { UserName = egnyteName };

        Assert.Equal(read, UserNames.AsRead(account, UserNames.AsWritten(requested, account, profile), profile, Settings));
    }
}
