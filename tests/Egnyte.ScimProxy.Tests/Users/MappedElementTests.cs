using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Schemas;
using Egnyte.ScimProxy.Scim.Filters.Evaluation;
using Egnyte.ScimProxy.Scim.Filters.Parsing;
using Egnyte.ScimProxy.Scim.Resources;
using Egnyte.ScimProxy.Tests.Mapping;
using Egnyte.ScimProxy.Users;
using Egnyte.ScimProxy.Users.Answers;
using static Egnyte.ScimProxy.Tests.Users.People;

namespace Egnyte.ScimProxy.Tests.Users;

/// <summary>Elements of several types, parts of elements, and attributes of several extensions, as a profile may map them.</summary>
public sealed class MappedElementTests
{
    private const string Enterprise = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private static readonly MappingProfile Profile = TestProfiles.Good("""
        {"extends":"okta","users":[
        {"scim":"emails","remove":true},
        {"scim":"emails[type eq \"work\"].value","egnyte":"email","required":true,"unique":true},
        {"scim":"extension:userPrincipalName","remove":true},
        {"scim":"emails[type eq \"home\"].value","egnyte":"userPrincipalName"},
        {"scim":"extension:language","remove":true},
        {"scim":"addresses[type eq \"work\"].country","egnyte":"language"},
        {"scim":"addresses[type eq \"work\"].locality","egnyte":"city","type":"string","direction":"toEgnyte"},
        {"scim":"roles","remove":true},
        {"scim":"extension:role","remove":true},
        {"scim":"roles[primary eq true].value","egnyte":"role"},
        {"scim":"extension:idpUserId","remove":true},
        {"scim":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value","egnyte":"idpUserId"}]}
        """);

    private static readonly ResourceSchema Schema = UserSchema.Of(Profile);

    private static EgnyteUser Full => Jane with { UserPrincipalName = "jane@home.test", Language = "DE", Role = "Reviewer", IdpUserId = "boss" };

