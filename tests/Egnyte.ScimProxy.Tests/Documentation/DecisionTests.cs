using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.Tests.Documentation;

/// <summary>Decisions have one form, consecutive numbers and a line in the index.</summary>
public sealed partial class DecisionTests
{
    private const string Folder = "src/decisions/";

    private static readonly string[] Headings = ["## Context", "## Decision", "## Consequence"];

    private static readonly Lazy<HashSet<string>> Words = new(ReadWords);

    public static TheoryData<string> All => [.. Decisions];

    private static IEnumerable<string> Decisions => Pages.All.Where(page => page.StartsWith(Folder, StringComparison.Ordinal) && page != $"{Folder}README.md");

    [Theory]
    [MemberData(nameof(All))]
    public void Decision_ByItsForm_HasTitleContextDecisionAndConsequence(string page)
    {
        var lines = Pages.Read(page).Split('\n');

        Assert.StartsWith("# ", lines[0], StringComparison.Ordinal);
        Assert.Equal(Headings, lines.Where(line => line.StartsWith("##", StringComparison.Ordinal)));
        Assert.Contains($"- [{lines[0][2..]}]({page[Folder.Length..]})", Pages.Read($"{Folder}README.md").Split('\n'));
    }

    [Fact]
    public void Decisions_OfASubject_AreNumberedWithoutGap() =>
        Assert.All(Decisions.GroupBy(Path.GetDirectoryName), subject => Assert.Equal(Enumerable.Range(1, subject.Count()), subject.Select(NumberOf)));

    /// <summary>A decision that names a type or a setting follows its renaming.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Names_InADecision_OccurInTheCode(string page) =>
        Assert.DoesNotContain(Name().Matches(Pages.Read(page)).Select(name => name.Groups[1].Value), name => !Words.Value.Contains(name));

    private static int NumberOf(string page) => int.Parse(Number().Match(Path.GetFileName(page)).Groups[1].Value, null);

    private static HashSet<string> ReadWords() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Pages.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Word().Matches(File.ReadAllText(file))).Select(word => word.Value),
    ];

    [GeneratedRegex("`([A-Z][a-z]+[A-Z][A-Za-z]+)`")]
    private static partial Regex Name();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Word();

    [GeneratedRegex("^([0-9]{3})-[a-z0-9-]+\\.md$")]
    private static partial Regex Number();
}
