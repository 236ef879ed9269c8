using Egnyte.ScimProxy.Mapping;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary><c>profile show</c>: a profile with all that it extends, as it is in force.</summary>
internal static class ProfileShow
{
    public static int Run(TextWriter output, TextWriter errors, string name, string? folder, bool json)
    {
        var compiled = ProfileArgument.Open(name, folder);
        if (compiled.Profile is not { } profile)
        {
            FindingReport.Print(errors, compiled.Errors, TextTable.WidthFor(errors));
            if (json)
            {
                JsonReport.Print(output, writer => FindingReport.WriteJson(writer, compiled.Errors));
            }

            return ExitCode.NotDone;
        }

        var lines = RuleLine.Of(profile);
        if (json)
        {
            PrintJson(output, profile, compiled.Sources, lines);
        }
        else
        {
            Print(output, profile, compiled.Sources, lines);
        }

        return ExitCode.Done;
    }

    private static void Print(TextWriter output, MappingProfile profile, IReadOnlyList<ProfileSource> sources, IReadOnlyList<RuleLine> lines)
    {
        var width = TextTable.WidthFor(output);
        output.WriteLine($"{profile.Name}: {string.Join(", extends ", sources.Select(source => source.File))}");
        foreach (var line in TextTable.Wrap(TextTable.OneLine(profile.Description), width))
        {
            output.WriteLine(line);
        }

        output.WriteLine();
        Print(output, width, SettingsOf(profile));
        output.WriteLine();
        var table = new TextTable("SCIM", "EGNYTE", "FROM", "HOW");
        foreach (var line in lines)
        {
            string[] steps = line.Steps.Count == 0 ? [] : [string.Join(", ", line.Steps)];
            table.Add(line.Scim, line.Egnyte ?? "-", string.Join(", ", line.Origins), string.Join("; ", [line.Direction, .. steps, .. line.Terms, line.ReadsBack]));
        }

        table.Write(output, width);
        output.WriteLine();
        Print(output, width, GroupsOf(profile.Groups));
    }

    private static void Print(TextWriter output, int width, IEnumerable<(string Name, string Value)> values)
    {
        var table = new TextTable();
        foreach (var (name, value) in values)
        {
            table.Add(name, value);
        }

        table.Write(output, width);
    }

    private static void PrintJson(TextWriter output, MappingProfile profile, IReadOnlyList<ProfileSource> sources, IReadOnlyList<RuleLine> lines) => JsonReport.Print(output, writer =>
    {
        writer.WriteString("name", profile.Name);
        JsonReport.Texts(writer, "files", sources.Select(source => source.File));
        writer.WriteString("description", profile.Description);
        writer.WriteStartObject("settings");
        foreach (var (name, value) in SettingsOf(profile))
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WriteStartArray("users");
        foreach (var line in lines)
        {
            writer.WriteStartObject();
            writer.WriteString("scim", line.Scim);
            writer.WriteString("egnyte", line.Egnyte);
            writer.WriteString("direction", line.Direction);
            JsonReport.Texts(writer, "transforms", line.Steps);
            JsonReport.Texts(writer, "terms", line.Terms);
            writer.WriteString("readsBack", line.ReadsBack);
            JsonReport.Texts(writer, "origins", line.Origins);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartObject("groups");
        foreach (var (name, value) in GroupsOf(profile.Groups))
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WriteNumber("samples", profile.Samples.Count);
    });

    private static IEnumerable<(string Name, string Value)> SettingsOf(MappingProfile profile) =>
    [
        ("extension", profile.Extension),
        ("externalIdProvesOwnership", profile.ExternalIdProvesOwnership ? "true" : "false"),
        ("whereToChange", profile.WhereToChange),
        ("patchAnswer.users", Word(profile.PatchAnswer.Users)),
        ("patchAnswer.groups", Word(profile.PatchAnswer.Groups)),
        .. profile.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => (setting.Key, setting.Value)),
    ];

    private static IEnumerable<(string Name, string Value)> GroupsOf(GroupRules groups) =>
    [
        ("groups.displayName", groups.Transforms.Count == 0 ? "as in Egnyte" : string.Join(", ", groups.Transforms)),
        ("groups.shown", groups.HidesSome ? groups.ShownText : "all"),
        ("groups.members", groups.SkipsMembers ? "skip" : "reject"),
    ];

    private static string Word(PatchAnswer answer) => answer is PatchAnswer.Resource ? "resource" : "noContent";
}
