using System.Collections.Concurrent;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>Every operation under every fault, run once for all the tests that look at it.</summary>
public sealed class FaultMatrix : IAsyncLifetime
{
    private const int OperationsAtOnce = 4;

    private readonly ConcurrentDictionary<string, IReadOnlyList<Cell>> _cells = new();

    internal IEnumerable<Cell> All => KnownOperations.All.SelectMany(Of);

    public async ValueTask InitializeAsync()
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = OperationsAtOnce, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(KnownOperations.All, options, async (operation, _) => _cells[operation.Name] = await FaultyEgnyte.RunAsync(operation));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal IReadOnlyList<Cell> Of(ScimOperation operation) => _cells[operation.Name];
}
