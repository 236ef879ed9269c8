namespace Egnyte.ScimProxy.IntegrationTests.CallBudget;

public sealed class CoverageTests
{
    internal static Cost[][] AllTables { get; } =
        [
            UserReadCostTests.Table, UserWriteCostTests.Table, CreateCostTests.Table, DeactivationCostTests.Table, GroupCostTests.Table,
            NoCallTests.Table, OtherValuesTests.Table, ForeignNotFoundTests.Table,
        ];

    [Fact]
    public void EveryRowOfTheBudget_HasACase()
    {
        var covered = AllTables.SelectMany(table => table).Select(cost => cost.Row).ToHashSet();

        Assert.Empty(Enum.GetValues<BudgetRow>().Except(covered));
    }
}
