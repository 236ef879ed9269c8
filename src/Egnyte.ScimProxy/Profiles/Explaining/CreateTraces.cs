using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;
using Egnyte.ScimProxy.Users;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>What each rule did in a create: the outcome is taken from the request that the mapper made.</summary>
internal sealed class CreateTraces(MappingProfile profile, UserAttributes given, JsonElement scim)
{
    /// <summary>The rules of the profile in their order, the refused ones last.</summary>
    /// <param name="body">What is sent; null where the request is refused.</param>
    /// <param name="error">Why it is refused.</param>
    public IReadOnlyList<RuleTrace> Of(JsonElement? body, ScimError? error) =>
        [.. profile.Rules.Index().Where(rule => !rule.Item.IsInput).Select(rule => Of(rule.Index, body, error)), .. profile.Refused.Select(Refused)];

    private RuleTrace Of(int index, JsonElement? body, ScimError? error)
    {
        var rule = profile.Rules[index];
        if (WriteTrace.OfUnsent(rule, given[index], scim) is { } unsent)
        {
            return unsent;
        }

        var isGiven = RuleValues.IsGiven(index, given, profile);
        var steps = !rule.OnlyOnUpdate && (isGiven || !rule.UsesOwnValue) ? RuleSteps.Forward(index, given, null, profile) : RuleSteps.None;
        var sent = EgnyteFields.Find(body, rule.Field);
        var (outcome, because) = error is not null ? Refusal(rule, isGiven, steps, error)
            : !sent.IsNone ? Sent(rule, steps.Result, sent)
            : (isGiven ? RuleOutcome.NotSent : RuleOutcome.Untouched, WhyNotSent(rule, isGiven, steps));
        return new RuleTrace(rule, given.Value(index), steps.Steps, outcome, because) { Sent = sent, Others = WriteTrace.Others(rule, given, null, profile) };
    }

    private static (RuleOutcome, string) Refusal(AttributeRule rule, bool isGiven, RuleSteps steps, ScimError error) =>
        WriteTrace.IsAbout(rule, error) || steps.Refusal == error ? (RuleOutcome.Refused, "refused: it is the error below")
        : rule.IsRequired && steps.Result.IsNone && steps.Refusal is null && rule.Default.IsNone && rule.DefaultBy is null
            ? (isGiven ? RuleOutcome.Refused : RuleOutcome.Untouched, "required, and there is nothing to send")
        : isGiven ? (RuleOutcome.NotSent, steps.Refusal is null ? $"would be {WriteTrace.Quoted(steps.Result)}, but the request is refused" : "refused as well")
        : (RuleOutcome.Untouched, "not given");

    private (RuleOutcome, string) Sent(AttributeRule rule, MappedValue result, MappedValue sent)
    {
        var value = WriteTrace.Quoted(sent);
        if (result == sent)
        {
            return (RuleOutcome.Sent, $"sent as {rule.Field!.Name} {value}");
        }

        return (RuleOutcome.Default, rule switch
        {
            _ when profile.Rules.FirstOrDefault(other =>
                    other.Requires?.EgnyteField == rule.Field!.Name && sent == other.Requires.Value && rule.Default != sent) is { } other
                => $"{other.Name} needs {rule.Field!.Name} {value}",
            { DefaultBy: { } by } when rule.Default != sent => $"default by {by.EgnyteField}: {rule.Field!.Name} {value}",
            { DefaultsToUserMapping: true } => $"by the tenant's DefaultUserMapping: {rule.Field!.Name} {value}",
            _ => $"default: {rule.Field!.Name} {value}",
        });
    }

    private static string WhyNotSent(AttributeRule rule, bool isGiven, RuleSteps steps) => rule switch
    {
        { OnlyOnUpdate: true } => "sent on an update only",
        _ when !isGiven => rule.OnlyIf is { } when ? $"not given; sent only while {when}" : "not given",
        _ when steps.Result.IsNone && steps.Refusal is null => "nothing is left of it to send",
        { OnlyIf: { } condition } => $"not sent: only while {condition}",
        { SendOnly: { } only } => $"not sent: only when it is {(only ? "true" : "false")}",
        _ => "not sent",
    };

    private RuleTrace Refused(AttributeRule rule) => ScimJson.TryGet(scim, rule.Path, out var value) && !ScimJson.IsUnassigned(value)
        ? new RuleTrace(rule, EgnyteFields.ValueOf(value), [], RuleOutcome.Refused, "refused: Egnyte has no such attribute")
        : new RuleTrace(rule, MappedValue.None, [], RuleOutcome.Untouched, "not given; refused where it is");
}
