namespace Egnyte.ScimProxy.RolloutTests;

[Collection(nameof(OneClockForAll))]
public sealed class VirtualTimeTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 6, 15, 10, 0, 0, TimeSpan.Zero);

    private readonly VirtualTime _time = new(Start);

    public void Dispose() => _time.Dispose();

    [Fact]
    public async Task TimeAndTimestamp_GoTogether_AndStandWhileNobodyRunsThem()
    {
        var before = _time.GetTimestamp();
        var waited = _time.WaitAsync(TimeSpan.FromHours(30), TestContext.Current.CancellationToken);

        Assert.False(waited.IsCompleted);
        Assert.Equal(Start, _time.GetUtcNow());
        await _time.RunAsync(() => waited);

        Assert.Equal(Start.AddHours(30), _time.GetUtcNow());
        Assert.Equal(TimeSpan.FromHours(30), _time.GetElapsedTime(before));
        Assert.Equal(TimeSpan.FromHours(30), _time.Elapsed);
    }

    [Fact]
    public async Task Waits_EndInTheirOrder_EachAtItsTime()
    {
        var ends = new List<(int Wait, TimeSpan At)>();
        var waits = Enumerable.Range(0, 500).Select(number => (number * 7919) % 1000).ToList();

        await _time.RunAsync(() => Task.WhenAll(waits.Select(async seconds =>
        {
            await _time.WaitAsync(TimeSpan.FromSeconds(seconds));
            lock (ends)
            {
                ends.Add((seconds, _time.Elapsed));
            }
        })));

        Assert.Equal(waits.Order(), ends.Select(end => end.Wait));
        Assert.All(ends, end => Assert.Equal(TimeSpan.FromSeconds(end.Wait), end.At));
    }

    [Fact]
    public async Task TimersThatAreTakenBack_AreNotJumpedTo()
    {
        var timeouts = Enumerable.Range(0, 10_000).Select(number => new CancellationTokenSource(TimeSpan.FromSeconds(1 + number), _time)).ToList();
        timeouts.ForEach(timeout => timeout.Dispose());

        await _time.RunAsync(() => _time.WaitAsync(TimeSpan.FromDays(1)));

        Assert.Equal(1, _time.Jumps);
        Assert.Equal(0, _time.AlarmsSet);
    }

    [Fact]
    public async Task ATimerThatWasChanged_RingsAtTheLaterTimeOnly()
    {
        var rung = new List<TimeSpan>();
        await using var timer = _time.CreateTimer(_ => rung.Add(_time.Elapsed), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);

        await _time.RunAsync(() => _time.WaitAsync(TimeSpan.FromSeconds(10)));

        Assert.Equal([TimeSpan.FromSeconds(5)], rung);
    }

    [Fact]
    public async Task APeriodicTimer_RingsAgain_UntilItIsDisposed()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(5), _time);

        await _time.RunAsync(async () =>
        {
            for (var i = 0; i < 3; i++)
            {
                await timer.WaitForNextTickAsync();
            }
        });

        Assert.Equal(TimeSpan.FromMinutes(15), _time.Elapsed);
    }

    [Fact]
    public async Task WorkInBetween_TakesNoTime()
    {
        await _time.RunAsync(async () =>
        {
            var pending = _time.WaitAsync(TimeSpan.FromHours(1));
            for (var i = 0; i < 200; i++)
            {
                await Task.Run(() => Enumerable.Range(0, 20_000).Sum());
                Assert.Equal(TimeSpan.Zero, _time.Elapsed);
            }

            await pending;
        });

        Assert.Equal(TimeSpan.FromHours(1), _time.Elapsed);
    }
}
