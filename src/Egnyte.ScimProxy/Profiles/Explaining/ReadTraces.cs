using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>What each rule did where a client reads a user.</summary>
internal static class ReadTraces
{
    public static IReadOnlyList<RuleTrace> Of(EgnyteUser user, JsonElement shown, MappingProfile profile) =>
        [
            .. profile.Rules.Where(rule => !rule.IsInput).Select(rule => Of(rule, user, shown)),
            .. profile.Refused.Select(rule =>
                new RuleTrace(rule, MappedValue.None, [], RuleOutcome.Untouched, "refused where it is written, and never shown")),
        ];

    private static RuleTrace Of(AttributeRule rule, EgnyteUser user, JsonElement shown)
    {
        var seen = rule.Field == EgnyteUserFields.Groups
            ? MappedValue.Of(string.Join(", ", user.Groups?.Select(group => group.DisplayName) ?? []))
            : rule.Field?.Read?.Invoke(user) ?? MappedValue.None;
        if (!rule.ToScim)
        {
            return new RuleTrace(rule, MappedValue.None, [], RuleOutcome.Untouched, "write-only: never shown");
        }

        if (rule.Field is null)
        {
            return new RuleTrace(rule, MappedValue.None, [], RuleOutcome.Untouched, "the profile names no Egnyte field: never shown");
        }

        var steps = RuleSteps.Back(rule, seen).Steps;
        return ScimJson.TryGet(shown, rule.Path, out var value)
            ? new RuleTrace(rule, seen, steps, RuleOutcome.Shown, $"shown as {JsonLine.Of(value)}")
            : new RuleTrace(rule, seen, [], RuleOutcome.Untouched, seen.IsNone ? "Egnyte tells none" : "not shown to this client");
    }
}
