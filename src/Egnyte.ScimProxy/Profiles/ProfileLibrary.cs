using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Mapping.Documents;

namespace Egnyte.ScimProxy.Profiles;

/// <summary>
/// Where profile documents come from: those that come with the program, and an operator's folder. All files are read once, when it is
/// made, so that a compilation of several profiles sees one state of the folder.
/// </summary>
internal sealed partial class ProfileLibrary
{
    private const string Prefix = "profiles/";
    private const string Extension = ".json";

    /// <summary>How often a folder is read again that changes while it is read; after that, the next look finds it changed.</summary>
    private const int Readings = 3;

    private static readonly ProfileSource[] BuiltIn = [.. ReadBuiltIn()];

    /// <summary>The names of the profiles that come with the program.</summary>
    public static IReadOnlyList<string> BuiltInNames { get; } = [.. BuiltIn.Select(source => source.Name).Order(StringComparer.Ordinal)];

    private readonly SortedDictionary<string, ProfileSource> _sources = new(BuiltIn.ToDictionary(source => source.Name), StringComparer.Ordinal);
    private readonly List<ProfileFinding> _mistakes = [];
    private readonly Dictionary<string, ProfileFinding> _missing = new(StringComparer.Ordinal);

    /// <param name="folder">The operator's folder, or none.</param>
    /// <param name="root">What a relative folder is relative to; the working directory unless told.</param>
    public ProfileLibrary(string? folder, string? root = null)
        : this(folder is { Length: > 0 } ? new ProfileFolder(Path.Combine(root ?? "", folder), folder) : null)
    {
    }

    private ProfileLibrary(ProfileFolder? folder)
    {
        if (folder is not null)
        {
            Folder = folder;
            Stamp = Read(folder);
        }

        Names = [.. _sources.Keys];
    }

    /// <summary>The same library with other documents beside; one that has the name of another takes its place.</summary>
    public ProfileLibrary With(params IEnumerable<ProfileSource> sources) =>
        new(Folder, [.. _sources.Values, .. sources]);

    private ProfileLibrary(ProfileFolder? folder, IEnumerable<ProfileSource> sources)
    {
        Folder = folder;
        foreach (var source in sources)
        {
            _sources[source.Name] = source;
        }

        Names = [.. _sources.Keys];
    }

    /// <summary>The operator's folder; null without one.</summary>
    public ProfileFolder? Folder { get; }

    /// <summary>How the folder looked before it was read.</summary>
    public FolderFingerprint? Stamp { get; }

    /// <summary>The names of the profiles, sorted.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The files that are no profile, and a folder that is none.</summary>
    public IReadOnlyList<ProfileFinding> Mistakes => _mistakes;

    /// <summary>The same folder as it is now.</summary>
    public ProfileLibrary ReadAgain() => new(Folder);

    public ProfileSource? Find(string name) => _sources.GetValueOrDefault(name);

    /// <summary>The mistake for which there is no profile of this name; null where no file gives one.</summary>
    public ProfileFinding? WhyMissing(string name) =>
        _sources.ContainsKey(name) ? null : _missing.GetValueOrDefault(name) ?? (Stamp?.Problem is null ? null : _mistakes[0]);

    public bool IsSameAs(ProfileLibrary other) =>
        _mistakes.SequenceEqual(other._mistakes)
            && Names.SequenceEqual(other.Names, StringComparer.Ordinal)
            && Names.All(name => _sources[name].IsSameAs(other._sources[name]));

    private FolderFingerprint Read(ProfileFolder folder)
    {
        var stamp = folder.Look();
        for (var reading = 1; ; reading++)
        {
            var files = stamp.Files.Select(file => (file.Name, Content: folder.Read(file))).ToList();
            var after = folder.Look();
            if (reading == Readings || after.IsSameAs(stamp))
            {
                files.ForEach(file => Add(folder.Shown(file.Name), file.Name, file.Content));
                break;
            }

            stamp = after;
        }

        if (stamp.Problem is { } problem)
        {
            _mistakes.Add(Mistake(folder.Configured, problem, $"Name a folder with at most {ProfileFolder.MaxFiles} profiles that the proxy may read."));
        }

        return stamp;
    }

    private void Add(string shown, string file, (ReadOnlyMemory<byte> Utf8, string? Problem) content)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        if (!Name().IsMatch(name) || !file.EndsWith(Extension, StringComparison.Ordinal))
        {
            _mistakes.Add(Mistake(
                shown,
                "The file's name cannot be a profile's.",
                $"Use a to z, 0 to 9, '-' and '_', a letter or digit first, and {Extension}: such as acme{Extension}."));
        }
        else if (_sources.ContainsKey(name))
        {
            _mistakes.Add(Mistake(
                shown,
                $"\"{name}\" comes with the program and cannot be replaced.",
                $"Give the file another name, let it extend \"{name}\", and name it as the tenant's Profile."));
        }
        else if (content.Problem is { } problem)
        {
            _mistakes.Add(
                _missing[name] = Mistake(shown, problem, $"A profile is a JSON file of at most {ProfileFolder.MaxBytes / 1024} KiB that the proxy may read."));
        }
        else
        {
            _sources.Add(name, new ProfileSource(name, shown, IsBuiltIn: false, content.Utf8));
        }
    }

    private static ProfileFinding Mistake(string file, string message, string fix) => new(FindingSeverity.Error, file, 1, "", message, fix);

    private static IEnumerable<ProfileSource> ReadBuiltIn()
    {
        var assembly = typeof(ProfileLibrary).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var utf8 = new byte[stream.Length];
            stream.ReadExactly(utf8);
            var file = resource[Prefix.Length..];
            yield return new ProfileSource(file[..^Extension.Length], $"{file} (built-in)", IsBuiltIn: true, utf8);
        }
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9_-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
