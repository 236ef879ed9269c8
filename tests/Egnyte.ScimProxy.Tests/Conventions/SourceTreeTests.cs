using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.Tests.Conventions;

/// <summary>A reader needs neither to scroll sideways in a file nor to search in a folder. The folders of the tests follow.</summary>
public sealed class SourceTreeTests
{
    private const int LongestLine = 160;
    private const int MostLines = 300;
    private const int MostFiles = 20;

    private static readonly string[] NotOurs = ["bin", "obj"];

    public static TheoryData<string> Projects { get; } =
    [
        "Egnyte.ScimProxy.Scim", "Egnyte.ScimProxy.EgnyteApi", "Egnyte.ScimProxy.Simulator", "Egnyte.ScimProxy.Testing", "Egnyte.ScimProxy",
    ];

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Lines_OfCode_AreShort(string top) => Assert.Empty(CodeBelow(top).SelectMany(LongLines));

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Files_OfCode_AreShort(string top) =>
        Assert.Empty(CodeBelow(top).Where(file => File.ReadLines(file.FullName).Count() > MostLines).Select(file => file.FullName));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_OfAProject_HoldFewFiles(string project) =>
        Assert.All(FoldersOf(Path.Combine("src", project)), static folder => Assert.InRange(folder.EnumerateFiles().Count(), 0, MostFiles));

    private static IEnumerable<string> LongLines(FileInfo file) =>
        File.ReadLines(file.FullName).Index().Where(static line => line.Item.Length > LongestLine).Select(line => $"{file.FullName}:{line.Index + 1}");

    private static IEnumerable<FileInfo> CodeBelow(string top) => FoldersOf(top).SelectMany(static folder => folder.EnumerateFiles("*.cs"));

    private static IEnumerable<DirectoryInfo> FoldersOf(string path) => WithFoldersBelow(new DirectoryInfo(Path.Combine(Pages.Root, path)));

    private static IEnumerable<DirectoryInfo> WithFoldersBelow(DirectoryInfo folder) =>
        folder.EnumerateDirectories().Where(static below => !NotOurs.Contains(below.Name)).SelectMany(WithFoldersBelow).Prepend(folder);
}
