using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Profiles.Linting;

/// <summary>Whether a rule can go the way it says, and what of it can never apply on that way.</summary>
internal static class DirectionLint
{
    // What is only asked of a value on its way to Egnyte.
    private static readonly string[] OfWrites =
    [
        "when", "required", "default", "defaultFrom", "allowed", "pattern", "minLength", "immutable", "update", "echo", "sendOnly", "onlyIf",
        "otherwiseOnCreate", "requires",
    ];

    // What a rule may say beforehand, until it gets its field, is not among them: the condition and length of a password.
    private static readonly string[] OfFields = ["required", "default", "defaultFrom", "immutable", "requires", "echo", "update", "sendOnly"];

    private static readonly string[] OfCreates = ["required", "default", "defaultFrom", "otherwiseOnCreate", "immutable", "requires"];

    public static void Check(ParsedRule draft, ProfileFindings findings)
    {
        var (rule, written) = (draft.Rule, draft.Written);
        if (rule.Field is not { } field)
        {
            CheckWithoutField(draft, findings);
            return;
        }

        if (rule.ToEgnyte && field.Write is null)
        {
            findings.Error(
                written["direction"] ?? written["egnyte"]!, $"Egnyte makes {field.Name} itself, and takes none.", "Write \"direction\": \"toScim\".");
        }

        if (rule.ToScim && field.Read is null && field != EgnyteUserFields.Groups)
        {
            findings.Error(written["direction"] ?? written["egnyte"]!, $"Egnyte is not known to tell {field.Name}.", "Write \"direction\": \"toEgnyte\".");
        }

        foreach (var property in field.Read is null && rule.ToEgnyte ? new[] { "immutable", "echo" } : [])
        {
            if (written[property] is { } node && node.Text is not "ignore")
            {
                findings.Error(
                    node,
                    $"Egnyte is not known to tell {field.Name}, so that the proxy cannot tell whether a value differs.",
                    property is "immutable" ? "Write \"ignore\", or \"when\": \"create\" instead." : "Take \"echo\" out.");
            }
        }

        if (field == EgnyteUserFields.Groups && !written.At.Text.Equals("groups", StringComparison.OrdinalIgnoreCase))
        {
            findings.Error(written.At, "The groups of a user are the SCIM attribute groups, and no other.", "Write \"scim\": \"groups\".");
        }

        if (!rule.ToEgnyte)
        {
            Never(written, OfWrites, "the rule is read only", findings);
            foreach (var (transform, at) in draft.Transforms.Where(step => step.Transform.Loses is not null))
            {
                findings.Error(at, $"{transform} can never apply: the rule is read only, and this step cannot be undone.", "Take the step out.");
            }
        }
        else if (rule.IgnoresWrites)
        {
            findings.Error(
                written["written"]!, "\"written\" can never apply: the rule is written.", "Take \"written\" out, or write \"direction\": \"toScim\".");
        }

        if (rule.OnlyOnUpdate)
        {
            Never(written, OfCreates, "the rule is for updates only", findings);
        }
        else if (rule.OnlyOnCreate)
        {
            Never(written, ["update", "echo", "immutable"], "the rule is for creates only", findings);
        }
    }

    private static void CheckWithoutField(ParsedRule draft, ProfileFindings findings)
    {
        if (draft.Rule.ToScim && draft.Written["direction"] is { } direction)
        {
            findings.Error(
                direction,
                "Without an Egnyte field there is nothing to show: the rule can never apply.",
                "Name the field in \"egnyte\", or write \"direction\": \"toEgnyte\", which drops what the client writes.");
        }
        else
        {
            findings.Note(draft.Written.At, $"{draft.Rule.Name} is understood and dropped: the rule names no Egnyte field.");
        }

        Never(draft.Written, OfFields, "the rule names no Egnyte field", findings);
    }

    private static void Never(MergedRule written, string[] properties, string why, ProfileFindings findings)
    {
        foreach (var property in properties)
        {
            if (written[property] is { } node)
            {
                findings.Error(
                    node, $"\"{property}\" can never apply: {why}.", $"Take \"{property}\" out{(written.Origins.Count > 1 ? ", or write null for it" : "")}.");
            }
        }
    }
}
