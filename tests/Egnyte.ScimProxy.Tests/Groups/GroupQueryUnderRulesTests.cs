using System.Text.RegularExpressions;
using CsCheck;
using Egnyte.ScimProxy.Groups;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Transforms;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Filters.Parsing;
using Egnyte.ScimProxy.Tenants;
using Egnyte.ScimProxy.Tests.Users;

namespace Egnyte.ScimProxy.Tests.Groups;

/// <summary>Egnyte takes one question: the client's in Egnyte's names, or which groups are shown at all; the rest is finished here.</summary>
public sealed class GroupQueryUnderRulesTests
{
    private static readonly TenantSettings Settings = new("default", new TenantOptions(), null);
    private static readonly GroupNameFilter OfOkta = new(NameComparison.StartsWith, "okta-");
    private static readonly PrefixStep Prefix = new("okta-");
    private static readonly GroupRules Hidden = new() { Transforms = [Prefix], Shown = OfOkta };
    private static readonly GroupRules Shown = new() { Shown = OfOkta };
    private static readonly GroupRules Renamed = new() { Transforms = [Prefix] };
    private static readonly GroupRules Containing = new() { Shown = new GroupNameFilter(NameComparison.Contains, "okta") };
    private static readonly GroupRules Matching = new() { ShownPattern = new Regex("^okta-", RegexOptions.NonBacktracking) };
    private static readonly GroupRules Stripped = new() { Pushed = new("egnyte-", strips: true) };
    private static readonly GroupRules StrippedAndHidden = new() { Pushed = new("egnyte-", strips: true), Transforms = [Prefix], Shown = OfOkta };
    private static readonly GroupRules Pushed = new() { Pushed = new("egnyte-", strips: false) };
    private static readonly GroupRules Lowered = new() { Transforms = [new Lower()] };

