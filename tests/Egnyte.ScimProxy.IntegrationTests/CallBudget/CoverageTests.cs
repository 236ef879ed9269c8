namespace Egnyte.ScimProxy.IntegrationTests.CallBudget;

public sealed class CoverageTests
{
    [Fact]
    public void EveryRowOfTheBudget_HasACase()
    {
        var covered = new[] { UserReadCostTests.Table, UserWriteCostTests.Table, CreateCostTests.Table, DeactivationCostTests.Table, GroupCostTests.Table, NoCallTests.Table, OtherValuesTests.Table }
            .SelectMany(table => table).Select(cost => cost.Row).ToHashSet();

        Assert.Empty(Enum.GetValues<BudgetRow>().Except(covered));
    }
}
