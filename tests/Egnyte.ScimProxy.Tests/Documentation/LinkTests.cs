using System.Text;
using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.Tests.Documentation;

/// <summary>A link from one page to another leads to a file that exists, and to a heading of it.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> All => [.. Pages.All];

    [Theory]
    [MemberData(nameof(All))]
    public void EveryLinkOfAPage_Resolves(string page) =>
        Assert.DoesNotContain(Targets(page), target => !Resolves(page, target));

    [Theory]
    [InlineData("README.md", "deploy/README.md#run-it", true)]
    [InlineData("deploy/okta.md", "../README.md", true)]
    [InlineData("deploy/okta.md", "#3-add-the-app", true)]
    [InlineData("README.md", "deploy/", true)]
    [InlineData("README.md", "deploy/absent.md", false)]
    [InlineData("README.md", "deploy/README.md#absent", false)]
    [InlineData("README.md", "#absent", false)]
    [InlineData("README.md", "../../outside.md", false)]
    public void Link_ByFileAndHeading_Resolves(string page, string target, bool resolves) => Assert.Equal(resolves, Resolves(page, target));

    [Fact]
    public void EveryPage_IsLinkedFromAnotherPage()
    {
        var linked = Pages.All
            .SelectMany(page => Targets(page).Select(target => Path.GetRelativePath(Pages.Root, FileOf(page, target))).Where(file => file != page))
            .ToHashSet();

        Assert.DoesNotContain(Pages.All, page => page != Pages.Readme && !linked.Contains(page));
    }

    private static IEnumerable<string> Targets(string page)
    {
        var text = Code().Replace(Pages.Read(page), "");
        return Link().Matches(text).Select(match => match.Groups["target"].Value).Where(target => !target.Contains("://", StringComparison.Ordinal));
    }

    private static bool Resolves(string page, string target)
    {
        var file = FileOf(page, target);
        return target.Split('#') is [_, var anchor]
            ? File.Exists(file) && Anchors(file).Contains(anchor)
            : File.Exists(file) || Directory.Exists(file);
    }

    private static string FileOf(string page, string target) => target.Split('#')[0] is { Length: > 0 } path
        ? Path.GetFullPath(Path.Combine(Pages.Root, Path.GetDirectoryName(page)!, path))
        : Path.Combine(Pages.Root, page);

    // GitHub's anchors: small letters, blanks as hyphens, no other punctuation, and a number behind a heading that is repeated.
    private static HashSet<string> Anchors(string file)
    {
        var anchors = new HashSet<string>();
        foreach (var heading in Heading().Matches(Fence().Replace(File.ReadAllText(file), "")).Select(match => match.Groups["text"].Value.Trim()))
        {
            var anchor = new StringBuilder();
            foreach (var letter in Link()
                .Replace(heading, "${text}")
                .ToLowerInvariant()
                .Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_'))
            {
                anchor.Append(letter == ' ' ? '-' : letter);
            }

            var unique = $"{anchor}";
            for (var number = 1; !anchors.Add(unique); number++)
            {
                unique = $"{anchor}-{number}";
            }
        }

        return anchors;
    }

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\((?<target>[^)\s]+)\)|(?:src|srcset|href)=""(?<target>[^""]+)""")]
    private static partial Regex Link();

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex("^#+ (?<text>.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
