using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Profiles.Linting;

/// <summary>Whether the values that a rule names are of the right type, and among those that it allows.</summary>
internal static class ValueLint
{
    public static void Check(ParsedRule draft, IReadOnlyList<ParsedRule> drafts, ProfileFindings findings)
    {
        var (rule, written) = (draft.Rule, draft.Written);
        if (rule.Field is null)
        {
            return;
        }

        CheckType(draft, findings);
        foreach (var property in rule.Type is MappedType.Boolean ? new[] { "allowed", "pattern", "minLength" } : ["sendOnly", "requires"])
        {
            if (written[property] is { } node)
            {
                findings.Error(
                    node,
                    $"\"{property}\" is for {(rule.Type is MappedType.Boolean ? "texts" : "booleans")}, and {rule.Field.Name} is a "
                    + $"{(rule.Type is MappedType.Boolean ? "boolean" : "text")}.", $"Take \"{property}\" out.");
            }
        }

        CheckDefaults(draft, drafts, findings);
        foreach (var (transform, at) in draft.Transforms.TakeLast(1))
        {
            var wrong = transform.Outcomes?.Where(outcome => Refuses(rule, outcome)).ToList() ?? [];
            if (wrong.Count > 0)
            {
                findings.Error(
                    at,
                    $"{transform} gives \"{wrong[0]}\", which the rule itself does not take.",
                    "Change what it gives, or \"allowed\", \"pattern\" or \"minLength\".");
            }
        }

        if (rule.DefaultsToUserMapping && rule.Field != EgnyteUserFields.IdpUserId)
        {
            findings.Error(written["defaultFrom"]!, "DefaultUserMapping is about idpUserId, and no other field.", "Take \"defaultFrom\" out.");
        }

        if (rule.Immutability is Immutability.Ownership && rule.Field != EgnyteUserFields.ExternalId)
        {
            findings.Error(written["immutable"]!, "\"ownership\" is about externalId, and no other field.", "Write \"reject\" or \"ignore\".");
        }
    }

    private static void CheckType(ParsedRule draft, ProfileFindings findings)
    {
        var (rule, field) = (draft.Rule, draft.Rule.Field!);
        if (field == EgnyteUserFields.Groups)
        {
            return;
        }

        if (draft.Transforms is [.., var last])
        {
            if (last.Transform.Gives != rule.Type)
            {
                findings.Error(
                    last.At,
                    $"{last.Transform} gives a {Name(last.Transform.Gives)}, and {field.Name} is a {Name(rule.Type)}.",
                    rule.Type is MappedType.Boolean ? "End with \"toBool\"." : "End with a step that gives a text.");
            }

            return;
        }

        var scim = CoreUserAttributes.Find(rule.Path with { SubAttribute = null }) switch
        {
            null => rule.Type,
            { Type: AttributeType.Boolean } => MappedType.Boolean,
            _ when rule.Element?.Part.Equals("primary", StringComparison.OrdinalIgnoreCase) is true => MappedType.Boolean,
            _ => MappedType.Text,
        };
        if (scim != rule.Type)
        {
            findings.Error(
                draft.Written.At,
                $"{rule.Name} is a {Name(scim)} in SCIM, and {field.Name} a {Name(rule.Type)} in Egnyte.",
                scim is MappedType.Text ? "Add the transform \"toBool\"." : "Map another attribute.");
        }
    }

    private static void CheckDefaults(ParsedRule draft, IReadOnlyList<ParsedRule> drafts, ProfileFindings findings)
    {
        var rule = draft.Rule;
        if (draft.Written["default"] is not { } at)
        {
            return;
        }

        if (rule.IsRequired)
        {
            findings.Error(at, "\"default\" can never apply: the rule is required.", "Take one of the two out.");
        }

        if (rule.OnlyBesideAnotherChange && rule.DefaultBy is not null)
        {
            findings.Note(at, "The default is for creates only, as every default.");
        }

        foreach (var value in rule.DefaultBy is { } by ? by.Values.Values.Append(by.Otherwise) : [rule.Default])
        {
            if (value.IsNone)
            {
                continue;
            }

            if (value.Boolean.HasValue != rule.Type is MappedType.Boolean)
            {
                findings.Error(
                    at,
                    $"The default \"{value}\" is not a {Name(rule.Type)}, and {rule.Field!.Name} is one.",
                    rule.Type is MappedType.Boolean ? "Write true or false without quotation marks." : "Write it in quotation marks.");
            }
            else if (value.Text is { } text && Refuses(rule, text))
            {
                findings.Error(
                    at,
                    $"The default \"{value}\" is outside what the rule allows{(rule.Allowed is { } allowed ? $" ({string.Join(", ", allowed)})" : "")}.",
                    "Choose one that it allows, or change \"allowed\", \"pattern\" or \"minLength\".");
            }
        }

        if (rule.DefaultBy is { } other)
        {
            CheckBy(rule, other, at, drafts, findings);
        }
    }

    private static void CheckBy(AttributeRule rule, FieldDefault by, ProfileNode at, IReadOnlyList<ParsedRule> drafts, ProfileFindings findings)
    {
        var filling = drafts.FirstOrDefault(draft => draft.Rule.ToEgnyte && !draft.Rule.OnlyOnUpdate && draft.Rule.Field?.Name == by.EgnyteField);
        if (by.EgnyteField == rule.Field!.Name)
        {
            findings.Error(at, $"The default of {by.EgnyteField} depends on itself.", "Name another field in \"by\".");
        }
        else if (filling is null)
        {
            findings.Error(
                at,
                $"No rule fills {by.EgnyteField} on create, so that the default by it can never apply.",
                $"Add a rule for {by.EgnyteField}, or write one default.");
        }
        else if (filling.Rule.DefaultBy is not null)
        {
            findings.Error(at, $"The default of {by.EgnyteField} depends on another field itself.", "Give that field one default.");
        }
        else if (filling.Rule.Allowed is { } allowed && by.Values.Keys.FirstOrDefault(key => !allowed.Contains(key, StringComparer.Ordinal)) is { } never)
        {
            findings.Error(
                at, $"{by.EgnyteField} is never \"{never}\": its rule allows {string.Join(", ", allowed)}.", "Take it out, or name one that is allowed.");
        }
    }

    private static bool Refuses(AttributeRule rule, string text) =>
        (rule.Allowed is { } allowed && !allowed.Contains(text, StringComparer.Ordinal))
            || rule.Pattern?.IsMatch(text) is false
            || text.Length < rule.MinLength;

    private static string Name(MappedType type) => type is MappedType.Boolean ? "boolean" : "text";
}
