using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Profiles.Linting;

/// <summary>What the rules of a profile must be together.</summary>
internal static class WholeLint
{
    // Without these Egnyte creates no user.
    private static readonly string[] Required = ["userName", "email", "name.givenName", "name.familyName"];

    // Egnyte takes them at creation only.
    private static readonly string[] Fixed = ["userName", "externalId"];

    private static readonly RulePath UserName = new(new AttributePath(null, "userName", null), null, null);

    public static void Check(MergedProfile profile, IReadOnlyList<ParsedRule> drafts, ProfileFindings findings)
    {
        var filling = drafts.Where(draft => draft.Rule is { ToEgnyte: true, Field: not null, IsRefused: false }).ToLookup(
            draft => draft.Rule.Field!.Name, StringComparer.Ordinal);
        foreach (var twice in filling.Where(rules => rules.Count() > 1))
        {
            var (first, second) = (twice.First(), twice.Last());
            findings.Error(
                second.Written["egnyte"]!,
                $"Two rules write {twice.Key}: {first.Written.At.Text} and {second.Written.At.Text}.",
                $"Keep one: {{\"scim\": \"{first.Written.At.Text.Replace("\"", "\\\"", StringComparison.Ordinal)}\", \"remove\": true}}, or "
                + "\"direction\": \"toScim\".");
        }

        var at = profile.Head.GetValueOrDefault("users") ?? profile.Root["users"] ?? profile.Root;
        foreach (var field in Required)
        {
            if (filling[field].FirstOrDefault(draft => !draft.Rule.OnlyOnUpdate) is not { } draft)
            {
                findings.Error(
                    at,
                    $"No rule fills {field} on create, and Egnyte creates no user without it.",
                    $"Add a rule for it, such as {{\"scim\": \"{(field is "email" ? "emails" : field)}\", \"egnyte\": \"{field}\", \"required\": true}}.");
            }
            else if (draft.Rule is { IsRequired: false, Default.IsNone: true, DefaultBy: null } && draft.Rule.UsesOwnValue)
            {
                findings.Warning(
                    draft.Written.At,
                    $"{draft.Rule.Name} is not required, and Egnyte creates no user without {field}: the client gets the error from Egnyte, a call later.",
                    "Add \"required\": true.");
            }
        }

        foreach (var draft in Fixed.SelectMany(field => filling[field])
            .Where(draft => draft.Rule is { Immutability: Immutability.Mutable, OnlyOnCreate: false }))
        {
            findings.Error(draft.Written.At, $"Egnyte cannot change {draft.Rule.Field!.Name} of an account.", "Write \"immutable\": \"reject\" or \"ignore\".");
        }

        CheckActive(filling[EgnyteUserFields.Active.Name].FirstOrDefault(), at, findings);
        var unreachable = CheckLookUp(profile, drafts, at, findings);
        foreach (var draft in filling.SelectMany(rules => rules)
            .Where(draft => draft.Rule is { Field.IsFilterable: true } && draft != unreachable && !IsReachable(draft)))
        {
            var why = draft.Rule.Field == EgnyteUserFields.UserName ? ", and an identity provider looks users up by userName" : "";
            findings.Warning(
                draft.Written.At,
                $"Egnyte can be asked for {draft.Rule.Field!.Name}, but no filter reaches it: it does not depend on {draft.Rule.Name} alone{why}.",
                "Use transforms that look at this attribute only.");
        }
    }

    // Okta, Entra and OneLogin look a user up by userName before they create one (scim-clients.md): without an answer, the first push fails.
    private static ParsedRule? CheckLookUp(MergedProfile profile, IReadOnlyList<ParsedRule> drafts, ProfileNode at, ProfileFindings findings)
    {
        var draft = drafts.FirstOrDefault(known => known.Written.Path.Key == UserName.Key && !known.Rule.IsRefused);
        if (findings.Flag(profile.Head.GetValueOrDefault("looksUpByUserName")) is false
            || (draft is { Rule: { ToEgnyte: true, Field.IsFilterable: true } } && IsReachable(draft)))
        {
            return null;
        }

        var why = draft is { Rule: { ToEgnyte: true, Field.IsFilterable: true } }
            ? $"{draft.Rule.Field!.Name} does not depend on userName alone"
            : $"no rule makes {string.Join(" or ", EgnyteUserFields.ByName.Values.Where(field => field.IsFilterable).Select(field => field.Name))} of it";
        findings.Error(
            draft?.Written.At ?? at,
            $"The client looks users up by userName, and Egnyte cannot be asked for that: {why}.",
            "Let the identity provider build the user name and send it as userName (in Okta: Application username format, Custom, with an "
            + "expression), and use transforms that look at userName only. If the client never looks users up by userName, write "
            + "\"looksUpByUserName\": false.");
        return draft;
    }

    // "Deactivation wins" looks at this rule: one that may drop the value would leave a deactivated user active.
    private static void CheckActive(ParsedRule? draft, ProfileNode at, ProfileFindings findings)
    {
        if (draft is null)
        {
            findings.Error(
                at, "No rule fills active: who leaves would keep their account.", "Add {\"scim\": \"active\", \"egnyte\": \"active\", \"default\": true}.");
        }
        else if (draft.Rule
                is { OnlyOnCreate: true } or { OnlyOnUpdate: true } or { OnlyIf: not null } or { SendOnly: not null }
                or { OnlyBesideAnotherChange: true } or { Immutability: not Immutability.Mutable }
            || draft.Transforms.Any(step => !step.Transform.UsesValue || step.Transform.Others.Count > 0))
        {
            findings.Error(
                draft.Written.At,
                "The rule for active must always apply: who leaves would keep their account.",
                "Take \"when\", \"onlyIf\", \"sendOnly\", \"update\", \"immutable\" and transforms that look elsewhere out.");
        }
    }

    private static bool IsReachable(ParsedRule draft) => draft.Transforms.All(step => step.Transform.UsesValue && step.Transform.Others.Count == 0);
}
