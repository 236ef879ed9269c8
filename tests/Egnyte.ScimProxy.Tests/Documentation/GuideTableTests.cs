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
    public void OktaGuide_Attributes_AreThoseOfTheProfile() => AssertAttributes(
        "okta",
        ["Attribute", "In the app", "Data type", "External name", "External namespace", "Values"],
        rule => IsOktasField(rule)
            ?
            [
                $"`{rule.Name}`", InOktasApp(rule), TypeOf(rule), $"`{(rule.Element is null ? rule.Name : $"{rule.Name}.^[primary==true].value")}`",
                $"`{rule.Path.Schema ?? ScimSchemas.User}`", Values(rule),
            ]
            : [$"`{rule.Name}`", InOktasApp(rule), "–", "–", "–", ""]);

    [Fact]
    public void EntraGuide_Attributes_AreThoseOfTheProfile() => AssertAttributes(
        "entra",
        ["Target attribute", "Mapping", "Data type", "Values"],
        rule => [$"`{(rule.Element is null ? FullName(rule) : $"{rule.Name}[type eq \"work\"].value")}`", InEntrasMapping(rule), TypeOf(rule), Values(rule)]);

    [Fact]
    public void OneLoginGuide_Attributes_AreThoseOfTheProfile() => AssertAttributes(
        "onelogin",
        ["Attribute", "In the template", "Data type", "Values"],
        rule => [$"`{rule.Name}`", InOneLoginsTemplate(rule), rule.Element is null ? TypeOf(rule) : "list, as above", Values(rule)]);

    [Fact]
    public void OktaGuide_OfTheVendorsFacts_EachHasAStepOrAReason()
    {
        var rows = Pages.Block(Okta, "facts").Split('\n').Where(line => line.StartsWith('|')).Skip(2).Select(line => line.Split(" | ")).ToList();

        Assert.Equal(Enumerable.Range(1, VendorFacts).Select(number => $"| {number}"), rows.Select(row => row[0]));
        Assert.All(rows, row => Assert.Matches(StepOrReason(), row[2]));
    }

    private static void AssertAttributes(string client, string[] head, Func<AttributeRule, string[]> row) =>
        Pages.AssertBlock($"deploy/{client}.md", "attributes", Pages.Table(head, ProfileCompiler.CompileBuiltIn(client).Rules.Select(row)));

    private static string InOktasApp(AttributeRule rule) => rule switch
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

    private static bool IsOktasField(AttributeRule rule) =>
        rule is { ToEgnyte: true, Field: not null } and ({ IsRequired: true } or { Allowed: not null } or { Path.Schema: not null });

    private static string InEntrasMapping(AttributeRule rule) => rule switch
    {
        { IsRefused: true } => "remove: rejected",
        { ToEgnyte: false } => "ignored: Egnyte makes it",
        { Field: null } => "ignored",
        { Path.Schema: not null } => "add if needed",
        { Name: "externalId" } => "objectId; the default mailNickname may be the same for two users",
        { IsRequired: true } => "keep; must have a value",
        { Allowed: not null } => "remove, or map to a value; Entra's own values are Member and Guest",
        _ => "keep",
    };

    private static string InOneLoginsTemplate(AttributeRule rule) => rule switch
    {
        { IsRefused: true } => "not allowed: rejected",
        { ToEgnyte: false } => "ignored: Egnyte makes it",
        { Field: null } => "ignored",
        { Path.Schema: { } schema } => $"optional, below `{schema}`",
        { IsRequired: true } => "required",
        _ => "optional",
    };

    private static string FullName(AttributeRule rule) => rule.Path.Schema is { } schema ? $"{schema}:{rule.Name}" : rule.Name;

    private static string TypeOf(AttributeRule rule) => rule switch
    {
        { ToEgnyte: false } or { Field: null } => "–",
        { ClientType: MappedType.Boolean } => "boolean",
        _ => "string",
    };

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
