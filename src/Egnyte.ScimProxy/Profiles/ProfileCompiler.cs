using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Profiles.Format;
using Egnyte.ScimProxy.Profiles.Linting;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Profiles;

/// <summary>Makes a profile of its documents, or says what is wrong with them. An operator's mistake is a finding, never an exception.</summary>
internal static class ProfileCompiler
{
    /// <summary>How many profiles may build on each other.</summary>
    public const int MaxDepth = 8;

    /// <summary>The settings of a tenant for which a profile may give the default, and what each may be.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Settings { get; } = TenantSettingsFormat.All
        .Where(setting => setting.IsOfProfile)
        .ToDictionary(setting => setting.Key, setting => setting.Words, StringComparer.Ordinal);

    public static CompiledProfile Compile(ProfileLibrary library, string name)
    {
        var findings = new ProfileFindings();
        var sources = new List<ProfileSource>();
        if (Read(library, name, sources, findings) is not { } lineage)
        {
            return new CompiledProfile(null, findings.All) { Sources = sources };
        }

        var merged = ProfileInheritance.Merge(lineage, findings);
        IReadOnlyList<ParsedRule> drafts = [.. merged.Rules.Select(rule => RuleReader.Read(rule, findings))];
        ProfileLinter.Lint(merged, drafts, findings);
        var groups = GroupRulesReader.Read(merged.Groups, findings);
        var (answers, settings) = (Answers(merged, findings), SettingsOf(merged, findings));
        var profile = new
        {
            Description = findings.Text(merged.Head.GetValueOrDefault("description"), mayBeEmpty: true) ?? "",
            Proves = findings.Flag(merged.Head.GetValueOrDefault("externalIdProvesOwnership")) ?? true,
            Where = findings.Text(merged.Head.GetValueOrDefault("whereToChange")) ?? "in what the client sends",
        };
        var samples = ProfileSamples.Read(merged, findings);
        return new CompiledProfile(
            findings.HasErrors ? null : new MappingProfile(name, merged.Extension, RuleInputResolver.Bind(drafts, merged.Extension))
            {
                Description = profile.Description,
                ExternalIdProvesOwnership = profile.Proves,
                WhereToChange = profile.Where,
                PatchAnswer = answers,
                Settings = settings,
                Groups = groups,
                Samples = samples,
            },
            findings.All)
        { Sources = sources };
    }

    /// <summary>A profile that comes with the program.</summary>
    public static MappingProfile CompileBuiltIn(string name) =>
        Compile(new ProfileLibrary(null), name).Profile ?? throw new InvalidOperationException($"The built-in profile {name} cannot be used.");

    private static List<(string Name, ProfileNode Document)>? Read(ProfileLibrary library, string name, List<ProfileSource> sources, ProfileFindings findings)
    {
        var lineage = new List<(string Name, ProfileNode Document)>();
        ProfileNode? extends = null;
        for (var next = name; ;)
        {
            if (library.Find(next) is not { } source)
            {
                Missing(library, next, extends, findings);
                return null;
            }

            sources.Add(source);
            if (ProfileParser.Parse(source.File, source.Utf8.Span, findings) is not { } document)
            {
                return null;
            }

            lineage.Insert(0, (next, findings.Object(document, ProfileFormat.Document)!));
            extends = document["extends"];
            if (findings.Text(extends) is not { } parent)
            {
                return lineage;
            }

            var names = sources.Select(read => read.Name).Append(parent);
            if (sources.Any(read => read.Name == parent))
            {
                findings.Error(extends!, $"The profile builds on itself: {string.Join(" extends ", names)}.", "Take one \"extends\" out.");
                return null;
            }

            if (lineage.Count == MaxDepth)
            {
                findings.Error(extends!, $"The profile builds on more than {MaxDepth - 1} others: {string.Join(" extends ", names)}.", "Make one of several.");
                return null;
            }

            next = parent;
        }
    }

    private static void Missing(ProfileLibrary library, string name, ProfileNode? extends, ProfileFindings findings)
    {
        if (library.WhyMissing(name) is { } why)
        {
            findings.Add(why);
        }
        else
        {
            findings.Error(
                extends ?? new ProfileNode(JsonValueKind.Undefined, $"{name}.json", 1, ""),
                $"There is no profile \"{name}\".",
                $"Did you mean {ClosestMatch.To(name, library.Names)}? Known profiles: {string.Join(", ", library.Names)}.");
        }
    }

    private static PatchAnswers Answers(MergedProfile merged, ProfileFindings findings)
    {
        var answers = findings.Object(merged.Head.GetValueOrDefault("patchAnswer"), "users", "groups");
        return new PatchAnswers(
            findings.Word(answers?["users"], ProfileFormat.Answers) is "noContent" ? PatchAnswer.NoContent : PatchAnswer.Resource,
            findings.Word(answers?["groups"], ProfileFormat.Answers) is "resource" ? PatchAnswer.Resource : PatchAnswer.NoContent);
    }

    private static Dictionary<string, string> SettingsOf(MergedProfile merged, ProfileFindings findings)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in findings.Object(merged.Head.GetValueOrDefault("settings"), [.. Settings.Keys])?.Properties ?? [])
        {
            if (Settings.TryGetValue(setting.Name, out var known) && findings.Word(setting.Value, known) is { } word)
            {
                settings[setting.Name] = word;
            }
        }

        return settings;
    }
}
