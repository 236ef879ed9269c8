using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Profiles;

namespace Egnyte.ScimProxy.Commands.Profiles;

/// <summary>A profile on the command line: its name, or the path of its file.</summary>
internal static class ProfileArgument
{
    private const string Extension = ".json";

    /// <summary>The profile as a proxy with this folder would have it. For a path, the file's own folder is looked in first for what it extends.</summary>
    /// <param name="nameOrFile">A profile's name; with <c>.json</c> at its end or a slash in it, a path.</param>
    /// <param name="folder">The folder with the operator's profiles, or none.</param>
    public static CompiledProfile Open(string nameOrFile, string? folder)
    {
        if (!IsPath(nameOrFile))
        {
            return ProfileCompiler.Compile(new ProfileLibrary(folder), nameOrFile);
        }

        var beside = new ProfileLibrary(Path.GetDirectoryName(nameOrFile) is { Length: > 0 } own ? own : ".");
        var file = Path.GetFileName(nameOrFile);
        var shown = beside.Folder!.Shown(file);
        var library = Within(beside, folder);
        var name = Path.GetFileNameWithoutExtension(file);
        if (library.Find(name) is { IsBuiltIn: false } found && found.File == shown)
        {
            return ProfileCompiler.Compile(library, name);
        }

        var mistake = beside.Mistakes.FirstOrDefault(mistake => mistake.File == shown)
            ?? (beside.Stamp?.Problem is null ? null : beside.Mistakes[0])
            ?? Mistake(shown, "There is no such profile file.", $"Name a file that ends in {Extension}, or one of {string.Join(", ", library.Names)}.");
        return new CompiledProfile(null, [mistake]);
    }

    /// <summary>The same, or all profiles of a folder; a file there that is no profile is an error.</summary>
    /// <param name="path">A profile's name or the path of its file, or a folder.</param>
    /// <param name="folder">The folder with the operator's profiles, or none.</param>
    public static IReadOnlyList<CompiledProfile> OpenAll(string path, string? folder)
    {
        if (!Directory.Exists(path) || (!IsPath(path) && new ProfileLibrary(folder).Find(path) is not null))
        {
            return [Open(path, folder)];
        }

        var beside = new ProfileLibrary(path);
        var library = Within(beside, folder);
        var mistakes = beside.Mistakes.Select(mistake => new CompiledProfile(null, [mistake]));
        List<CompiledProfile> all = [.. OwnOf(beside).Select(source => ProfileCompiler.Compile(library, source.Name)), .. mistakes];
        return all.Count > 0
            ? all
            : [new CompiledProfile(null, [Mistake(path, "There is no profile in this folder.", $"Name a folder with files that end in {Extension}.")])];
    }

    private static ProfileLibrary Within(ProfileLibrary beside, string? folder) =>
        folder is null ? beside : new ProfileLibrary(folder).With(OwnOf(beside));

    private static IEnumerable<ProfileSource> OwnOf(ProfileLibrary library) =>
        library.Names.Select(library.Find).OfType<ProfileSource>().Where(source => !source.IsBuiltIn);

    private static ProfileFinding Mistake(string file, string message, string fix) => new(FindingSeverity.Error, file, 1, "", message, fix);

    private static bool IsPath(string text) =>
        text.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) || text.AsSpan().ContainsAny('/', Path.DirectorySeparatorChar);
}
