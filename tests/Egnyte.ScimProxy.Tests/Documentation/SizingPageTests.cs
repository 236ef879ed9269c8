using System.Globalization;
using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.Tests.Documentation;

/// <summary>The limits of deploy/sizing.md hold for the committed results, and are not so wide that they say nothing.</summary>
public sealed partial class SizingPageTests
{
    private const string Results = "tests/Egnyte.ScimProxy.Benchmarks/RESULTS.md";

    private const int CpuColumn = 4;
    private const int ResidentColumn = 7;
    private const int WorstColumn = 3;

    public static TheoryData<string, string, string, int> Rows => new()
    {
        { "CPU of a GET of one user, µs", "### GET of one user", "the proxy", CpuColumn },
        { "CPU of a GET of a page of 100 users, µs", "### GET of a page of 100 users", "the proxy", CpuColumn },
        { "resident memory under full load on the .NET runtime, MB", "### GET of a page of 100 users", "the proxy", ResidentColumn },
        { "native binary: start to the first SCIM answer, ms", "<!-- startup -->", "start to first SCIM answer, ms", WorstColumn },
        { "native binary: resident memory then, MB", "<!-- startup -->", "resident then (VmRSS), MB", WorstColumn },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void ALimit_IsAboveTheWorstRound_AndBelowTwice(string name, string section, string row, int column)
    {
        var limit = Number(Cells(Pages.Block("deploy/sizing.md", "measured"), name)[2]);

        var worst = Number(Cells(Pages.Read(Results).Split(section)[1], row)[column]);

        Assert.InRange(worst, limit / 2, limit);
    }

    [Fact]
    public void EachMeasuredRow_IsTested() => Assert.Equal(
        Rows.Select(row => row.Data.Item1),
        Pages.Block("deploy/sizing.md", "measured").Split('\n').Where(line => line.StartsWith('|')).Skip(2).Select(line => line.Split('|')[1].Trim()));

    private static string[] Cells(string text, string name) =>
        text.Split('\n').First(line => line.StartsWith($"| {name} |", StringComparison.Ordinal)).Split('|', StringSplitOptions.TrimEntries);

    // "80.0 (74.6–104.6)" is median and spread: the worst round is the last number.
    private static double Number(string cell) => double.Parse(Figure().Matches(cell)[^1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[\d.]+")]
    private static partial Regex Figure();
}
