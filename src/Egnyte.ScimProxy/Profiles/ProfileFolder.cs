namespace Egnyte.ScimProxy.Profiles;

/// <summary>The folder with an operator's profiles.</summary>
/// <param name="path">Where it is.</param>
/// <param name="configured">The same as the operator wrote it.</param>
internal sealed class ProfileFolder(string path, string configured)
{
    public const int MaxFiles = 200;
    public const int MaxBytes = 1024 * 1024;

    // For editors, beside the profiles that name it in $schema.
    private const string Schema = ".schema.json";

    public string Configured { get; } = configured;

    /// <summary>A file as the operator knows it.</summary>
    public string Shown(string file) => Path.Join(Configured, file);

    public FolderFingerprint Look()
    {
        try
        {
            // One more than may be there is enough to know that there are too many; no mounted folder has as many links beside the files.
            var entries = new DirectoryInfo(path)
                .EnumerateFileSystemInfos()
                .Select(Stamp)
                .OfType<FolderFingerprint.Entry>()
                .Take((2 * MaxFiles) + 1)
                .OrderBy(entry => entry.Name, StringComparer.Ordinal)
                .ToList();
            return entries.Count(entry => entry.IsFile) > MaxFiles || entries.Count > 2 * MaxFiles
                ? new([], $"This folder holds more than {MaxFiles} files.")
                : new(entries, null);
        }
        catch (DirectoryNotFoundException)
        {
            return new([], "This folder does not exist.");
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            return new([], "This folder cannot be read.");
        }
    }

    /// <summary>The bytes of a file, without a byte order mark; or why there are none.</summary>
    public (ReadOnlyMemory<byte> Utf8, string? Problem) Read(FolderFingerprint.Entry file)
    {
        // A pipe has no length either; to open one would wait for ever.
        if (file.Length == 0)
        {
            return (default, "This file is empty.");
        }

        try
        {
            using var stream = new FileStream(Path.Join(path, file.Name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (stream.Length > MaxBytes)
            {
                return (default, $"This file is larger than {MaxBytes / 1024} KiB.");
            }

            var bytes = new byte[stream.Length];
            var read = bytes.AsMemory(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
            return (read.Span.StartsWith("\uFEFF"u8) ? read[3..] : read, null);
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            return (default, "This file cannot be read.");
        }
    }

    // Kubernetes mounts acme.json -> ..data/acme.json and ..data -> a folder that it replaces: the hidden link is the change.
    private static FolderFingerprint.Entry? Stamp(FileSystemInfo entry)
    {
        var isFile = entry is FileInfo
            && !entry.Name.StartsWith('.')
            && !entry.Name.EndsWith(Schema, StringComparison.OrdinalIgnoreCase)
            && entry.Extension.Equals(".json", StringComparison.OrdinalIgnoreCase);
        if (!isFile)
        {
            return entry.LinkTarget is { } target ? new(entry.Name, false, 0, default, target) : null;
        }

        try
        {
            var file = entry.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? (FileInfo)entry;
            return new(entry.Name, true, file.Length, file.LastWriteTimeUtc, entry.LinkTarget);
        }
        catch (Exception failure) when (IsUnreadable(failure))
        {
            return new(entry.Name, true, -1, default, entry.LinkTarget);
        }
    }

    private static bool IsUnreadable(Exception failure) => failure is IOException or UnauthorizedAccessException or ArgumentException;
}
