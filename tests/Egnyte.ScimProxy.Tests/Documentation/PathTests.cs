using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.Tests.Documentation;

/// <summary>What the documents call by its path or its name is there.</summary>
public sealed partial class PathTests
{
    private const string Host = "src/Egnyte.ScimProxy";
    private const string Integration = "tests/Egnyte.ScimProxy.IntegrationTests/";

    /// <summary>Files that an operator creates, and that are not committed.</summary>
    private static readonly string[] OfTheOperator = ["appsettings.json", "acme.json", "profiles/acme.json", "users/ann.json", "profile.schema.json"];

    public static TheoryData<string> All => [.. Pages.All];

    [Theory]
    [MemberData(nameof(All))]
    public void EveryPathInADocument_Exists(string document)
    {
        var paths = SourcePath().Matches(Pages.Read(document)).Select(match => match.Groups["path"].Value).Except(OfTheOperator).Distinct();

        Assert.DoesNotContain(paths, path => !Places(document).Any(place => File.Exists(place + path) || Directory.Exists(place + path)));
    }

    /// <summary>The root, the document's own folder, the tests, the host, and the libraries by the last part of their name.</summary>
    private static IEnumerable<string> Places(string document) =>
        new[]
        {
            "", Path.GetDirectoryName(document) is { Length: > 0 } folder ? $"{folder}/" : "", "tests/",
            Integration, $"{Integration}Conversations/", $"{Host}/", $"{Host}.",
        }.Select(place => $"{Pages.Root}/{place}");

    [GeneratedRegex(@"`(?<path>\.?[A-Za-z][\w.-]*/(?:[\w.-]+/)*(?:[\w-]+(?:\.[\w]+)+)?|[A-Za-z][\w.-]*\.(?:cs|md|json|yaml|yml|sh))`")]
    private static partial Regex SourcePath();
}
