using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.Tests.Documentation;

/// <summary>What the documents call by its path or its name is there.</summary>
public sealed partial class PathTests
{
    private const string Host = "src/Egnyte.ScimProxy";
    private const string Integration = "tests/Egnyte.ScimProxy.IntegrationTests/";

    /// <summary>What an operator makes, and nobody commits.</summary>
    private static readonly string[] OfTheOperator = ["appsettings.json", "acme.json", "profiles/acme.json", "people/ann.json", "profile.schema.json"];

    public static TheoryData<string> All => [.. Pages.All];

    [Theory]
    [MemberData(nameof(All))]
    public void EveryPathInADocument_Exists(string document)
    {
        var paths = SourcePath().Matches(Pages.Read(document)).Select(match => match.Groups["path"].Value).Except(OfTheOperator).Distinct();

        Assert.DoesNotContain(paths, path => !Places(document).Any(place => File.Exists(place + path) || Directory.Exists(place + path)));
    }

    [Fact]
    public void EveryNameInTheTableOfFolders_IsATypeOfThatFolder()
    {
        var rows = FolderRow().Matches(File.ReadAllText(Path.Combine(Pages.Root, "src/README.md")));

        Assert.Equal(
            Directory.EnumerateDirectories(Path.Combine(Pages.Root, Host)).Select(folder => Path.GetFileName(folder)!).Except(["bin", "obj", "Properties"]).Order(StringComparer.Ordinal),
            rows.Select(row => row.Groups["folder"].Value).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.DoesNotContain(
            TypeName().Matches(row.Groups["what"].Value).Select(name => name.Groups[1].Value),
            name => Directory.GetFiles(Path.Combine(Pages.Root, Host, row.Groups["folder"].Value), $"{name}.cs", SearchOption.AllDirectories).Length == 0));
    }

    /// <summary>The root, the document's own folder, the tests, the host, and the libraries by the last part of their name.</summary>
    private static IEnumerable<string> Places(string document) =>
        new[] { "", Path.GetDirectoryName(document) is { Length: > 0 } folder ? $"{folder}/" : "", "tests/", Integration, $"{Integration}Conversations/", $"{Host}/", $"{Host}." }.Select(place => $"{Pages.Root}/{place}");

    [GeneratedRegex(@"`(?<path>\.?[A-Za-z][\w.-]*/(?:[\w.-]+/)*(?:[\w-]+(?:\.[\w]+)+)?|[A-Za-z][\w.-]*\.(?:cs|md|json|yaml|yml|sh))`")]
    private static partial Regex SourcePath();

    [GeneratedRegex(@"^\| `(?<folder>\w+)/` \| (?<what>.*) \|$", RegexOptions.Multiline)]
    private static partial Regex FolderRow();

    [GeneratedRegex("`([A-Z][A-Za-z]+)`")]
    private static partial Regex TypeName();
}
