using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Mapping.Transforms;
using Egnyte.ScimProxy.Profiles.Format;

namespace Egnyte.ScimProxy.Profiles;

/// <summary>Reads what a profile says of groups, and says what it costs.</summary>
internal static class GroupRulesReader
{
    public static GroupRules Read(IReadOnlyDictionary<string, ProfileNode> groups, ProfileFindings findings)
    {
        var name = findings.Object(groups.GetValueOrDefault("displayName"), "transforms", "cure");
        var transforms = RuleReader.ReadTransforms(name?["transforms"], findings);
        foreach (var (transform, at) in transforms)
        {
            if (transform.Others.Count > 0 || !transform.UsesValue || transform.Gives is not MappedType.Text)
            {
                findings.Error(at, $"{transform} does not make a group's name of its name.", "Use steps that look at the name alone and give a text.");
            }
            else if (transform.Loses is { } lost)
            {
                findings.Note(at, $"Group names read back without being undone in {transform}: lost is {lost}. A client that compares them writes them again.");
            }
        }

        var (shown, pattern) = Shown(groups.GetValueOrDefault("shown"), findings);
        var rules = new GroupRules
        {
            Transforms = [.. transforms.Select(step => step.Transform)],
            Cure = findings.Text(name?["cure"], mayBeEmpty: true),
            Shown = shown,
            ShownPattern = pattern,
            SkipsMembers = findings.Word(groups.GetValueOrDefault("members"), ProfileFormat.MemberPolicies) is "skip",
        };
        if (rules.Transforms.Count > 0 && !rules.HidesSome)
        {
            findings.Warning(
                name!["transforms"]!,
                "Groups that were not made by these transforms are shown by their Egnyte names, and a client that writes such a name back renames the group.",
                "Say by \"shown\" which groups are meant.");
        }

        if (NeverShown(rules))
        {
            findings.Error(
                name!["transforms"]!,
                $"No name that these transforms make is among the groups that are shown ({rules.ShownText}): every group that the client "
                + "pushes would be rejected.", "Let both name the same groups: {\"template\": \"okta-{value}\"} and \"shown\": {\"startsWith\": \"okta-\"}.");
        }

        return rules;
    }

    // Not for a pattern: whether it matches any name with a given beginning is not known.
    private static bool NeverShown(GroupRules rules)
    {
        if (rules.Shown is not { } shown || rules.Transforms is not [.., var last])
        {
            return false;
        }

        var beginning = "";
        foreach (var step in rules.Transforms.Reverse())
        {
            if (step.Prefix is { } prefix)
            {
                beginning += prefix;
            }
            else if (step is not (Lower or Upper))
            {
                break;
            }
        }

        return last.Outcomes is { Count: > 0 } outcomes ? !outcomes.Any(shown.Holds) : shown.Excludes(new(NameComparison.StartsWith, beginning));
    }

    private static (GroupNameFilter? NameFilter, System.Text.RegularExpressions.Regex? Pattern) Shown(ProfileNode? node, ProfileFindings findings)
    {
        if (findings.Object(node, "startsWith", "contains", "matches") is not { } shown)
        {
            return default;
        }

        if (shown is not { Properties: [var only] })
        {
            findings.Error(
                shown, "Which groups are shown is said by one property.", "Write {\"startsWith\": \"okta-\"}, {\"contains\": \"…\"} or {\"matches\": \"…\"}.");
            return default;
        }

        if (only.Name is "matches")
        {
            findings.Warning(
                only.Value,
                "Egnyte cannot be asked for a regular expression: each list and each look-up of groups reads all groups, a call for each "
                + "hundred, and is refused where MaxScanCalls of the tenant does not allow that.", "Use startsWith or contains, which cost one call.");
            return (null, SafeRegex.Read(only.Value, findings));
        }

        if (findings.Text(only.Value) is not { } text)
        {
            return default;
        }

        var question = new GroupNameFilter(only.Name is "startsWith" ? NameComparison.StartsWith : NameComparison.Contains, text);
        if (!question.CanBeAsked)
        {
            findings.Warning(
                only.Value,
                "Egnyte cannot be asked for a quotation mark or a backslash: each list of groups reads all groups, a call for each hundred, "
                + "within MaxScanCalls.", "Choose a text without them.");
        }

        return (question, null);
    }
}
