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
    private const int CasesPerProfile = 1500;
    private const int MostShown = 8;

    private static readonly string[] Profiles = ["okta", "generic", "entra", "onelogin"];

    [Fact]
    public async Task AnyWrite_AnsweredWithSuccess_IsDoneOrDroppedByAListedRule()
    {
        var lanes = await Task.WhenAll(Profiles.Select((profile, lane) => Task.Run(() => RunAsync(profile, lane))));

        var problems = lanes.SelectMany(lane => lane.Problems).ToList();
        var (succeeded, refused) = (lanes.Sum(lane => lane.Succeeded), lanes.Sum(lane => lane.Refused));
        TestContext.Current.TestOutputHelper?.WriteLine($"{succeeded} writes were done, {refused} were refused.");
        Assert.True(problems.Count == 0, $"{problems.Count} problems, {AdversaryBudget.SeedVariable} repeats one\n\n{string.Join("\n\n", problems.Take(MostShown))}");
        Assert.InRange((double)succeeded / (succeeded + refused), 0.3, 0.8);
        Assert.Empty(DropRule.All.Except(DropRule.NotMet).Except(lanes.SelectMany(lane => lane.Met)));
    }

    [Fact]
    public void MappingPage_ListsWhatAWriteMayDrop() => Pages.AssertBlock(
        Pages.Mapping, "dropped", Pages.Table(["Attribute", "Where", "Dropped"], DropRule.All.Select(rule => new[] { rule.Attribute, rule.Where, rule.Dropped })));

    private static async Task<(List<string> Problems, HashSet<DropRule> Met, int Succeeded, int Refused)> RunAsync(string profile, int number)
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

        return (problems, lane.Met, lane.Succeeded, lane.Refused);
    }
}
