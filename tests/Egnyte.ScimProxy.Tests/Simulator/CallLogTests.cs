using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.Tests.Simulator;

public sealed class CallLogTests : SimulatorTest
{
    [Fact]
    public async Task Call_IsRecordedWhole()
    {
        var user = AddUser();

        await SendAsync("PATCH", $"{Users}/{user.Id}?why=test", """{"active":false}""");

        Assert.Equal(
            new SimulatedCall(
                1, Time.GetUtcNow(), "PATCH", $"{Users}/{user.Id}", "?why=test", """{"active":false}""", 200, "test-request", "PATCH /pubapi/v2/users/{id}"),
            Assert.Single(Simulator.Calls.Snapshot()));
    }

    [Fact]
    public async Task Calls_AreCountedByRouteWhateverTheirAnswer()
    {
        await GetAsync($"{Users}/1");
        await GetAsync($"{Users}/2");
        await SendAsync("PUT", $"{Users}/2", "{}");
        await GetAsync("/nowhere");

        Assert.Equal(4, Simulator.Calls.Count);
        Assert.Equal(2, Simulator.Calls.CountOf("GET /pubapi/v2/users/{id}"));
        Assert.Equal(
            new Dictionary<string, int> { ["GET /pubapi/v2/users/{id}"] = 2, ["PUT /pubapi/v2/users/{id}"] = 1, ["unknown"] = 1 },
            Simulator.Calls.CountsPerRoute());
    }

    [Fact]
    public async Task Clear_StartsAtOneAgain()
    {
        await GetAsync(Users);
        Simulator.Calls.Clear();
        await GetAsync(Groups);

        Assert.Equal(1, Assert.Single(Simulator.Calls.Snapshot()).Sequence);
        Assert.Equal(0, Simulator.Calls.CountOf("GET /pubapi/v2/users"));
    }

    [Fact]
    public async Task Recorded_IsRaisedBeforeTheAnswerLeaves()
    {
        var heard = new List<SimulatedCall>();
        Simulator.Calls.Recorded += heard.Add;

        await GetAsync(Users);

        Assert.Equal(Simulator.Calls.Snapshot(), heard);
    }

    [Fact]
    public async Task Disabled_RecordsNothing()
    {
        Simulator.Calls.Enabled = false;

        await GetAsync(Users);

        Assert.Equal(0, Simulator.Calls.Count);
    }

    [Fact]
    public async Task Log_IsBoundedButCountsOn()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            for (var i = 0; i < CallLog.Capacity / 4 + 5; i++)
            {
                await GetAsync("/nowhere");
            }
        }));

        Assert.Equal(CallLog.Capacity + 20, Simulator.Calls.Count);
        Assert.Equal(CallLog.Capacity, Simulator.Calls.Snapshot().Count);
        Assert.Equal(21, Simulator.Calls.Snapshot()[0].Sequence);
    }

    protected override SimulatorOptions Options()
    {
        var options = base.Options();
        options.CallsPerSecond = 100_000;
        return options;
    }
}
