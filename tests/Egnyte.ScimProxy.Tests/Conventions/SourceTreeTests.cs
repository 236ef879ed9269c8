using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.Tests.Conventions;

/// <summary>A reader needs neither to scroll sideways in a file nor to search in a folder. The folders of the tests follow.</summary>
public sealed class SourceTreeTests
{
    private const int LongestLine = 160;
    private const int MostFiles = 20;

    private static readonly string[] NotOurs = ["bin", "obj"];

    public static TheoryData<string> Projects { get; } = ["Egnyte.ScimProxy.Scim", "Egnyte.ScimProxy.EgnyteApi", "Egnyte.ScimProxy.Simulator", "Egnyte.ScimProxy"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Lines_OfAProject_AreShort(string project) =>
        Assert.Empty(FoldersOf(project).SelectMany(static folder => folder.EnumerateFiles("*.cs")).SelectMany(LongLines));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_OfAProject_HoldFewFiles(string project) =>
        Assert.All(FoldersOf(project), static folder => Assert.InRange(folder.EnumerateFiles().Count(), 0, MostFiles));

    private static IEnumerable<string> LongLines(FileInfo file) =>
        File.ReadLines(file.FullName).Index().Where(static line => line.Item.Length > LongestLine).Select(line => $"{file.FullName}:{line.Index + 1}");

    private static IEnumerable<DirectoryInfo> FoldersOf(string project) => WithFoldersBelow(new DirectoryInfo(Path.Combine(Pages.Root, "src", project)));

    private static IEnumerable<DirectoryInfo> WithFoldersBelow(DirectoryInfo folder) =>
        folder.EnumerateDirectories().Where(static below => !NotOurs.Contains(below.Name)).SelectMany(WithFoldersBelow).Prepend(folder);
}
