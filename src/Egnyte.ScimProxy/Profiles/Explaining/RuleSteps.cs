using Egnyte.ScimProxy.EgnyteApi.Answers.Models;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Users;

namespace Egnyte.ScimProxy.Profiles.Explaining;

/// <summary>A rule's transforms, run again one by one, to be looked at.</summary>
/// <param name="Steps">What each made.</param>
/// <param name="Result">What Egnyte, or the client, gets of it; the rule itself says so, not the steps.</param>
/// <param name="Refusal">Why it cannot be taken; else null.</param>
internal sealed record RuleSteps(IReadOnlyList<StepTrace> Steps, MappedValue Result, ScimError? Refusal)
{
    public static RuleSteps None { get; } = new([], MappedValue.None, null);

    /// <summary>Towards Egnyte, of what a request says.</summary>
    public static RuleSteps Forward(int index, UserAttributes given, EgnyteUser? present, MappingProfile profile)
    {
        var rule = profile.Rules[index];
        var result = RuleValues.ToEgnyte(index, given, present, profile, out var refusal);
        var start = rule.OtherInputs.Length == 0 ? given.Value(index) : RuleValues.Input(index, given, present, profile);
        return new RuleSteps(Run(rule, start, place => RuleValues.Input(place, given, present, profile)), result, refusal);
    }

    /// <summary>Towards Egnyte, of one value; for a rule that looks at no other attribute.</summary>
    public static RuleSteps Forward(AttributeRule rule, MappedValue value)
    {
        var result = rule.ToEgnyteValue(value, out var refusal);
        return new RuleSteps(Run(rule, value, static _ => MappedValue.None), result, refusal);
    }

    /// <summary>Towards the client: the steps from the last to the first, each undone where it can be.</summary>
    public static RuleSteps Back(AttributeRule rule, MappedValue egnyte)
    {
        var steps = new List<StepTrace>();
        var value = egnyte;
        foreach (var step in rule.Steps.Reverse())
        {
            value = step.Transform.Loses is null ? step.Transform.Undo(value) : value;
            steps.Add(new StepTrace(step.Transform.ToString(), value, step.Transform.Loses is { } lost ? $"not undone; lost: {lost}" : null));
        }

        return new RuleSteps(steps, rule.ToScimValue(egnyte), null);
    }

    private static List<StepTrace> Run(AttributeRule rule, MappedValue value, Func<int, MappedValue> others)
    {
        var steps = new List<StepTrace>();
        foreach (var step in rule.Steps)
        {
            value = AttributeRule.Apply(step, value, others, out var reason);
            steps.Add(new StepTrace(step.Transform.ToString(), value, reason));
            if (reason is not null)
            {
                break;
            }
        }

        return steps;
    }
}
