using System.Collections.Concurrent;

namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>Every operation under every fault, run once for all the tests that look at it.</summary>
public sealed class FaultMatrix : IAsyncLifetime
{
    private const int OperationsAtOnce = 4;

    /// <summary>Without caches, every so many operations are enough by default.</summary>
    private const int SampleWithoutCaches = 5;

    private readonly ConcurrentDictionary<string, IReadOnlyList<FaultCase>> _cases = new();

    internal static IReadOnlyList<ScimOperation> Operations { get; } =
        Caches.AreOff && !Exhaustive.IsOn ? [.. KnownOperations.All.Where((_, place) => place % SampleWithoutCaches == 0)] : [.. KnownOperations.All];

    internal IEnumerable<FaultCase> All => Operations.SelectMany(Of);

    public async ValueTask InitializeAsync()
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = OperationsAtOnce, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(Operations, options, async (operation, _) => _cases[operation.Name] = await FaultyEgnyte.RunAsync(operation));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal IReadOnlyList<FaultCase> Of(ScimOperation operation) => _cases[operation.Name];
}
