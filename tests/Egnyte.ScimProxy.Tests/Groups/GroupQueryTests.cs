using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Groups;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters.Parsing;
using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Tests.Users;

namespace Egnyte.ScimProxy.Tests.Groups;

public sealed class GroupQueryTests
{
    private static readonly TenantSettings Settings = new("default", new TenantOptions(), null);
    private static readonly TenantSettings Generous = People.SettingsWith(TenantSettingsFormat.MaxScanCalls, "5");
    private static readonly EgnyteGroup Sales = new() { Id = "g", DisplayName = "Sales Team" };

    [Theory]
    [InlineData("displayName eq \"sales team\"", "displayName eq \"sales team\"", true)]
    [InlineData("DISPLAYNAME SW \"sales\"", "displayName sw \"sales\"", true)]
    [InlineData("displayName co \"TEAM\"", "displayName co \"TEAM\"", true)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:Group:displayName eq \"Sales\"", "displayName eq \"Sales\"", false)]
    [InlineData("displayName sw \"Team\"", "displayName sw \"Team\"", false)]
    [InlineData("displayName co \"\"", "displayName co \"\"", true)]
    public void AName_IsAskedOfEgnyte_AndLookedAtAgain(string filter, string asked, bool matches)
    {
        var page = Assert.IsType<GroupQuery.Page>(Ask(filter));

        Assert.Equal(asked, page.EgnyteFilter);
        Assert.Equal(matches, page.Matches(Sales));
    }

    [Fact]
    public void AnId_IsReadOrImpossible()
    {
        Assert.Equal("5ef70bb0-edeb", Assert.IsType<GroupQuery.ById>(Ask("id eq \"5ef70bb0-edeb\"")).Id);
        Assert.IsType<GroupQuery.Nothing>(Ask("id eq \"../users\""));
        Assert.IsType<GroupQuery.Nothing>(Ask("displayName eq \"\""));
    }

    [Fact]
    public void NoFilter_IsEveryGroup() => Assert.Null(Assert.IsType<GroupQuery.Page>(GroupQuery.From(null, Settings, GroupRules.None)).EgnyteFilter);

    [Theory]
    [InlineData("members.value eq \"7\" and displayName sw \"Sales\"", "displayName sw \"Sales\"", true)]
    [InlineData("displayName co \"a\" and displayName eq \"Sales Team\"", "displayName eq \"Sales Team\"", false)]
    public void AConditionBesideAName_IsFinishedHere(string filter, string asked, bool needsMembers)
    {
        var query = Assert.IsType<GroupQuery.Page>(Ask(filter));

        Assert.Equal((asked, needsMembers), (query.EgnyteFilter, query.NeedsMembers));
        Assert.NotNull(query.Rest);
    }

    [Fact]
    public void AFilterThatEgnyteCannotAnswer_IsAScanWhereTheTenantAllowsIt() =>
        Assert.IsType<GroupQuery.Scan>(GroupQuery.From(ScimFilterParser.Parse("displayName ew \"Team\""), Generous, GroupRules.None));

    [Theory]
    [InlineData("displayName ew \"Team\"")]
    [InlineData("displayName ne \"Team\"")]
    [InlineData("displayName eq 7")]
    [InlineData("displayName pr")]
    [InlineData("members.value eq \"7\"")]
    [InlineData("members eq \"7\"")]
    [InlineData("id sw \"5\"")]
    [InlineData("urn:other:displayName eq \"A\"")]
    [InlineData("displayName eq")]
    public void AFilterThatEgnyteCannotAnswer_IsRefusedAndNeverEmpty(string filter) =>
        Assert.Equal("invalidFilter", Assert.Throws<ScimException>(() => Ask(filter)).Error.ScimType);

    [Theory]
    [InlineData("eq", "the \\\"A\\\" team", "displayName co \"team\"")]
    [InlineData("eq", "Engineers \\\"A\\\"", "displayName sw \"Engineers\"")]
    [InlineData("sw", "Engineers \\\"A\\\"", "displayName sw \"Engineers\"")]
    [InlineData("co", "Engineers \\\"A\\\"", "displayName co \"Engineers\"")]
    [InlineData("eq", " lead\\\\x", "displayName co \"lead\"")]
    [InlineData("eq", "Sales\\nEMEA", "displayName sw \"Sales\"")]
    [InlineData("eq", "A\\u0000Sales\\t", "displayName co \"Sales\"")]
    [InlineData("eq", "\\\\\\\"", null)]
    [InlineData("eq", " \\\" ", null)]
    public void AName_ThatCannotBeQuoted_IsAskedForByItsLongestPart(string comparison, string name, string? asked)
    {
        var page = Assert.IsType<GroupQuery.Page>(Ask($"displayName {comparison} \"{name}\""));

        Assert.Equal((asked, false, false), (page.EgnyteFilter, page.IsExact, page.IsWhole));
        Assert.True(page.Matches(new EgnyteGroup { DisplayName = page.NameFilter!.Text.ToUpperInvariant() }));
        Assert.False(page.Matches(new EgnyteGroup { DisplayName = "team Engineers lead" }));
    }

    [Fact]
    public void AName_ThatIsLong_IsAskedForByABeginningOfWholeCharacters()
    {
        var page = Assert.IsType<GroupQuery.Page>(Ask($"displayName eq \"{new string('a', 255)}\ud83d\ude00b\""));

        Assert.Equal($"displayName sw \"{new string('a', 255)}\"", page.EgnyteFilter);
    }

    private static GroupQuery Ask(string filter) => GroupQuery.From(ScimFilterParser.Parse(filter), Settings, GroupRules.None);

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("aaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaaaaaaabbbbbbbbbbaaaaa")]
    public void AnIdThatIsNoSegment_IsNotFound(string id) => Assert.Equal(404, Assert.Throws<ScimException>(() => EgnyteGroupId.Parse(id)).Error.Status);
}
