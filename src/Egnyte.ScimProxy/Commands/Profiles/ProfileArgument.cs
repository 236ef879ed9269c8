using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary>A profile on the command line: its name, or the path of its file.</summary>
internal static class ProfileArgument
{
    private const string Extension = ".json";

    /// <summary>The profile as a proxy with this folder would have it. For a path, the file's own folder is looked in first for what it extends.</summary>
    /// <param name="nameOrFile">A profile's name; with <c>.json</c> at its end or a slash in it, a path.</param>
    /// <param name="folder">The folder with the operator's profiles, or none.</param>
    public static (CompiledProfile Profile, ProfileLibrary Library) Open(string nameOrFile, string? folder)
    {
        var library = new ProfileLibrary(folder);
        if (!IsPath(nameOrFile))
        {
            return (ProfileCompiler.Compile(library, nameOrFile), library);
        }

        var beside = new ProfileLibrary(Path.GetDirectoryName(nameOrFile) is { Length: > 0 } own ? own : ".");
        var file = Path.GetFileName(nameOrFile);
        var shown = beside.Folder!.Shown(file);
        library = folder is null ? beside : library.With(beside.Names.Select(beside.Find).OfType<ProfileSource>());
        var name = Path.GetFileNameWithoutExtension(file);
        if (library.Find(name) is { IsBuiltIn: false } found && found.File == shown)
        {
            return (ProfileCompiler.Compile(library, name), library);
        }

        var mistake = beside.Mistakes.FirstOrDefault(mistake => mistake.File == shown)
            ?? (beside.Stamp?.Problem is null ? null : beside.Mistakes[0])
            ?? new ProfileFinding(FindingSeverity.Error, shown, 1, "", "There is no such profile file.", $"Name a file that ends in {Extension}, or one of {string.Join(", ", library.Names)}.");
        return (new CompiledProfile(null, [mistake]), library);
    }

    private static bool IsPath(string text) =>
        text.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) || text.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar);
}
