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
        var name = findings.Object(groups.GetValueOrDefault("displayName"), "transforms", "fix");
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
            Pushed = Pushed(groups.GetValueOrDefault("pushed"), findings),
            Fix = findings.Text(name?["fix"], mayBeEmpty: true),
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

        JudgeShown(rules, name?["transforms"], groups.GetValueOrDefault("pushed"), findings);
        return rules;
    }

    private static PushedPrefix? Pushed(ProfileNode? node, ProfileFindings findings)
    {
        if (findings.Object(node, "startsWith", "strip") is not { } pushed)
        {
            return null;
        }

        var strips = findings.Flag(pushed["strip"]) is true;
        if (pushed["startsWith"] is not { } startsWith)
        {
            findings.Error(pushed, "The prefix of the pushed groups is missing.", "Write {\"startsWith\": \"egnyte-\"}.");
            return null;
        }

        return findings.Text(startsWith) is { } prefix ? new PushedPrefix(prefix, strips) : null;
    }

    /// <summary>What is pushed must be shown: otherwise every push is rejected.</summary>
    private static void JudgeShown(GroupRules rules, ProfileNode? transforms, ProfileNode? pushed, ProfileFindings findings)
    {
        if (rules.Pushed is { Strips: false } && !rules.HidesSome)
        {
            findings.Note(
                pushed!,
                "Groups without this prefix are shown, and their members can be changed. They cannot be created, and a PUT of one is rejected.");
        }

        // Not for a pattern: whether it matches any name with a given beginning is not known.
        if (rules.Shown is not { } shown)
        {
            return;
        }

        var (beginning, isWhole) = Beginning(rules.Transforms);
        var made = isWhole && rules.Pushed is { Strips: false } kept ? beginning + kept.Text : beginning;
        if (rules.Transforms is [.., { Outcomes: { Count: > 0 } outcomes }] ? !outcomes.Any(shown.Holds) : shown.Excludes(StartsWith(made)))
        {
            findings.Error(
                transforms is { Items.Count: > 0 } ? transforms : pushed!,
                transforms is { Items.Count: > 0 }
                    ? $"No name that these transforms make is among the groups that are shown ({rules.ShownText}): every group that the client "
                        + "pushes would be rejected."
                    : $"No group that may be pushed is among the groups that are shown ({rules.ShownText}): every group that the client pushes "
                        + "would be rejected.",
                "Let both name the same groups: {\"template\": \"okta-{value}\"} or \"pushed\": {\"startsWith\": \"okta-\"}, and \"shown\": "
                + "{\"startsWith\": \"okta-\"}.");
        }
        else if (rules.Pushed is { Strips: true } stripped && isWhole && beginning.Length == 0 && shown.Implies(StartsWith(stripped.Text)))
        {
            findings.Error(
                pushed!,
                $"\"strip\" removes \"{stripped.Text}\" from the names in Egnyte, and \"shown\" asks for it there: the pushed group "
                + $"\"{stripped.Text}Sales\" would be \"Sales\", which is not shown.",
                "Remove \"strip\", or remove \"shown\": the client then reads every group of Egnyte, with the prefix.");
        }
    }

    private static GroupNameFilter StartsWith(string text) => new(NameComparison.StartsWith, text);

    /// <summary>What the transforms put before every name, letter case aside, and whether they do nothing else.</summary>
    private static (string Text, bool IsWhole) Beginning(IReadOnlyList<Transform> transforms)
    {
        var beginning = "";
        foreach (var step in transforms.Reverse())
        {
            if (step.Prefix is { } prefix)
            {
                beginning += prefix;
            }
            else if (step is not (Lower or Upper))
            {
                return (beginning, false);
            }
        }

        return (beginning, true);
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
