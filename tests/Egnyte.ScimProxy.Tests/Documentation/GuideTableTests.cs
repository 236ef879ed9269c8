using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Tests.Documentation;

/// <summary>What an administrator enters in an identity provider is what the profile maps, and the vendor's guide has no fact that ours leaves out.</summary>
public sealed partial class GuideTableTests
{
    private const string Okta = "deploy/okta.md";

    /// <summary>Facts of Egnyte's page on its own Okta app.</summary>
    private const int VendorFacts = 26;

    [Fact]
    public void OktaGuide_Attributes_AreThoseOfTheProfile()
    {
        var rows = ProfileCompiler.CompileBuiltIn("okta").Rules.Select(rule => new[]
        {
            $"`{rule.Name}`",
            InTheApp(rule),
            IsAField(rule) ? rule.ClientType is MappedType.Boolean ? "boolean" : "string" : "–",
            IsAField(rule) ? $"`{(rule.Element is null ? rule.Name : $"{rule.Name}.^[primary==true].value")}`" : "–",
            IsAField(rule) ? $"`{rule.Path.Schema ?? ScimSchemas.User}`" : "–",
            Values(rule),
        });

        Pages.AssertBlock(Okta, "attributes", Pages.Table(
            ["Attribute", "In the app", "Data type", "External name", "External namespace", "Values"], rows));
    }

    [Fact]
    public void OktaGuide_OfTheVendorsFacts_EachHasAStepOrAReason()
    {
        var rows = Pages.Block(Okta, "facts").Split('\n').Where(line => line.StartsWith('|')).Skip(2).Select(line => line.Split(" | ")).ToList();

        Assert.Equal(Enumerable.Range(1, VendorFacts).Select(number => $"| {number}"), rows.Select(row => row[0]));
        Assert.All(rows, row => Assert.Matches(StepOrReason(), row[2]));
    }

    private static string InTheApp(AttributeRule rule) => rule switch
    {
        { IsRefused: true } => "remove: rejected",
        { ToEgnyte: false } => "nothing: Egnyte makes it",
        { Field: null } => "nothing: dropped",
        { Path.Schema: not null } => "add",
        { Name: "userName" } => "present: *Application username format*",
        { IsRequired: true } => "present",
        { Allowed: not null } => "present; add if missing",
        _ => "nothing: Okta sends it",
    };

    private static bool IsAField(AttributeRule rule) =>
        rule is { ToEgnyte: true, Field: not null } and ({ IsRequired: true } or { Allowed: not null } or { Path.Schema: not null });

    private static string Values(AttributeRule rule) => string.Join("; ", new[]
    {
        rule.Allowed is { } allowed ? string.Join(", ", allowed.Select(value => $"`{value}`")) : "",
        rule.Default.IsNone ? "" : $"default `{rule.Default}`",
        rule.SendOnly is { } sent ? $"default `{(sent ? "false" : "true")}`" : "",
        rule.DefaultsToUserMapping ? "default by the tenant's `DefaultUserMapping`" : "",
        rule.OnlyIf is { } condition && rule.Field is not null ? $"only with {condition.EgnyteField} `{condition.Value}`" : "",
    }.Where(part => part.Length > 0));

    [GeneratedRegex(@"^(\[[^\]]+\]\(#[^)]+\) \||no (manual )?step: .+ \|)$")]
    private static partial Regex StepOrReason();
}
