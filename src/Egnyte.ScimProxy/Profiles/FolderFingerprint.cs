namespace Egnyte.ScimProxy.Profiles;

/// <summary>How a folder looked, without what is in its files: tells cheaply whether they are worth reading again.</summary>
/// <param name="Entries">Its profile files and its links, by name.</param>
/// <param name="Problem">Why it could not be looked at, or null.</param>
internal sealed record FolderFingerprint(IReadOnlyList<FolderFingerprint.Entry> Entries, string? Problem)
{
    public IEnumerable<Entry> Files => Entries.Where(entry => entry.IsFile);

    public DateTime NewestWrite => Entries.Select(entry => entry.LastWrite).DefaultIfEmpty().Max();

    public bool IsSameAs(FolderFingerprint other) => Problem == other.Problem && Entries.SequenceEqual(other.Entries);

    /// <param name="Name">The name in the folder.</param>
    /// <param name="IsFile">Whether it is a profile's file; else it is a link that files may lead through.</param>
    /// <param name="Length">Its length, that of the file itself where it is a link; -1 if it leads nowhere.</param>
    /// <param name="LastWrite">When the file was last written.</param>
    /// <param name="Link">What it leads to, if it is a link.</param>
    public readonly record struct Entry(string Name, bool IsFile, long Length, DateTime LastWrite, string? Link);
}