    public static TheoryData<string, string?, string, bool> Questions => new()
    {
        // What is asked says it all: a page of it is a page of the answer.
        { nameof(Hidden), null, "displayName sw \"okta-\"", true },
        { nameof(Hidden), "displayName sw \"Sa\"", "displayName sw \"okta-Sa\"", true },
        { nameof(Shown), "displayName sw \"okta-Sa\"", "displayName sw \"okta-Sa\"", true },
        { nameof(Shown), "displayName sw \"OK\"", "displayName sw \"okta-\"", true },
        { nameof(Shown), "displayName co \"ta\"", "displayName sw \"okta-\"", true },
        { nameof(Shown), "displayName eq \"okta-Sales\"", "displayName eq \"okta-Sales\"", true },
        { nameof(Containing), "displayName sw \"my okta\"", "displayName sw \"my okta\"", true },
        { nameof(Containing), null, "displayName co \"okta\"", true },
        { nameof(Lowered), "displayName eq \"SALES\"", "displayName eq \"sales\"", true },
        { nameof(Lowered), "displayName sw \"Sa\"", "displayName sw \"Sa\"", true },
        { nameof(Lowered), null, "", true },

        { nameof(Stripped), null, "", true },
        { nameof(Stripped), "displayName sw \"Egnyte-Sa\"", "displayName sw \"Sa\"", true },
        { nameof(Stripped), "displayName sw \"egn\"", "", true },
        { nameof(Stripped), "displayName co \"nyt\"", "", true },
        { nameof(Stripped), "displayName co \"al\"", "displayName co \"al\"", true },
        { nameof(StrippedAndHidden), null, "displayName sw \"okta-\"", true },
        { nameof(StrippedAndHidden), "displayName sw \"egnyte-Sa\"", "displayName sw \"okta-Sa\"", true },
        { nameof(StrippedAndHidden), "displayName sw \"egnyte-\"", "displayName sw \"okta-\"", true },
        { nameof(Pushed), "displayName eq \"Sales\"", "displayName eq \"Sales\"", true },
        { nameof(Pushed), "displayName sw \"Sa\"", "displayName sw \"Sa\"", true },

        // What is asked finds more, and the rest is finished here.
        { nameof(Hidden), "displayName eq \"Sales\"", "displayName eq \"okta-Sales\"", false },
        { nameof(Hidden), "displayName co \"al\"", "displayName sw \"okta-\"", false },
        { nameof(Hidden), "displayName ew \"es\"", "displayName sw \"okta-\"", false },
        { nameof(Hidden), "members.value eq \"7\"", "displayName sw \"okta-\"", false },
        { nameof(Hidden), "displayName sw \"Sa\" and members.value eq \"7\"", "displayName sw \"okta-Sa\"", false },
        { nameof(Shown), "displayName co \"Sales\"", "displayName sw \"okta-\"", false },
        { nameof(Containing), "displayName sw \"Sa\"", "displayName sw \"Sa\"", false },
        { nameof(Containing), "displayName co \"Salesroom\"", "displayName co \"Salesroom\"", false },
        { nameof(Renamed), "displayName eq \"Sales\"", "displayName eq \"okta-Sales\"", false },
        { nameof(Renamed), "displayName sw \"Sa\"", "displayName co \"Sa\"", false },
        { nameof(Renamed), "displayName co \"al\"", "displayName co \"al\"", false },
        { nameof(Stripped), "displayName eq \"egnyte-Sales\"", "displayName eq \"Sales\"", false },
        { nameof(Stripped), "displayName co \"e-Sa\"", "displayName co \"Sa\"", false },
        { nameof(Stripped), "displayName sw \"egn\" and displayName ew \"es\"", "", false },
        { nameof(Stripped), "displayName sw \"egn\" and displayName sw \"egnyte-Sa\"", "displayName sw \"Sa\"", false },
        { nameof(StrippedAndHidden), "displayName eq \"egnyte-Sales\"", "displayName eq \"okta-Sales\"", false },
        { nameof(Matching), "displayName eq \"okta-Sales\"", "displayName eq \"okta-Sales\"", false },
        { nameof(Matching), "displayName sw \"okta-S\"", "displayName sw \"okta-S\"", false },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public void AQuestion_IsPutInEgnytesNames_AndIsWholeOnlyWhereItSaysItAll(string rules, string? filter, string asked, bool isWhole)
    {
        var page = Assert.IsType<GroupQuery.Page>(Ask(filter, Of(rules)));

        Assert.Equal((asked, isWhole), (page.EgnyteFilter ?? "", page.IsWhole));
    }

    [Theory]
    [InlineData(nameof(Shown), "displayName eq \"Sales\"")]
    [InlineData(nameof(Shown), "displayName sw \"Sales\"")]
    [InlineData(nameof(Matching), "displayName eq \"Sales\"")]
    [InlineData(nameof(Hidden), "displayName eq \"\"")]
    [InlineData(nameof(Stripped), "displayName eq \"Sales\"")]
    [InlineData(nameof(Stripped), "displayName eq \"egnyte-\"")]
    [InlineData(nameof(Stripped), "displayName sw \"Sales\"")]
    public void AGroupThatIsNotShown_IsFoundWithoutACall(string rules, string filter) => Assert.IsType<GroupQuery.Nothing>(Ask(filter, Of(rules)));

    [Fact]
    public void AnId_IsReadAndHeldAgainstThoseThatAreShown() => Assert.True(Assert.IsType<GroupQuery.ById>(Ask("id eq \"5ef70bb0\"", Shown)).FindsHidden);

    [Theory]
    [InlineData(null, "tooMany")]
    [InlineData("displayName ew \"es\"", "invalidFilter")]
    public void APatternThatEgnyteCannotBeAsked_CostsAScan_OrNamesTheSetting(string? filter, string scimType)
    {
        Assert.True(Assert.IsType<GroupQuery.Scan>(Ask(filter, Matching, People.SettingsWith(TenantSettingsFormat.MaxScanCalls, "3"))).FindsHidden);

        var refusal = Assert.Throws<ScimException>(() => Ask(filter, Matching)).Error;
        Assert.Equal((400, scimType), (refusal.Status, refusal.ScimType));
        Assert.Contains("ScimProxy:Tenants:default:MaxScanCalls", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void StepsThatAreUndoneOtherwise_LeaveOnlyWholeNamesToAsk()
    {
        var rules = new GroupRules { Transforms = [new PrefixStep("okta-", isKnownAsPrefix: false)] };

        Assert.Equal("displayName eq \"okta-Sales\"", Assert.IsType<GroupQuery.Page>(Ask("displayName eq \"Sales\"", rules)).EgnyteFilter);
        Assert.Equal("invalidFilter", Assert.Throws<ScimException>(() => Ask("displayName sw \"Sa\"", rules)).Error.ScimType);
    }

    /// <summary>
    /// A group that fits the filter by the name that the client reads is found by the question to Egnyte, and a question that is whole finds no other.
    /// A group of Egnyte that no client can have written, such as "okta-" alone, is not among them.
    /// </summary>
    [Theory]
    [InlineData(nameof(Stripped))]
    [InlineData(nameof(StrippedAndHidden))]
    [InlineData(nameof(Pushed))]
    public void AQuestion_FindsTheGroupsThatTheClientsFilterFits(string name)
    {
        var rules = Of(name);
        string[] parts = ["", "egnyte-", "e-", "okta-", "-", "Sa", "a"];
        var names = (from first in parts from second in parts from third in parts select first + second + third).Distinct().Where(made => made.Length > 0)
            .ToArray();
        var back = names.Where(made => rules.ToLookUp(rules.ToScim(made)!) == made).ToArray();
        Gen.Select(OneOf(back), OneOf(names), Gen.Enum<NameComparison>()).Sample((egnyte, literal, comparison) =>
        {
            var fits = new GroupNameFilter(comparison, literal).Holds(rules.ToScim(egnyte));
            var query = Ask(new GroupNameFilter(comparison, literal).ToString(), rules);
            var isFound = query is GroupQuery.Page page && page.Matches(new() { DisplayName = egnyte });
            return fits ? isFound : !isFound || !query.IsWhole;
        }, iter: 5_000);
    }

    private static Gen<string> OneOf(string[] names) => Gen.Int[0, names.Length - 1].Select(place => names[place]);

    private static GroupRules Of(string name) => name switch
    {
        nameof(Hidden) => Hidden,
        nameof(Shown) => Shown,
        nameof(Renamed) => Renamed,
        nameof(Containing) => Containing,
        nameof(Matching) => Matching,
        nameof(Stripped) => Stripped,
        nameof(StrippedAndHidden) => StrippedAndHidden,
        nameof(Pushed) => Pushed,
        _ => Lowered,
    };

    private static GroupQuery Ask(string? filter, GroupRules rules, TenantSettings? settings = null) =>
        GroupQuery.From(filter is null ? null : ScimFilterParser.Parse(filter), settings ?? Settings, rules);
}
