using Egnyte.ScimProxy.EgnyteApi.Pacing;
using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>
/// Replicas that know nothing of each other, one token, and a gateway that lets two calls through in any second: each run is one of many
/// that differ by their random numbers.
/// </summary>
public sealed class SharedTokenTests
{
    private const int Runs = 100;
    private const int Calls = 1080;
    private const int Allotted = 2;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>The way to Egnyte takes some time, and not always the same. More than three stay in each other's way, and all are served.</summary>
    [Theory]
    [InlineData(1, 0, 1.0, 1.04)]
    [InlineData(1, 0.05, 1.02, 1.1)]
    [InlineData(1, 0.1, 1.02, 1.15)]
    [InlineData(1, 0.3, 1.02, 1.35)]
    [InlineData(2, 0, 1.1, 1.25)]
    [InlineData(2, 0.05, 1.1, 1.25)]
    [InlineData(3, 0, 1.15, 1.3)]
    [InlineData(3, 0.05, 1.15, 1.3)]
    [InlineData(4, 0.05, 1.5, 1.5)]
    [InlineData(6, 0.05, 2.2, 1.6)]
    public void Replicas_ShareAToken_WithoutTalking(int replicas, double longestWay, double mostCalls, double longest)
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var run = new Run(seed, longestWay, Enumerable.Repeat(Calls / replicas, replicas));
            run.Go();

            Assert.True(run.Seen <= mostCalls * Calls, $"seed {seed}: {run.Seen} calls, {Calls} would do");
            Assert.True(run.Elapsed.TotalSeconds <= longest * Calls / Allotted, $"seed {seed}: {run.Elapsed.TotalSeconds:f0} s, {Calls / Allotted} s at full pace");
        }
    }

    [Fact]
    public void ThreeReplicas_GetAFairPart_SoonAfterTheyBegan()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var run = new Run(seed, 0.02, [Calls, Calls, Calls]);
            run.Go(until: TimeSpan.FromSeconds(300));

            Assert.All(run.AdmittedSince(TimeSpan.FromSeconds(60)), calls => Assert.True(calls >= 0.2 * Allotted * 240, $"seed {seed}: {calls} calls in 240 s"));
        }
    }

    [Fact]
    public void WhoeverIsLeft_TakesItAll()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var run = new Run(seed, 0.02, [100, 100, 1000]);
            run.Go();

            // 300 calls together, then 45 s to be sure of a half and 45 s of the whole, then 1.94 a second.
            Assert.True(run.Elapsed.TotalSeconds < 720, $"seed {seed}: {run.Elapsed.TotalSeconds:f0} s");
        }
    }

    [Fact]
    public void WhoeverComesLater_IsLetIn()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var run = new Run(seed, 0.02, [Calls, Calls, Calls], begins: [0, 100, 200]);
            run.Go(until: TimeSpan.FromSeconds(400));

            Assert.All(run.AdmittedSince(TimeSpan.FromSeconds(300)), calls => Assert.True(calls >= 0.2 * Allotted * 100, $"seed {seed}: {calls} calls in 100 s"));
        }
    }

    private sealed class Run
    {
        private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 18, 0, 0, TimeSpan.Zero));
        private readonly PriorityQueue<Action, (DateTimeOffset At, int Number)> _events = new();
        private readonly Queue<DateTimeOffset> _second = new();
        private readonly List<(TimeSpan At, int Replica)> _admitted = [];
        private readonly Random _random;
        private readonly double _longestWay;
        private readonly DateTimeOffset _began;
        private readonly int[] _left;
        private readonly TokenRate[] _rates;
        private int _number;

        public Run(int seed, double longestWay, IEnumerable<int> calls, double[]? begins = null)
        {
            (_random, _longestWay, _left, _began) = (new Random(seed), longestWay, [.. calls], _time.GetUtcNow());
            _rates = [.. _left.Select((_, replica) => new TokenRate(_time, Allotted, new Random((seed * 100) + replica)))];
            for (var replica = 0; replica < _left.Length; replica++)
            {
                var own = replica;
                At(_began.AddSeconds(begins?[replica] ?? 0), () => Send(own));
            }
        }

        public int Seen { get; private set; }

        public TimeSpan Elapsed => _time.GetUtcNow() - _began;

        public IEnumerable<int> AdmittedSince(TimeSpan since) => Enumerable.Range(0, _left.Length).Select(replica => _admitted.Count(call => call.Replica == replica && call.At >= since));

        public void Go(TimeSpan? until = null)
        {
            while (_events.TryDequeue(out var happens, out var when) && (until is not { } end || when.At < _began + end))
            {
                _time.SetUtcNow(when.At);
                happens();
            }
        }

        private void At(DateTimeOffset at, Action happens) => _events.Enqueue(happens, (at < _time.GetUtcNow() ? _time.GetUtcNow() : at, _number++));

        private void Send(int replica)
        {
            var (rate, now) = (_rates[replica], _time.GetTimestamp());
            if (_left[replica] == 0)
            {
                return;
            }

            var turn = rate.NextAt(0);
            if (turn <= now)
            {
                _left[replica]--;
                rate.Take(now);
                At(_time.GetUtcNow() + Way(), () => Arrive(replica, now));
                turn = rate.NextAt(0);
            }

            // Timers fire at whole milliseconds, and never early.
            At(_time.GetUtcNow().AddMilliseconds(Math.Ceiling(_time.GetElapsedTime(now, Math.Max(now, turn)).TotalMilliseconds)), () => Send(replica));
        }

        private void Arrive(int replica, long sentAt)
        {
            Seen++;
            while (_second.TryPeek(out var oldest) && _time.GetUtcNow() - oldest >= TimeSpan.FromSeconds(1))
            {
                _second.Dequeue();
            }

            var passes = _second.Count < Allotted;
            if (passes)
            {
                _second.Enqueue(_time.GetUtcNow());
                _admitted.Add((Elapsed, replica));
            }

            var used = _admitted.Count;
            At(_time.GetUtcNow() + Way(), () => Hear(replica, passes, used, sentAt));
        }

        private void Hear(int replica, bool passed, int used, long sentAt)
        {
            if (passed)
            {
                _rates[replica].Admitted(used);
            }
            else
            {
                _rates[replica].Throttled(RetryAfter, sentAt, used);
            }

            _rates[replica].Done(isAnswered: true);
            if (!passed && _left[replica]++ == 0)
            {
                Send(replica);
            }
        }

        private TimeSpan Way() => TimeSpan.FromSeconds(_longestWay * _random.NextDouble());
    }
}
