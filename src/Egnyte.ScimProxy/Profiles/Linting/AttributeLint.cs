using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Scim.Resources;

namespace Egnyte.ScimProxy.Profiles.Linting;

/// <summary>Whether the SCIM attributes that a rule names are there, and its own to map.</summary>
internal static class AttributeLint
{
    // The proxy makes these itself (RFC 7643 §3.1).
    private static readonly string[] Made = ["id", "schemas", "meta.resourceType", "meta.location", "meta.version"];

    public static void Check(ParsedRule draft, IReadOnlyList<ParsedRule> refused, string extension, ProfileFindings findings)
    {
        var at = draft.Written.At;
        if (!IsKnown(draft.Written.Path, at, isWhole: draft.Rule.IsRefused || draft.Rule.Field == EgnyteUserFields.Groups, findings))
        {
            return;
        }

        if (Made.Contains(draft.Written.Path.Attribute.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            findings.Error(at, $"\"{at.Text}\" is made by the proxy.", "Take the rule out.");
        }

        if (!draft.Rule.IsRefused && refused.FirstOrDefault(rule => rule.Rule.Path == draft.Rule.Path with { SubAttribute = null }) is { } refusal)
        {
            findings.Error(
                at,
                $"\"{refusal.Rule.Name}\" is refused as a whole, so that this rule can never apply.",
                $"Take the refusal away: {{\"scim\": \"{refusal.Rule.Name}\", \"remove\": true}}.");
        }

        foreach (var other in draft.Transforms.SelectMany(step => step.Transform.Others))
        {
            if (!RulePath.TryParse(other.Text, extension, out var path, out var problem))
            {
                findings.Error(
                    other, $"\"{other.Text}\" is no SCIM attribute path. {problem}", "Write userName, name.givenName, or an attribute after its whole URN.");
            }
            else if (IsKnown(path, other, isWhole: false, findings) && refused.Any(rule => rule.Rule.Path == path.Attribute))
            {
                findings.Error(
                    other, $"\"{other.Text}\" is refused by another rule, so that it is never there.", "Use another attribute, or take the refusal away.");
            }
        }
    }

    private static bool IsKnown(RulePath path, ProfileNode at, bool isWhole, ProfileFindings findings)
    {
        // What other extensions hold, only who wrote them knows.
        var schema = path.Attribute.Schema;
        if (schema is not null && !schema.Equals(ScimSchemas.EnterpriseUser, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var whole = path.Attribute with { SubAttribute = null };
        if (whole.Attribute.Equals("schemas", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (CoreUserAttributes.Find(whole) is not { } known)
        {
            var names = CoreUserAttributes.All.Where(attribute => attribute.Schema is null == schema is null).Select(attribute => attribute.Name);
            var nearest = ClosestMatch.To(whole.Attribute, names);
            findings.Error(
                at,
                $"\"{at.Text}\" is not an attribute of a SCIM User.",
                $"Did you mean \"{(schema is null ? nearest : $"{schema}:{nearest}")}\"? An attribute of Egnyte's own goes under \"extension:\".");
            return false;
        }

        var part = path.Part ?? path.Attribute.SubAttribute;
        if (part is not null && !(isWhole && path.Part is not null) && !known.Parts.Contains(part, StringComparer.OrdinalIgnoreCase))
        {
            findings.Error(
                at,
                $"\"{at.Text}\": {known.Name} has no part \"{part}\".",
                known.Parts.Count == 0
                    ? $"Write \"{known.Name}\"."
                    : $"Did you mean \"{ClosestMatch.To(part, known.Parts)}\"? Its parts: {string.Join(", ", known.Parts)}.");
            return false;
        }

        if (part is null && known.Type is AttributeType.Complex && !isWhole)
        {
            findings.Error(at, $"\"{at.Text}\" has parts.", $"Name the one that is meant: {known.Name}.{known.Parts[0]}.");
            return false;
        }

        return true;
    }
}
