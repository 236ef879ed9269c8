using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.Tests.Documentation;

/// <summary>A page that names a type, a member or a setting follows its renaming.</summary>
public sealed partial class NameTests
{
    // The changelog names what it renamed.
    private const string Changelog = ".github/CHANGELOG.md";

    private static readonly string[] SourceFolders = ["src", "tests"];

    private static readonly Lazy<HashSet<string>> Words = new(ReadWords);

    public static TheoryData<string> All => [.. Pages.All.Where(page => page != Changelog)];

    [Theory]
    [MemberData(nameof(All))]
    public void Names_OfAPage_OccurInTheCode(string page) =>
        Assert.DoesNotContain(Name().Matches(Pages.Read(page)).SelectMany(name => name.Groups[1].Value.Split('.')), name => !Words.Value.Contains(name));

    private static HashSet<string> ReadWords() =>
    [
        .. SourceFolders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Pages.Root, folder), "*.cs", SearchOption.AllDirectories))
            .SelectMany(file => Word().Matches(File.ReadAllText(file))).Select(word => word.Value),
    ];

    [GeneratedRegex("`([A-Z][a-z]+[A-Z][A-Za-z]+(?:\\.[A-Z][A-Za-z]+)*)`")]
    private static partial Regex Name();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();
}
