using System.Text.Json.Serialization;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Profiles;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary><c>profile list</c>.</summary>
/// <param name="Profiles">All profiles, by name.</param>
/// <param name="Findings">The files that are no profile, and a folder that is none.</param>
internal sealed record ProfileList(IReadOnlyList<ListedProfile> Profiles, IReadOnlyList<ProfileFinding> Findings) : Report
{
    [JsonIgnore]
    public bool IsComplete { get; private init; }

    protected override int GetExitCode() => IsComplete ? ExitCode.Done : ExitCode.NotDone;

    public static ProfileList Of(string? folder)
    {
        var library = new ProfileLibrary(folder);
        return new ProfileList(
            [.. library.Names.Select(name => ListedProfile.Of(library.Find(name)!, ProfileCompiler.Compile(library, name)))], library.Mistakes)
        {
            IsComplete = library.Stamp?.Problem is null,
        };
    }

    protected override void WriteText(TextWriter output, int width)
    {
        var table = new TextTable("NAME", "FROM", "EXTENDS", "STATE", "DESCRIPTION");
        foreach (var profile in Profiles)
        {
            table.Add(profile.Name, profile.BuiltIn ? "built-in" : profile.File, profile.Extends ?? "-", profile.State(), profile.Description ?? "");
        }

        table.Write(output, width);
        if (Findings.Count > 0)
        {
            output.WriteLine();
            FindingReport.Print(output, Findings, width);
        }
    }
}

/// <summary>A profile of the list.</summary>
internal sealed record ListedProfile(string Name, string File, bool BuiltIn, string? Extends, string? Description, int Errors, int Warnings)
{
    public static ListedProfile Of(ProfileSource source, CompiledProfile compiled) => new(
        source.Name,
        source.File,
        source.IsBuiltIn,
        compiled.Sources.Count > 1 ? compiled.Sources[1].Name : null,
        compiled.Profile?.Description,
        FindingReport.Count(compiled.Findings, FindingSeverity.Error),
        FindingReport.Count(compiled.Findings, FindingSeverity.Warning));

    public string State() => Errors > 0 ? FindingReport.Many(Errors, "error") : Warnings > 0 ? FindingReport.Many(Warnings, "warning") : "ok";
}
