using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Profiles;

namespace Egnyte.ScimProxy.Tests.Documentation;

public sealed class MappingTableTests
{
    [Fact]
    public void MappingTable_IsTheProfileOkta()
    {
        var profile = ProfileCompiler.CompileBuiltIn("okta");

        var table = Pages.Table(["SCIM", "Egnyte", "On create", "Later", "What it is"], profile.Rules.Select(rule => new[]
        {
            $"`{(rule.Path.Schema is null ? "" : "ext ")}{rule.Name}`",
            rule.Field is { } field ? $"`{field.Name}`" : "–",
            OnCreate(rule),
            Later(rule),
            rule.Description,
        }));

        Pages.AssertBlock(Pages.Mapping, "mapping", table);
    }

    [Fact]
    public void ProfileTable_IsWhatTheProfilesSay()
    {
        var rows = ProfileLibrary.BuiltInNames.Select(ProfileCompiler.CompileBuiltIn).Select(profile => new[]
        {
            $"`{profile.Name}`",
            profile.Settings["UserNameFormat"] is "email" ? "the e-mail address" : "Egnyte's user name",
            profile.ExternalIdProvesOwnership ? "yes" : "no: 409",
            $"{Answer(profile.PatchAnswer.Users)}, {Answer(profile.PatchAnswer.Groups)}",
            profile.Description,
        });

        Pages.AssertBlock(Pages.Mapping, "profiles", Pages.Table(
            ["Profile", "`userName` reads back as", "Equal `externalId` proves a repeated create", "Response to PATCH: user, group", "For"],
            rows));
    }

    private static string Answer(PatchAnswer answer) => answer is PatchAnswer.Resource ? "200" : "204";

    private static string OnCreate(AttributeRule rule) => rule switch
    {
        { IgnoresWrites: true } => "ignored",
        { ToEgnyte: false } => "read only",
        { Field: null } => "dropped",
        { IsRequired: true } => "required",
        { Default.IsNone: false } => $"default `{rule.Default}`{Allowed(rule)}",
        { DefaultsToUserMapping: true } => "by DefaultUserMapping; only with authType `sso`",
        { OnlyIf: { } condition } => $"only with {condition.EgnyteField} `{condition.Value}`{(rule.RejectedOnCreateOtherwise ? ", else 400" : "")}",
        { SendOnly: true } => "sent when true",
        _ => "if sent",
    };

    private static string Later(AttributeRule rule) => rule switch
    {
        { IgnoresWrites: true } => "ignored",
        { ToEgnyte: false } => "read only",
        { Field: null } or { OnlyOnCreate: true } => "dropped",
        { Immutability: Immutability.Reject } => "a change is 400 mutability",
        { Immutability: Immutability.Ownership } => "kept; by ExternalIdMismatch",
        { OnlyBesideAnotherChange: true } => "in a PATCH beside another change",
        { OnlyIf: { } condition } => $"if it differs, with {condition.EgnyteField} `{condition.Value}`",
        { SkipsEcho: true } => "if it differs",
        _ => "if sent",
    };

    private static string Allowed(AttributeRule rule) =>
        rule.Allowed is { } allowed ? $"; one of {string.Join(", ", allowed.Select(value => $"`{value}`"))}" : "";
}
