using System.Text.RegularExpressions;
using CsCheck;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Transforms;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Tests.Groups;

public sealed class GroupRulesTests
{
    private static readonly GroupNameFilter OfOkta = new(NameComparison.StartsWith, "okta-");
    private static readonly GroupRules Okta = new() { Transforms = [new PrefixStep("okta-")], Shown = OfOkta, Fix = "Ask the help desk." };

    [Fact]
    public void AName_GoesThroughTheSteps_AndComesBackThroughThoseThatCanBeUndone()
    {
        var rules = new GroupRules { Transforms = [new Lower(), new PrefixStep("b-"), new PrefixStep("a-")] };

        Assert.Equal("a-b-sales", rules.ToEgnyte("Sales"));
        Assert.Equal("sales", rules.ToScim("a-b-sales"));
        Assert.Equal("Sales", rules.ToScim("A-B-Sales"));
    }

    [Fact]
    public void AStepThatIsNoPrefix_IsUndoneByItself()
    {
        var rules = new GroupRules { Transforms = [new PrefixStep("x-", isKnownAsPrefix: false)] };

        Assert.Equal("Sales", rules.ToScim(rules.ToEgnyte("Sales")));
        Assert.False(rules.HidesOnlyABeginning);
    }

    [Fact]
    public void WhatNoClientCanHaveWritten_StaysAsItIs() =>
        Assert.All(["Sales", "okta-", "okt", "my okta-sales"], name => Assert.Equal(name, Okta.ToScim(name)));

    [Fact]
    public void EveryName_ReadsBackAsItWasWritten() =>
        Gen.String[1, 30].Where(name => !string.IsNullOrWhiteSpace(name)).Sample(name => Okta.ToScim(Okta.ToEgnyte(name)) == name);

    [Fact]
    public void ANameThatWouldNotBeShown_IsRefusedWithTheFix()
    {
        var rules = new GroupRules { Shown = OfOkta, Fix = "Ask the help desk." };

        var refusal = Assert.Throws<ScimException>(() => rules.ToEgnyte("Sales")).Error;

        Assert.Equal((400, "invalidValue"), (refusal.Status, refusal.ScimType));
        Assert.Contains("\"Sales\"", refusal.Detail, StringComparison.Ordinal);
        Assert.EndsWith("Ask the help desk.", refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "egnyte-Sales", "Sales", "egnyte-Sales")]
    [InlineData(true, "EGNYTE-Sales", "Sales", "egnyte-Sales")]
    [InlineData(true, "egnyte-egnyte-x", "egnyte-x", "egnyte-egnyte-x")]
    [InlineData(false, "egnyte-Sales", "egnyte-Sales", "egnyte-Sales")]
    public void APushedName_HasThePrefix_AndReadsBackWithIt(bool strips, string name, string egnyte, string read)
    {
        var rules = new GroupRules { Pushed = new("egnyte-", strips) };

        Assert.Equal((egnyte, egnyte, read), (rules.ToEgnyte(name), rules.ToLookUp(name), rules.ToScim(egnyte)));
    }

    [Theory]
    [InlineData(true, null)]
    [InlineData(false, "Sales")]
    public void ANameWithoutThePushedPrefix_IsRefused_AndLookedForOnlyWhereItCanBeRead(bool strips, string? lookUp)
    {
        var rules = new GroupRules { Pushed = new("egnyte-", strips), Fix = "Ask the help desk." };

        var refusal = Assert.Throws<ScimException>(() => rules.ToEgnyte("Sales")).Error;

        Assert.Equal((400, "invalidValue"), (refusal.Status, refusal.ScimType));
        Assert.Equal(
            "displayName \"Sales\" does not start with \"egnyte-\": the profile allows only such groups to be pushed (groups.pushed). Ask the help desk.",
            refusal.Detail);
        Assert.Equal(lookUp, rules.ToLookUp("Sales"));
    }

    [Theory]
    [InlineData("egnyte-")]
    [InlineData("egnyte-  ")]
    public void APrefixAlone_IsNoName(string name) =>
        Assert.Contains(
            "leaves nothing",
            Assert.Throws<ScimException>(() => new GroupRules { Pushed = new("egnyte-", strips: true) }.ToEgnyte(name)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void AStrippedPrefix_StandsBeforeAllThatTheTransformsUndo()
    {
        var rules = new GroupRules { Pushed = new("egnyte-", strips: true), Transforms = [new PrefixStep("okta-")], Shown = OfOkta };

        Assert.Equal("okta-Sales", rules.ToEgnyte("egnyte-Sales"));
        Assert.Equal(("egnyte-Sales", "egnyte-Board", null), (rules.ToScim("OKTA-Sales"), rules.ToScim("Board"), rules.ToScim(null)));
        Gen.String[1, 30].Where(name => !string.IsNullOrWhiteSpace(name)).Sample(name => rules.ToScim(rules.ToEgnyte("egnyte-" + name)) == "egnyte-" + name);
    }

    [Fact]
    public void ANameThatAStepRefusesOrLeavesNothingOf_IsRefused()
    {
        Assert.Contains(
            "leaves nothing",
            Assert.Throws<ScimException>(() => new GroupRules { Transforms = [new LocalPart()] }.ToEgnyte("@example.com")).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "\"x\" is refused here",
            Assert.Throws<ScimException>(() => new GroupRules { Transforms = [new Refusing()] }.ToEgnyte("x")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("okta-a", true)]
    [InlineData("OKTA-a", true)]
    [InlineData("a", false)]
    [InlineData(null, false)]
    public void AGroup_IsShownByItsNameInEgnyte(string? name, bool shown)
    {
        Assert.Equal(shown, Okta.Shows(name));
        Assert.Equal(shown && name!.StartsWith('o'), new GroupRules { ShownPattern = new Regex("^okta-", RegexOptions.NonBacktracking) }.Shows(name));
        Assert.True(GroupRules.None.Shows(name));
    }

    [Fact]
    public void APerson_HasTheGroupsThatAreShown_ByTheNamesThatTheClientKnows()
    {
        var user = new EgnyteUser
        {
            Id = 1,
            Groups = [new EgnyteUserGroup { Value = "a", DisplayName = "okta-Sales" }, new EgnyteUserGroup { Value = "b", DisplayName = "Board" }],
        };

        Assert.Equal([("a", "Sales")], Okta.AsShown(user).Groups!.Select(group => (group.Value!, group.DisplayName!)));
        Assert.Same(user, GroupRules.None.AsShown(user));
    }

    /// <summary>What is asked instead must find no more and no less, whatever names there are.</summary>
    [Fact]
    public void Questions_ImplyAndExcludeOneAnotherAsTheirNamesDo()
    {
        var texts = Gen.Char["abA"].Array[0, 3].Select(letters => new string(letters));
        var questions = Gen.Select(Gen.Enum<NameComparison>(), texts, (comparison, text) => new GroupNameFilter(comparison, text));
        Gen.Select(questions, questions, texts).Sample((one, other, name) =>
            (!one.Implies(other) || !one.Holds(name) || other.Holds(name)) && (!one.Excludes(other) || !one.Holds(name) || !other.Holds(name)), iter: 20_000);
    }

    private sealed class Refusing() : Transform("refusing")
    {
        public override string? Loses => "all";

        public override MappedValue Apply(MappedValue value, ReadOnlySpan<MappedValue> others, out string? refusal)
        {
            refusal = "is refused here";
            return MappedValue.None;
        }
    }
}
