namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>
/// Random tasks under random faults. Egnyte holds each acknowledged change once, and no rejected change. Only a client that was told to
/// retry does not know the outcome. After its retry, Egnyte holds what the client wants.
/// </summary>
public sealed class SequenceTests
{
    private const int Lanes = 4;

    private const int SequencesPerLane = 500;

    private const int MostShown = 5;

    /// <summary>The first seed. The developer can set another one to run other sequences: <c>SEQUENCE_SEED=4711</c>.</summary>
    private static readonly int FirstSeed = int.TryParse(Environment.GetEnvironmentVariable("SEQUENCE_SEED"), out var seed) ? seed : 20261124;

    [Fact]
    public async Task RandomTasks_UnderRandomFaults_LoseNothingAndDoNothingTwice()
    {
        var lanes = Enumerable.Range(0, Lanes)
            .Select(lane => Task.Run(() => SequenceEgnyte.RunAsync([.. Enumerable.Range(FirstSeed + (lane * SequencesPerLane), SequencesPerLane)])));

        var results = await Task.WhenAll(lanes);

        var failures = results.SelectMany(result => result.Failures).ToList();
        var (calls, struck) = (results.Sum(result => result.Calls), results.Sum(result => result.Struck));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Lanes * SequencesPerLane} sequences from seed {FirstSeed} on, {calls} Egnyte calls, {struck} of them failed.");
        Assert.True(failures.Count == 0, $"{failures.Count} of {Lanes * SequencesPerLane} sequences failed\n\n{string.Join("\n\n", failures.Take(MostShown))}");
        Assert.InRange((double)struck / calls, 0.2, 0.4);
    }
}
