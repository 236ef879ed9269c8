using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary><c>profile list</c>.</summary>
internal static class ProfileList
{
    public static int Run(TextWriter output, string? folder, bool json)
    {
        var library = new ProfileLibrary(folder);
        var profiles = library.Names.Select(name => (Source: library.Find(name)!, Compiled: ProfileCompiler.Compile(library, name))).ToList();
        if (json)
        {
            PrintJson(output, profiles, library.Mistakes);
        }
        else
        {
            Print(output, profiles, library.Mistakes);
        }

        return library.Stamp?.Problem is null ? ExitCode.Done : ExitCode.NotDone;
    }

    private static void Print(TextWriter output, IEnumerable<(ProfileSource Source, CompiledProfile Compiled)> profiles, IReadOnlyList<ProfileFinding> mistakes)
    {
        var table = new TextTable("NAME", "FROM", "EXTENDS", "STATE", "DESCRIPTION");
        foreach (var (source, compiled) in profiles)
        {
            table.Add(source.Name, source.IsBuiltIn ? "built-in" : source.File, Parent(compiled) ?? "-", State(compiled), compiled.Profile?.Description ?? "");
        }

        var width = TextTable.WidthFor(output);
        table.Write(output, width);
        if (mistakes.Count > 0)
        {
            output.WriteLine();
            FindingReport.Print(output, mistakes, width);
        }
    }

    private static void PrintJson(TextWriter output, IEnumerable<(ProfileSource Source, CompiledProfile Compiled)> profiles, IReadOnlyList<ProfileFinding> mistakes) => JsonReport.Print(output, writer =>
    {
        writer.WriteStartArray("profiles");
        foreach (var (source, compiled) in profiles)
        {
            writer.WriteStartObject();
            writer.WriteString("name", source.Name);
            writer.WriteString("file", source.File);
            writer.WriteBoolean("builtIn", source.IsBuiltIn);
            writer.WriteString("extends", Parent(compiled));
            writer.WriteString("description", compiled.Profile?.Description);
            writer.WriteNumber("errors", FindingReport.Count(compiled.Findings, FindingSeverity.Error));
            writer.WriteNumber("warnings", FindingReport.Count(compiled.Findings, FindingSeverity.Warning));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        FindingReport.WriteJson(writer, mistakes);
    });

    private static string? Parent(CompiledProfile compiled) => compiled.Sources.Count > 1 ? compiled.Sources[1].Name : null;

    private static string State(CompiledProfile compiled) =>
        FindingReport.Count(compiled.Findings, FindingSeverity.Error) is > 0 and var errors ? FindingReport.Many(errors, "error")
        : FindingReport.Count(compiled.Findings, FindingSeverity.Warning) is > 0 and var warnings ? FindingReport.Many(warnings, "warning")
        : "ok";
}
