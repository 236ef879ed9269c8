using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.Tests.Documentation;

/// <summary>Decisions have one form, consecutive numbers and a line in the index.</summary>
public sealed partial class DecisionTests
{
    private const string Folder = "src/decisions/";

    private static readonly string[] Headings = ["## Context", "## Decision", "## Consequence"];

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

    private static int NumberOf(string page) => int.Parse(Number().Match(Path.GetFileName(page)).Groups[1].Value, null);

    [GeneratedRegex("^([0-9]{3})-[a-z0-9-]+\\.md$")]
    private static partial Regex Number();
}
