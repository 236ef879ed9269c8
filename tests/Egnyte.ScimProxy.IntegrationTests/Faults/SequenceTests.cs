namespace Egnyte.ScimProxy.IntegrationTests.Faults;

/// <summary>
/// Random tasks under random faults. What was acknowledged is in Egnyte once; what was refused is not; only a client that was told to
/// come back does not know, and when it has come back all is as it wants.
/// </summary>
public sealed class SequenceTests
{
    private const int Lanes = 4;

    private const int SequencesPerLane = 500;

    private const int MostShown = 5;

    /// <summary>Another beginning, for whoever wants to look further: <c>SEQUENCE_SEED=4711</c>.</summary>
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
