using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Profiles.Linting;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary>A rule as a line of text.</summary>
/// <param name="Scim">The SCIM attribute.</param>
/// <param name="Egnyte">The Egnyte field; null where there is none.</param>
/// <param name="Direction">Which way it goes, and when.</param>
/// <param name="Transforms">Its transforms.</param>
/// <param name="Terms">What else it says.</param>
/// <param name="ReadsBack">How it reads back.</param>
/// <param name="Origins">The profiles that made it, the first first.</param>
internal sealed record RuleLine(
    string Scim,
    string? Egnyte,
    string Direction,
    IReadOnlyList<string> Transforms,
    IReadOnlyList<string> Terms,
    string ReadsBack,
    IReadOnlyList<string> Origins)
{
    /// <summary>Every rule that the profile says; not the attributes that are there for a transform only.</summary>
    public static IReadOnlyList<RuleLine> Of(MappingProfile profile) =>
        [.. profile.Rules.Concat(profile.Refused).Where(rule => !rule.IsInput).Select(Of)];

    private static RuleLine Of(AttributeRule rule) => new(
        rule.Name,
        rule.Field?.Name,
        DirectionOf(rule),
        [.. rule.Steps.Select(step => step.Transform.ToString())],
        [.. TermsOf(rule)],
        rule.IsRefused ? "a value is refused" : ReadingNotes.Of(rule, rule.Losses),
        rule.Origins);

    private static string DirectionOf(AttributeRule rule) => rule switch
    {
        { IsRefused: true } => "neither way",
        { ToEgnyte: false, IgnoresWrites: true } => "to SCIM, writes ignored",
        { ToEgnyte: false } => "to SCIM",
        _ => $"{(rule.ToScim ? "both ways" : "to Egnyte")}{(rule.OnlyOnCreate ? ", on create" : rule.OnlyOnUpdate ? ", on update" : "")}",
    };

    private static IEnumerable<string> TermsOf(AttributeRule rule)
    {
        (bool Holds, string Text)[] terms =
        [
            (rule is { Element: not null, IsRefused: false }, $"takes {string.Join(", else ", rule.Element?.Picks.Select(pick => pick.Word) ?? [])}"),
            (rule.IsRequired, "required"),
            (rule.IsUnique, "unique"),
            (!rule.Default.IsNone, $"default {rule.Default}"),
            (rule.DefaultBy is not null,
                $"default by {rule.DefaultBy?.EgnyteField}: "
                + string.Join(", ", rule.DefaultBy?.Values.Select(value => $"{value.Key} {value.Value}") ?? [])
                + (rule.DefaultBy is { Otherwise.IsNone: false } by ? $", otherwise {by.Otherwise}" : "")),
            (rule.DefaultsToUserMapping, "default by DefaultUserMapping"),
            (rule.Allowed is not null, $"one of {string.Join(", ", rule.Allowed ?? [])}"),
            (rule.Pattern is not null, $"matches {rule.Pattern}"),
            (rule.MinLength > 0, $"at least {rule.MinLength} characters"),
            (rule.Immutability is not Immutability.Mutable, $"immutable: {rule.Immutability.ToString().ToLowerInvariant()}"),
            (rule.OnlyIf is not null, $"only if {rule.OnlyIf}{(rule.RejectedOnCreateOtherwise ? ", else a create is refused" : "")}"),
            (rule.Requires is not null, $"true only with {rule.Requires}"),
            (rule.SendOnly is not null, $"sent only when {(rule.SendOnly is true ? "true" : "false")}"),
            (rule.OnlyBesideAnotherChange, "later only beside another change"),
            (rule.SkipsEcho, "an echo is not sent"),
        ];
        return terms.Where(term => term.Holds).Select(term => term.Text);
    }
}
