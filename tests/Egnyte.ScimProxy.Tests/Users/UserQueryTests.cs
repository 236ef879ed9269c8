using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Http;
using Egnyte.ScimProxy.Mapping.Schemas;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim.Filters.Parsing;
using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Users;
using Egnyte.ScimProxy.Users.Answers;
using static Egnyte.ScimProxy.Tests.Users.People;

namespace Egnyte.ScimProxy.Tests.Users;

public sealed class UserQueryTests
{
    private static readonly ResourceSchema Schema = UserSchema.Of(Okta);

    [Theory]
    [InlineData("userName eq \"Jane.Doe\"", "userName eq \"jane.doe\"")]
    [InlineData("userName eq \"jane.doe@example.com\"", "userName eq \"jane.doe\"")]
    [InlineData("USERNAME EQ \"jane\"", "userName eq \"jane\"")]
    [InlineData("externalId eq \"00u1\"", "externalId eq \"00u1\"")]
    [InlineData("email eq \"a@b.test\"", "email eq \"a@b.test\"")]
    [InlineData("emails eq \"a@b.test\"", "email eq \"a@b.test\"")]
    [InlineData("emails.value eq \"a@b.test\"", "email eq \"a@b.test\"")]
    [InlineData("emails[value eq \"a@b.test\"]", "email eq \"a@b.test\"")]
    [InlineData("emails[type eq \"work\"].value eq \"a@b.test\"", "email eq \"a@b.test\"")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:emails.value eq \"a@b.test\"", "email eq \"a@b.test\"")]
    public void AFilter_IsOneQuestionToEgnyte(string filter, string asked) => Assert.Equal(asked, Assert.IsType<UserQuery.ByField>(Ask(filter)).EgnyteFilter);

    [Theory]
    [InlineData("userName eq \"\"")]
    [InlineData("userName eq \"two words\"")]
    [InlineData("userName eq \"@example.com\"")]
    [InlineData("userName eq \"jane\\n\"")]
    [InlineData("id eq \"007\"")]
    [InlineData("id eq \"jane\"")]
    [InlineData("externalId eq \"\"")]
    [InlineData("emails.value eq \"\"")]
    public void AValueThatEgnyteCannotHold_IsNobody(string filter) => Assert.IsType<UserQuery.NoUser>(Ask(filter));

    [Theory]
    [InlineData("userName sw \"j\"")]
    [InlineData("userName ne \"j\"")]
    [InlineData("userName pr")]
    [InlineData("userName eq 7")]
    [InlineData("userName eq null")]
    [InlineData("displayName eq \"Jane\"")]
    [InlineData("active eq true")]
    [InlineData("groups eq \"g\"")]
    [InlineData("emails[type eq \"home\"].value eq \"a@b.test\"")]
    [InlineData("emails[type eq \"work\"]")]
    [InlineData("not (userName eq \"j\")")]
    [InlineData("userName eq \"j\" or userName eq \"k\"")]
    [InlineData("externalId eq \"a\\\\b\"")]
    [InlineData("userName eq")]
    public void AFilterThatEgnyteCannotAnswer_IsRefusedAndNeverEmpty(string filter)
    {
        var refusal = Refusal(() => Ask(filter));

        Assert.Equal((400, "invalidFilter"), (refusal.Status, refusal.ScimType));
    }

    [Fact]
    public void ARefusal_NamesWhatIsSupported() =>
        Assert.Contains("Supported: userName, externalId, id, emails", Refusal(() => Ask("title eq \"x\"")).Detail, StringComparison.Ordinal);

    [Fact]
    public void NoFilter_IsEverybody() => Assert.IsType<UserQuery.All>(UserQuery.From(null, Okta, Settings, Schema));

    [Theory]
    [InlineData("active eq true and userName eq \"jane.doe\"", "userName eq \"jane.doe\"", true)]
    [InlineData("userName eq \"jane.doe\" and active eq false", "userName eq \"jane.doe\"", false)]
    [InlineData("userName eq \"jane.doe\" and (name.familyName sw \"d\" or userType eq \"admin\") and not (active eq false)", "userName eq \"jane.doe\"", true)]
    [InlineData("email eq \"jane.doe@example.com\" and emails[type eq \"work\" and primary eq true]", "email eq \"jane.doe@example.com\"", true)]
    public void AConditionBesideOneThatEgnyteAnswers_IsFinishedHere(string filter, string asked, bool matches)
    {
        var query = Assert.IsType<UserQuery.ByField>(Ask(filter));

        Assert.Equal((asked, 0), (query.EgnyteFilter, query.NotInLists.Count));
        Assert.Equal(matches, query.Rest!.Matches(Jane, Shown(Jane)));
    }

    [Fact]
    public void AConditionOnWhatListsDoNotHold_NeedsTheWholeUser() =>
        Assert.Equal("groups", Assert.Single(Ask("userName eq \"jane.doe\" and groups.display eq \"Sales\"").NotInLists).Name);

    [Theory]
    [InlineData("id eq \"7\" and userName eq \"Jane.Doe@example.com\"")]
    [InlineData("externalId eq \"00u1a2b3c4d5e6f7g8h9\" and userName eq \"jane.doe@example.com\"")]
    public void AUserName_IsAskedBeforeAllElse_SinceItsEmailFormMeansMoreThanWhatIsShown(string filter)
    {
        var query = Assert.IsType<UserQuery.ByField>(Ask(filter));

        Assert.Equal("userName eq \"jane.doe\"", query.EgnyteFilter);
        Assert.True(query.Matches(Jane));
        Assert.True(query.Rest!.Matches(Jane, Shown(Jane)));
    }

    [Fact]
    public void AnId_IsAskedBeforeAnyOther() => Assert.IsType<UserQuery.ById>(Ask("emails.value eq \"jane.doe@example.com\" and id eq \"7\""));

    [Theory]
    [InlineData("userName eq \"jane.doe\" and userName eq \"jane.doe@example.com\"", true)]
    [InlineData("userName eq \"jane.doe\" and userName eq \"jane.doe@example.org\"", false)]
    [InlineData("userName eq \"jane.doe@example.com\" or externalId eq \"nope\"", true)]
    [InlineData("externalId eq \"nope\" or userName eq \"JANE.DOE\"", true)]
    [InlineData("userName eq \"john.roe\" or userName eq \"jane.doe@example.org\"", false)]
    [InlineData("not (userName eq \"jane.doe@example.com\")", false)]
    [InlineData("not (userName eq \"jane.doe@example.org\")", true)]
    [InlineData("userName ne \"Jane.Doe@example.com\"", false)]
    [InlineData("userName ne \"jane.doe@example.org\"", true)]
    [InlineData("userName ne \"o'brien\"", true)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName ne \"jane.doe\"", false)]
    [InlineData("id eq \"7\" and userName ne \"jane.doe@example.com\"", false)]
    [InlineData("id eq \"7\" and (userName eq \"john.roe\" or not (active eq false and userName eq \"jane.doe\"))", true)]
    public void AUserName_AnywhereInAFilter_MeansWhatALookUpByItMeans(string filter, bool matches)
    {
        var query = UserQuery.From(ScimFilterParser.Parse(filter), Okta, SettingsWith(TenantSettingsFormat.MaxScanCalls, "5"), Schema);

        Assert.Equal(matches, query.Rest!.Matches(Jane, Shown(Jane)));
    }

    [Theory]
    [InlineData("userName eq \"jane.doe\" or userName eq \"john.roe\"")]
    [InlineData("not (userName eq \"jane.doe\")")]
    [InlineData("userName ne \"jane.doe\"")]
    [InlineData("meta.created gt \"2026-01-01T00:00:00Z\"")]
    public void AFilterThatNeedsEveryUser_IsRefused_WhereTheTenantAllowsNoScan(string filter) =>
        Assert.Contains("MaxScanCalls", Refusal(() => UserQuery.From(ScimFilterParser.Parse(filter), Okta, Settings, Schema)).Detail, StringComparison.Ordinal);

    [Fact]
    public void AFilterThatEgnyteCannotAnswer_IsAScanWhereTheTenantAllowsIt()
    {
        var settings = SettingsWith(TenantSettingsFormat.MaxScanCalls, "5");

        Assert.True(
            Assert.IsType<UserQuery.Scan>(UserQuery.From(ScimFilterParser.Parse("name.familyName co \"oe\""), Okta, settings, Schema)).Rest!.Matches(
                Jane, Shown(Jane)));
        Assert.Equal("groups", Assert.Single(UserQuery.From(ScimFilterParser.Parse("groups.display eq \"Sales\""), Okta, settings, Schema).NotInLists).Name);
    }

    [Fact]
    public void AnId_IsRead() => Assert.Equal(new EgnyteUserId(7), Assert.IsType<UserQuery.ById>(Ask("id eq \"7\"")).Id);

    [Theory]
    [InlineData("jane.doe", "", true)]
    [InlineData("JANE.DOE@EXAMPLE.COM", "", true)]
    [InlineData("jane.doe@example.org", "", false)]
    [InlineData("jane.doe@example.org", "EXAMPLE.ORG", true)]
    [InlineData("jane.doe@example.org", "example.net", false)]
    [InlineData("jane", "", false)]
    public void ALookUpInEmailForm_FindsThePersonAndNobodyElse(string userName, string domains, bool found)
    {
        var settings = OfDomains(domains.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        var query = Assert.IsType<UserQuery.ByField>(UserQuery.From(ScimFilterParser.Parse($"userName eq \"{userName}\""), Okta, settings, Schema));

        Assert.Equal(found, query.Matches(Jane));
        Assert.Equal(userName, query.UserName);
    }

    [Theory]
    [InlineData("externalId eq \"00u1a2b3c4d5e6f7g8h9\"", true)]
    [InlineData("externalId eq \"00U1A2B3C4D5E6F7G8H9\"", false)]
    [InlineData("email eq \"JANE.DOE@example.com\"", true)]
    [InlineData("email eq \"jane\"", false)]
    public void ARowThatDoesNotMatch_IsLeftOut(string filter, bool matches) =>
        Assert.Equal(matches, Assert.IsType<UserQuery.ByField>(Ask(filter)).Matches(Jane));

    private static TenantSettings OfDomains(string[] domains)
    {
        var options = new TenantOptions();
        foreach (var (i, domain) in domains.Index())
        {
            options[$"{TenantSettingsFormat.UserNameDomains.Key}:{i}"] = domain;
        }

        return new TenantSettings("default", options, null);
    }

    private static UserQuery Ask(string filter) => UserQuery.From(ScimFilterParser.Parse(filter), Okta, Settings, Schema);

    private static JsonElement Shown(EgnyteUser user) =>
        JsonBuffer.ToElement(new UserView(user, user.UserName, "https://scim.example.com/scim/v2", null), new UserWriter(Okta, Settings).Write);
}
