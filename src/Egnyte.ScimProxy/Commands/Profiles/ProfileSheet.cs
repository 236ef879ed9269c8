using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Profiles;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary><c>profile show</c>: a profile with all that it extends, as it is in force.</summary>
internal sealed record ProfileSheet(
    string Name,
    IReadOnlyList<string> Files,
    string Description,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyList<RuleLine> Users,
    IReadOnlyDictionary<string, string> Groups,
    int Samples) : Report
{
    protected override int GetExitCode() => ExitCode.Done;

    public static Report Of(CompiledProfile compiled) => compiled.Profile is { } profile
        ? new ProfileSheet(
            profile.Name,
            [.. compiled.Sources.Select(source => source.File)],
            profile.Description,
            SettingsOf(profile),
            RuleLine.Of(profile),
            GroupsOf(profile.Groups),
            profile.Samples.Count)
        : new FailureReport(compiled.Errors);

    protected override void WriteText(TextWriter output, int width)
    {
        output.WriteLine($"{Name}: {string.Join(", extends ", Files)}");
        foreach (var line in TextTable.Wrap(TextTable.OneLine(Description), width))
        {
            output.WriteLine(line);
        }

        output.WriteLine();
        Write(output, width, Settings);
        output.WriteLine();
        var table = new TextTable("SCIM", "EGNYTE", "FROM", "HOW");
        foreach (var line in Users)
        {
            string[] steps = line.Transforms.Count == 0 ? [] : [string.Join(", ", line.Transforms)];
            table.Add(
                line.Scim, line.Egnyte ?? "-", string.Join(", ", line.Origins), string.Join("; ", [line.Direction, .. steps, .. line.Terms, line.ReadsBack]));
        }

        table.Write(output, width);
        output.WriteLine();
        Write(output, width, Groups);
    }

    private static void Write(TextWriter output, int width, IReadOnlyDictionary<string, string> values)
    {
        var table = new TextTable();
        foreach (var (name, value) in values)
        {
            table.Add(name, value);
        }

        table.Write(output, width);
    }

    private static OrderedDictionary<string, string> SettingsOf(MappingProfile profile) => new([
        new("extension", profile.Extension),
        new("externalIdProvesOwnership", profile.ExternalIdProvesOwnership ? "true" : "false"),
        new("whereToChange", profile.WhereToChange),
        new("patchAnswer.users", Word(profile.PatchAnswer.Users)),
        new("patchAnswer.groups", Word(profile.PatchAnswer.Groups)),
        .. profile.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal),
    ]);

    private static OrderedDictionary<string, string> GroupsOf(GroupRules groups) => new([
        new("groups.displayName", groups.Transforms.Count == 0 ? "as in Egnyte" : string.Join(", ", groups.Transforms)),
        new("groups.pushed", groups.Pushed is { } pushed ? $"{pushed.Text}…{(pushed.Strips ? ", without it in Egnyte" : "")}" : "all"),
        new("groups.shown", groups.HidesSome ? groups.ShownText : "all"),
        new("groups.members", groups.SkipsMembers ? "skip" : "reject"),
    ]);

    private static string Word(PatchAnswer answer) => answer is PatchAnswer.Resource ? "resource" : "noContent";
}
