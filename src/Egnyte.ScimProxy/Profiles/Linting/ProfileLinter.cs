using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Scim;

namespace Egnyte.ScimProxy.Profiles.Linting;

/// <summary>Everything that is wrong with a profile, that may not be meant, or that is not plain to see; each with file, line, path and fix.</summary>
internal static class ProfileLinter
{
    public static void Lint(MergedProfile profile, IReadOnlyList<ParsedRule> drafts, ProfileFindings findings)
    {
        CheckExtension(profile, findings);
        var refused = drafts.Where(draft => draft.Rule.IsRefused).ToList();
        foreach (var draft in drafts)
        {
            AttributeLint.Check(draft, refused, profile.Extension, findings);
            if (!draft.Rule.IsRefused)
            {
                DirectionLint.Check(draft, findings);
                ValueLint.Check(draft, drafts, findings);
                ConditionLint.Check(draft, drafts, findings);
                ReadingNotes.Add(draft, drafts, profile.Extension, findings);
            }
        }

        WholeLint.Check(profile, drafts, findings);
    }

    private static void CheckExtension(MergedProfile profile, ProfileFindings findings)
    {
        var at = profile.Head.GetValueOrDefault("extension") ?? profile.Root;
        if (profile.Head.TryGetValue("extension", out var written) && findings.Text(written) is null)
        {
            return;
        }

        if (profile.Extension.Length == 0)
        {
            findings.Error(at, "The profile names no extension schema.", "Write \"extension\": \"urn:…\", or let the profile extend one that has it.");
        }
        else if (profile.Extension is ScimSchemas.User or ScimSchemas.EnterpriseUser || !AttributePath.TryParse($"{profile.Extension}:role", out _))
        {
            findings.Error(
                at,
                $"\"{profile.Extension}\" cannot be the URN of an extension.",
                "Write a URN of your own, such as urn:ietf:params:scim:schemas:extension:egnyte:2.0:User.");
        }
    }
}