    [Fact]
    public void AnAnswer_HasAnElementForEachType_AndAnObjectForEachExtension()
    {
        var shown = Shown(Full);

        Assert.Equal(
            """[{"value":"jane.doe@example.com","type":"work","primary":true},{"value":"jane@home.test","type":"home"}]""",
            shown.GetProperty("emails").GetRawText());
        Assert.Equal("""[{"country":"DE","type":"work","primary":true}]""", shown.GetProperty("addresses").GetRawText());
        Assert.Equal("""[{"value":"Reviewer","primary":true}]""", shown.GetProperty("roles").GetRawText());
        Assert.Equal("""{"manager":{"value":"boss"}}""", shown.GetProperty(Enterprise).GetRawText());
        Assert.Equal("""{"authType":"sso"}""", shown.GetProperty(Extension).GetRawText());
        Assert.Equal(
            ["urn:ietf:params:scim:schemas:core:2.0:User", Extension, Enterprise],
            shown.GetProperty("schemas").EnumerateArray().Select(urn => urn.GetString()));
        Assert.DoesNotContain(Enterprise, Shown(Jane with { IdpUserId = null }).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("emails.value", """[{"value":"jane.doe@example.com"},{"value":"jane@home.test"}]""")]
    [InlineData("emails.type", """[{"type":"work"},{"type":"home"}]""")]
    public void ASelection_GoesDownToThePartsOfEachElement(string attributes, string emails) =>
        Assert.Equal(emails, Shown(Full, AttributeSelection.Parse(attributes, null)).GetProperty("emails").GetRawText());

    [Theory]
    [InlineData("""{"op":"Add","path":"emails[type eq \"home\"].value","value":"h@b.test"}""", """{"userPrincipalName":"h@b.test"}""")]
    [InlineData("""{"op":"Replace","path":"emails[type eq \"work\"].value","value":"w@b.test"}""", """{"email":"w@b.test"}""")]
    [InlineData("""{"op":"Replace","path":"emails[type eq \"home\"]","value":{"value":"h@b.test"}}""", """{"userPrincipalName":"h@b.test"}""")]
    [InlineData("""{"op":"Add","path":"addresses[type eq \"work\"].country","value":"PL"}""", """{"language":"PL"}""")]
    [InlineData("""{"op":"Add","path":"addresses[type eq \"work\"]","value":{"country":"PL"}}""", """{"language":"PL"}""")]
    [InlineData("""{"op":"Add","path":"roles[primary eq \"True\"].value","value":"Admin"}""", """{"role":"Admin"}""")]
    [InlineData(
        """{"op":"Add","path":"roles[primary eq \"True\"].display","value":"A"},{"op":"Add","path":"roles[primary eq \"True\"].value","value":"Admin"}""",
        """{"role":"Admin"}""")]
    [InlineData(
        """
        {"op":"add",
         "value":{
           "emails[type eq \"work\"].value":"w@b.test","emails[type eq \"home\"].value":"h@b.test",
           "addresses[type eq \"work\"].locality":"Lodz"}}
        """,
        """{"email":"w@b.test","userPrincipalName":"h@b.test","city":"Lodz"}""")]
    [InlineData(
        """{"op":"replace","path":"emails","value":[{"type":"home","value":"h@b.test"},{"type":"work","value":"w@b.test"}]}""",
        """{"email":"w@b.test","userPrincipalName":"h@b.test"}""")]
    [InlineData("""{"op":"add","path":"emails","value":[{"type":"home","value":"h@b.test"}]}""", """{"userPrincipalName":"h@b.test"}""")]
    [InlineData("""{"op":"replace","path":"emails.value","value":"w@b.test"}""", """{"email":"w@b.test"}""")]
    [InlineData(
        """{"op":"remove","path":"emails[type eq \"home\"]"},{"op":"add","path":"emails[type eq \"home\"].value","value":"h@b.test"}""",
        """{"userPrincipalName":"h@b.test"}""")]
    [InlineData("""{"op":"replace","path":"addresses[country eq \"DE\"].locality","value":"Lodz"}""", """{"city":"Lodz"}""")]
    [InlineData(
        """{"op":"replace","path":"emails[type eq \"home\" and value eq \"jane@home.test\"].value","value":"h@b.test"}""",
        """{"userPrincipalName":"h@b.test"}""")]
    [InlineData("""{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"other"}""", """{"idpUserId":"other"}""")]
    [InlineData(
        """{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","value":{"manager":{"value":"other"}}}""",
        """{"idpUserId":"other"}""")]
    public void APatch_ReachesTheRuleOfTheElementThatItSelects(string operations, string sent)
    {
        var update = Patch(operations, Full, profile: Profile);

        Assert.Null(update.Refusal);
        Assert.Equal(
            JsonElement.Parse(sent).EnumerateObject().Select(field => field.ToString()).Order(),
            JsonElement.Parse(Sent(update.Change)).EnumerateObject().Select(field => field.ToString()).Order());
    }

    [Theory]
    [InlineData("""{"op":"add","path":"emails[type eq \"other\"].value","value":"o@b.test"}""", "noTarget", "of type work and primary and one of type home")]
    [InlineData(
        """{"op":"add","path":"phoneNumbers[type eq \"work\"].value","value":"1"},{"op":"add","path":"roles[primary eq \"False\"].value","value":"x"}""",
        "noTarget",
        "roles[primary eq true].value")]
    [InlineData("""{"op":"add","path":"addresses[type eq \"home\"].country","value":"PL"}""", "noTarget", "addresses[type eq \"work\"].country")]
    [InlineData("""{"op":"replace","path":"addresses[country eq \"PL\"].locality","value":"Lodz"}""", "noTarget", "selects no value")]
    [InlineData("""{"op":"add","path":"emails","value":[{"type":"other","value":"o@b.test"}]}""", "invalidValue", "of type home")]
    [InlineData("""{"op":"add","path":"roles","value":[{"value":"x"}]}""", "invalidValue", "which is primary")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"home\"].type","value":"work"}""", "invalidValue", "of type home")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"home\"]","value":{"type":"work","value":"x"}}""", "invalidValue", "cannot change")]
    [InlineData("""{"op":"replace","path":"addresses[type eq \"work\"]","value":"PL"}""", "invalidValue", "object of its parts")]
    [InlineData("""{"op":"replace","path":"emails[value eq \"jane@home.test\"].value","value":"x"}""", "invalidPath", "emails[type eq \"home\"].value")]
    [InlineData("""{"op":"remove","path":"emails[type eq \"work\"]"}""", "invalidValue", "cannot be removed")]
    [InlineData("""{"op":"remove","path":"addresses[type eq \"work\"].country"}""", "invalidValue", "cannot be cleared")]
    public void WhatNoRuleMaps_IsRefused_AndToldWhatIs(string operations, string scimType, string says)
    {
        var refusal = Patch(operations, Full, profile: Profile).Refusal;

        Assert.Equal(scimType, refusal?.ScimType);
        Assert.Contains(says, refusal!.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("emails[type eq \"work\"].value eq \"a@b.test\"", true)]
    [InlineData("emails[type eq \"home\"].value eq \"a@b.test\"", false)]
    [InlineData("emails.value eq \"a@b.test\"", false)]
    [InlineData("emails[value eq \"a@b.test\"]", false)]
    public void AFilter_IsAskedOfTheFieldOfItsElement(string filter, bool isAsked)
    {
        UserQuery Ask() => UserQuery.From(ScimFilterParser.Parse(filter), Profile, Settings, Schema);

        Assert.Equal(
            isAsked ? "email eq \"a@b.test\"" : "invalidFilter", isAsked ? Assert.IsType<UserQuery.ByField>(Ask()).EgnyteFilter : Refusal(Ask).ScimType);
    }

    [Theory]
    [InlineData("emails[type eq \"home\"].value eq \"jane@home.test\"", true)]
    [InlineData("emails[type eq \"home\"].value eq \"jane.doe@example.com\"", false)]
    [InlineData("addresses[type eq \"work\" and country eq \"DE\"]", true)]
    [InlineData(Enterprise + ":manager.value eq \"boss\"", true)]
    public void AFilter_ThatIsFinishedHere_HoldsWhatIsShown(string filter, bool fits) =>
        Assert.Equal(fits, FilterEvaluator.Compile(ScimFilterParser.Parse(filter), Schema.TraitsOf).Matches(Shown(Full)));

    [Fact]
    public void ACreate_WithAllOfThem_IsTakenApart() =>
        Assert.Contains(
            "\"userPrincipalName\":\"h@b.test\"",
            Create(
                """
                {"userName":"new","name":{"givenName":"N","familyName":"P"},
                 "emails":[{"type":"home","value":"h@b.test"},{"type":"work","value":"w@b.test"}],"roles":[{"primary":true,"value":"R"}]}
                """,
                profile: Profile),
            StringComparison.Ordinal);

    private static JsonElement Shown(EgnyteUser user, AttributeSelection? selection = null) =>
        JsonBuffer.ToElement(new UserView(user, user.UserName, "https://scim.example.com/scim/v2", selection), new UserWriter(Profile, Settings).Write);
}
