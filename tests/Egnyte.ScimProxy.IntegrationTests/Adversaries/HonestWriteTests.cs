using Egnyte.ScimProxy.IntegrationTests.Infrastructure;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Adversaries;

/// <summary>
/// A 2xx to a write means that every mapped attribute in the request was applied, or dropped by a rule that the mapping page lists. After any
/// other answer nothing has changed (behaviour.md §1.1).
/// </summary>
public sealed class HonestWriteTests
{
    private const int FirstSeed = 20261130;
    private const int CasesPerProfile = 400;
    private const int MostShown = 8;

    private static readonly string[] Profiles = ["okta", "generic", "entra", "onelogin", HonestLane.Skipping];

    [Fact]
    public async Task AnyWrite_AnsweredWithSuccess_IsDoneOrDroppedByAListedRule()
    {
        var lanes = await Task.WhenAll(Profiles.Select((profile, lane) => Task.Run(() => RunAsync(profile, lane))));

        var problems = lanes.SelectMany(lane => lane.Problems).ToList();
        var (succeeded, refused) = (lanes.Sum(lane => lane.Writer.Succeeded), lanes.Sum(lane => lane.Writer.Refused));
        var met = DropRule.All.Select(rule => (rule.Attribute, Count: lanes.Sum(lane => lane.Writer.Met[rule]))).ToList();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{succeeded} writes were done, {refused} were refused. Dropped were {string.Join("; ", met.Select(rule => $"{rule.Attribute}: {rule.Count}"))}.");
        Assert.True(
            problems.Count == 0, $"{problems.Count} problems, {AdversaryBudget.SeedVariable} repeats one\n\n{string.Join("\n\n", problems.Take(MostShown))}");
        Assert.InRange((double)succeeded / (succeeded + refused), 0.3, 0.8);
        Assert.All(met, rule => Assert.True(rule.Count > 0, $"no write dropped {rule.Attribute}"));
    }

    /// <summary>Whatever seed and number of cases the writes by chance have, each rule is met.</summary>
    [Fact]
    public async Task EachRule_DropsWhatItsExampleHas()
    {
        await using var okta = await HonestLane.StartAsync("okta");
        await using var skipping = await HonestLane.StartAsync(HonestLane.Skipping);

        Assert.Empty(await okta.RunExamplesAsync());
        Assert.Empty(await skipping.RunExamplesAsync());
        Assert.All(DropRule.All, rule => Assert.True(okta.Writer.Met[rule] + skipping.Writer.Met[rule] > 0, $"no example of {rule.Attribute}"));
    }

    [Fact]
    public void MappingPage_ListsWhatAWriteMayDrop() => Pages.AssertBlock(
        Pages.Mapping, "dropped",
        Pages.Table(["Attribute", "Where", "Dropped"], DropRule.All.Select(rule => new[] { rule.Attribute, rule.Where, rule.Dropped })));

    private static async Task<(List<string> Problems, HonestWriter Writer)> RunAsync(string profile, int number)
    {
        await using var lane = await HonestLane.StartAsync(profile);
        var problems = new List<string>();
        foreach (var seed in AdversaryBudget.Seeds(FirstSeed, CasesPerProfile, number))
        {
            if (await lane.RunAsync(seed) is { } problem)
            {
                problems.Add(problem);
                if (problems.Count > 50)
                {
                    break;
                }
            }
        }

        return (problems, lane.Writer);
    }
}
