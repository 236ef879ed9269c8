using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

public sealed class FaultMatrixTests(FaultMatrix matrix) : IClassFixture<FaultMatrix>
{
    private const int MostShown = 20;

    public static TheoryData<string> Operations => [.. FaultMatrix.Operations.Select(operation => operation.Name)];

    [Fact]
    public void FaultTable_IsWhatWasObserved()
    {
        Caches.Need("the cache of users", "a PUT right after a read is a row of the table.");
        Pages.AssertBlock(Pages.Faults, "faults", FaultTable.Of(matrix.All));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void EveryFault_OfAnOperation_IsAnsweredAsTheContractSays(string operation)
    {
        var cases = matrix.Of(FaultMatrix.Operations.Single(known => known.Name == operation));

        var mistakes = cases.SelectMany(faultCase => faultCase.Mistakes()).ToList();

        Assert.True(mistakes.Count == 0, $"{mistakes.Count} mistakes in {cases.Count} cases\n{string.Join('\n', mistakes.Take(MostShown))}");
    }
}
