using System.Text.Json;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Profiles.Format;

namespace Egnyte.ScimProxy.Profiles;

/// <summary>
/// Makes one profile of a document and those that it <c>extends</c>. What the profile says of itself wins; a rule with the SCIM path of
/// an inherited one changes the properties it names (null takes one away), with <c>"remove": true</c> it removes the rule, and a rule
/// of a new path is added.
/// </summary>
internal static class ProfileInheritance
{
    private const string Remove = "remove";

    // A profile's own, whatever it builds on. A sample holds for the rules beside it.
    private static readonly string[] NotInherited = ["description", "samples", "extends", "$schema", "users", "groups"];

    /// <summary>The documents, the oldest first, each with the profile's name.</summary>
    public static MergedProfile Merge(IReadOnlyList<(string Name, ProfileNode Document)> lineage, ProfileFindings findings)
    {
        var extension = lineage.Select(profile => profile.Document["extension"]).LastOrDefault(urn => urn is { Kind: JsonValueKind.String })?.Text ?? "";
        var head = new OrderedDictionary<string, ProfileNode>(StringComparer.Ordinal);
        var groups = new OrderedDictionary<string, ProfileNode>(StringComparer.Ordinal);
        var rules = new OrderedDictionary<string, MergedRule>(StringComparer.Ordinal);
        foreach (var (name, document) in lineage)
        {
            Merge(head, document.Properties.Where(property => !NotInherited.Contains(property.Name)));
            Merge(groups, findings.Object(document["groups"], ProfileFormat.Groups)?.Properties ?? []);
            MergeRules(rules, name, findings.Items(document["users"]) ?? [], extension, findings);
        }

        var own = lineage[^1].Document;
        Merge(head, own.Properties.Where(property => property.Name is "description" or "samples"));
        return new MergedProfile(own, head, extension, [.. rules.Values], groups);
    }

    private static void MergeRules(
        OrderedDictionary<string, MergedRule> rules, string profile, IReadOnlyList<ProfileNode> written, string extension, ProfileFindings findings)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in written)
        {
            if (findings.Object(node, ProfileFormat.Rule) is not { } rule)
            {
                continue;
            }

            if (rule["scim"] is not { } scim)
            {
                findings.Error(rule, "The rule names no SCIM attribute.", "Write \"scim\": \"userName\", or another.");
            }
            else if (findings.Text(scim) is { } text)
            {
                if (!RulePath.TryParse(text, extension, out var path, out var problem))
                {
                    findings.Error(
                        scim,
                        $"\"{text}\" is no SCIM attribute path. {problem}",
                        "Write userName, name.givenName, emails[type eq \"work\"].value, extension:role, or an attribute after its whole URN.");
                }
                else if (!own.Add(path.Key))
                {
                    findings.Error(scim, $"There are two rules for \"{text}\".", "Make one of them.");
                }
                else
                {
                    Apply(rules, profile, rule, path, findings);
                }
            }
        }
    }

    private static void Apply(OrderedDictionary<string, MergedRule> rules, string profile, ProfileNode rule, RulePath path, ProfileFindings findings)
    {
        if (findings.Flag(rule[Remove]) is true)
        {
            if (!rules.Remove(path.Key))
            {
                findings.Error(
                    rule["scim"]!,
                    $"There is no rule for \"{rule["scim"]!.Text}\" to remove.",
                    "Take this rule out, or name a rule of the profile that this one extends.");
            }

            return;
        }

        if (!rules.TryGetValue(path.Key, out var merged))
        {
            rules.Add(path.Key, merged = new MergedRule(path));
        }

        Merge(merged.Properties, rule.Properties.Where(property => property.Name != Remove));
        merged.Origins.Add(profile);
    }

    private static void Merge(OrderedDictionary<string, ProfileNode> into, IEnumerable<ProfileProperty> properties)
    {
        foreach (var property in properties)
        {
            if (property.Value.Kind is JsonValueKind.Null)
            {
                into.Remove(property.Name);
            }
            else
            {
                into[property.Name] = property.Value;
            }
        }
    }
}
