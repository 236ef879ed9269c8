using System.Text.Json;
using Egnyte.ScimProxy.EgnyteApi.Answers;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Scim.Resources;
using Egnyte.ScimProxy.Users;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>What each rule did in an update: the outcome is taken from the update that the mapper made.</summary>
internal sealed class UpdateTraces(MappingProfile profile, UserAttributes given, EgnyteUser? present, UserUpdate update, ExplainRequest question)
{
    private readonly JsonElement _body = EgnyteJson.Write(update.Change);
    private readonly JsonElement _leftOut = EgnyteJson.Write(update.SkippedAsEcho);

    public IReadOnlyList<RuleTrace> All() =>
        [.. profile.Rules.Index().Where(rule => !rule.Item.IsInput).Select(rule => Of(rule.Index)), .. profile.Refused.Select(Refused)];

    private bool DeactivatesAlone => update is { Refusal: not null, Deactivates: true };

    private JsonElement? Resource => question.Operation is SampleOperation.Replace ? question.Input : null;

    private RuleTrace Of(int index)
    {
        var rule = profile.Rules[index];
        if (WriteTrace.OfUnsent(rule, given[index], Resource) is { } unsent)
        {
            return unsent;
        }

        var isGiven = RuleValues.IsGiven(index, given, profile);
        var steps = isGiven ? RuleSteps.Forward(index, given, present, profile) : RuleSteps.None;
        var sent = DeactivatesAlone && index != profile.Active ? MappedValue.None : EgnyteFields.Find(_body, rule.Field);
        var (outcome, because) = OutcomeOf(index, isGiven, steps, sent);
        return new RuleTrace(rule, given.Value(index), steps.Steps, outcome, because)
        {
            Sent = sent,
            Others = isGiven ? WriteTrace.Others(rule, given, present, profile) : [],
        };
    }

    private (RuleOutcome, string) OutcomeOf(int index, bool isGiven, RuleSteps steps, MappedValue sent)
    {
        var rule = profile.Rules[index];
        if (update.Refusal is { } error && (WriteTrace.IsAbout(rule, error) || steps.Refusal == error))
        {
            return (RuleOutcome.Refused, DeactivatesAlone ? "refused, and dropped beside the deactivation" : "refused: it is the error below");
        }

        if (!sent.IsNone)
        {
            var value = WriteTrace.Quoted(sent);
            return !isGiven ? (RuleOutcome.Default, $"follows the tenant's DefaultUserMapping: {rule.Field!.Name} {value}")
                : update.Refusal is null || DeactivatesAlone ? (RuleOutcome.Sent, $"sent as {rule.Field!.Name} {value}")
                : (RuleOutcome.NotSent, $"would be {value}, but the request is refused");
        }

        return given[index] is Given.Cleared ? (RuleOutcome.NotSent, "taken away, and Egnyte has none")
            : isGiven ? (RuleOutcome.NotSent, DeactivatesAlone ? "dropped beside the deactivation" : WhyNotSent(index, steps))
            : (RuleOutcome.Untouched, "not given");
    }

    private string WhyNotSent(int index, RuleSteps steps)
    {
        var rule = profile.Rules[index];
        return rule switch
        {
            { OnlyOnCreate: true } => "not sent: only on create",
            { OnlyBesideAnotherChange: true } => "not sent: only by a PATCH that changes something else as well",
            _ when !RuleValues.IsKnown(index, given, profile) => "not sent: a part of it is not told",
            _ when steps.Result.IsNone && steps.Refusal is null => "nothing is left of it to send",
            { Immutability: not Immutability.Mutable } when present is not null
                && rule.Field!.Read?.Invoke(present).Is(steps.Result, rule.Field.IgnoresCase) is true => "not sent: the account has it",
            { Immutability: not Immutability.Mutable } => "not sent: it cannot change later, and is ignored",
            _ when !EgnyteFields.Find(_leftOut, rule.Field).IsNone => "not sent: the account has it already",
            { OnlyIf: { } condition } => $"not sent: only while {condition}",
            _ => "not sent: what it needs of the account is not so",
        };
    }

    // In a PUT it may be an echo; in a PATCH it is intended.
    private RuleTrace Refused(AttributeRule rule)
    {
        if (Resource is { } body && ScimJson.TryGet(body, rule.Path, out var value) && !ScimJson.IsUnassigned(value))
        {
            return new RuleTrace(rule, EgnyteFields.ValueOf(value), [], RuleOutcome.NotSent, "ignored in a PUT, where it may be an echo");
        }

        return WriteTrace.IsAbout(rule, update.Refusal)
            ? new RuleTrace(rule, MappedValue.None, [], RuleOutcome.Refused, "refused: Egnyte has no such attribute")
            : new RuleTrace(rule, MappedValue.None, [], RuleOutcome.Untouched, "not given; refused where it is");
    }
}
