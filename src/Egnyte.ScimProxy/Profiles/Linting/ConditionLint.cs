using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Profiles.Linting;

/// <summary>Whether what a rule makes depend on another field can ever be.</summary>
internal static class ConditionLint
{
    public static void Check(ParsedRule draft, IReadOnlyList<ParsedRule> drafts, ProfileFindings findings)
    {
        Check(draft, draft.Rule.OnlyIf, "onlyIf", drafts, findings);
        Check(draft, draft.Rule.Requires, "requires", drafts, findings);
        if (draft.Rule is { RejectedOnCreateOtherwise: true, OnlyIf: null })
        {
            findings.Error(
                draft.Written["otherwiseOnCreate"]!, "\"otherwiseOnCreate\" can never apply: the rule has no \"onlyIf\".", "Add \"onlyIf\", or take it out.");
        }
    }

    private static void Check(ParsedRule draft, FieldCondition? condition, string property, IReadOnlyList<ParsedRule> drafts, ProfileFindings findings)
    {
        if (condition is null || draft.Written[property] is not { } at)
        {
            return;
        }

        if (condition.EgnyteField == draft.Rule.Field?.Name)
        {
            findings.Error(at, $"{condition.EgnyteField} depends on itself.", "Name another field.");
            return;
        }

        var filling = drafts.FirstOrDefault(other => other.Rule.ToEgnyte && other.Rule.Field?.Name == condition.EgnyteField);
        if (filling is null || filling.Rule.OnlyOnUpdate)
        {
            findings.Error(
                at,
                $"No rule fills {condition.EgnyteField} on create, so that the condition can never be met there.",
                $"Add a rule for {condition.EgnyteField}, or take \"{property}\" out.");
        }
        else if (property is "onlyIf" && filling.Rule.Field!.Read is null && !draft.Rule.OnlyOnCreate)
        {
            findings.Error(
                at,
                $"Egnyte is not known to tell {condition.EgnyteField}, so that the proxy cannot tell on an update whether the condition is met.",
                "Write \"when\": \"create\" too, or name another field.");
        }
        else if (filling.Rule.Allowed is { } allowed && condition.Others.Prepend(condition.Value)
            .All(value => !allowed.Contains(value.ToString(), StringComparer.Ordinal)))
        {
            findings.Error(
                at,
                $"The rule can never apply: {condition.EgnyteField} is never \"{condition.Value}\", its rule allows {string.Join(", ", allowed)}.",
                "Name a value that is allowed.");
        }
    }
}
