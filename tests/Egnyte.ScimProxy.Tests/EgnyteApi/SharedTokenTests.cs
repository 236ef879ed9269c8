using Egnyte.ScimProxy.EgnyteApi.RateLimiting;
using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>
/// Replicas that know nothing of each other, one token, and a gateway that may count throttled calls or not, in a sliding or a fixed
/// second: each run is one of many that differ by their random numbers.
/// </summary>
public sealed class SharedTokenTests
{
    private const int Runs = 25;
    private const int Calls = 1080;

    public enum Throttled
    {
        Uncounted,
        Counted,
    }

    public enum Window
    {
        Sliding,
        Fixed,
    }

    public static MatrixTheoryData<int, Throttled, Window> Gateways { get; } = new([2, 8, 20], Enum.GetValues<Throttled>(), Enum.GetValues<Window>());

    /// <summary>The way to Egnyte takes up to 50 ms longer than at best.</summary>
    [Theory]
    [MemberData(nameof(Gateways))]
    public void ALoneReplica_TakesTheWholeRate(int callsPerSecond, Throttled throttled, Window window) =>
        AssertEachRun(new(callsPerSecond, throttled, window), [500], mostCalls: 1.0, longest: 1.08);

    /// <summary>One call is throttled although the rate is kept: Egnyte's clock, a retry by a gateway, a call of an administrator.</summary>
    [Theory]
    [MemberData(nameof(Gateways))]
    public void ALoneReplica_TakesTheWholeRateAgain_SoonAfterAChanceThrottle(int callsPerSecond, Throttled throttled, Window window) =>
        AssertEachRun(new(callsPerSecond, throttled, window) { ThrottlesOneAt = 7 }, [500], mostCalls: 1.01, longest: 1.15);

    [Theory]
    [MemberData(nameof(Gateways))]
    public void ThreeReplicas_ShareAToken_WithoutTalking(int callsPerSecond, Throttled throttled, Window window) =>
        AssertEachRun(new(callsPerSecond, throttled, window), Each(3), mostCalls: 1.1, longest: 1.25);

    /// <summary>More than three stay in each other's way, and all are served; a network with larger delays costs more.</summary>
    [Theory]
    [InlineData(1, 0, 1.0, 1.08)]
    [InlineData(1, 0.1, 1.02, 1.2)]
    [InlineData(1, 0.3, 1.02, 1.45)]
    [InlineData(2, 0.05, 1.1, 1.25)]
    [InlineData(4, 0.05, 1.65, 1.5)]
    [InlineData(6, 0.05, 2.2, 1.6)]
    public void Replicas_AreAllServed(int replicas, double jitter, double mostCalls, double longest) =>
        AssertEachRun(new(2, Throttled.Uncounted, Window.Sliding) { Jitter = jitter }, Each(replicas), mostCalls, longest);

    /// <summary>Two of three have done their part: the third has the whole rate within 20 s.</summary>
    [Theory]
    [MemberData(nameof(Gateways))]
    public void TheReplicaThatIsLeft_TakesTheWholeRate_Within20Seconds(int callsPerSecond, Throttled throttled, Window window)
    {
        foreach (var run in RunsOf(new(callsPerSecond, throttled, window), [30 * callsPerSecond, 30 * callsPerSecond, 300 * callsPerSecond]))
        {
            run.Go();

            var others = run.Admitted.Last(call => call.Replica != 2).At.TotalSeconds;
            var own = run.Admitted.Count(call => call.Replica == 2 && call.At.TotalSeconds - others is > 20 and <= 30);
            Assert.True(own >= 9 * callsPerSecond, $"{run}: {own} calls in 10 s, 20 s after the last call of another replica");
        }
    }

    [Theory]
    [MemberData(nameof(Gateways))]
    public void AReplicaThatComesLater_IsLetIn(int callsPerSecond, Throttled throttled, Window window)
    {
        foreach (var run in RunsOf(new(callsPerSecond, throttled, window), Enumerable.Repeat(400 * callsPerSecond, 3), [0, 100, 200]))
        {
            run.Go(until: TimeSpan.FromSeconds(400));

            Assert.All(
                run.AdmittedSince(TimeSpan.FromSeconds(300)), calls => Assert.True(calls >= 0.2 * callsPerSecond * 100, $"{run}: {calls} calls in 100 s"));
        }
    }

    /// <summary>Where Egnyte hides its counts, replicas find each other by throttles alone.</summary>
    [Theory]
    [InlineData(1, 1.0, 1.08)]
    [InlineData(3, 1.6, 1.3)]
    public void WithoutCounts_AllAreServed(int replicas, double mostCalls, double longest) =>
        AssertEachRun(new(2, Throttled.Uncounted, Window.Sliding) { HidesCounts = true }, Each(replicas), mostCalls, longest);

    private static void AssertEachRun(Gateway gateway, IEnumerable<int> calls, double mostCalls, double longest)
    {
        foreach (var run in RunsOf(gateway, calls))
        {
            run.Go();

            Assert.True(run.Seen <= mostCalls * run.Admitted.Count, $"{run}: {run.Seen} calls, {run.Admitted.Count} would do");
            var atFullRate = run.Seen / (double)gateway.CallsPerSecond;
            Assert.True(run.Elapsed.TotalSeconds <= longest * atFullRate, $"{run}: {run.Elapsed.TotalSeconds:f0} s, {atFullRate:f0} s at the full rate");
        }
    }

    private static IEnumerable<int> Each(int replicas) => Enumerable.Repeat(Calls / replicas, replicas);

    private static IEnumerable<Run> RunsOf(Gateway gateway, IEnumerable<int> calls, double[]? begins = null) =>
        Enumerable.Range(0, Runs).Select(seed => new Run(seed, gateway, [.. calls], begins));

    private sealed record Gateway(int CallsPerSecond, Throttled Throttled, Window Window)
    {
        private readonly Queue<DateTimeOffset> _second = new();

        public double Jitter { get; init; } = 0.05;

        public bool HidesCounts { get; init; }

        /// <summary>A call so many seconds after the beginning is throttled without a reason.</summary>
        public double? ThrottlesOneAt { get; set; }

        public int Used { get; private set; }

        public int InTheSecond => _second.Count;

        public Gateway Anew() => new(CallsPerSecond, Throttled, Window) { Jitter = Jitter, HidesCounts = HidesCounts, ThrottlesOneAt = ThrottlesOneAt };

        public bool Admits(DateTimeOffset now, TimeSpan elapsed)
        {
            var second = Window is Window.Fixed ? new DateTimeOffset(now.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero) : now;
            while (_second.TryPeek(out var oldest) && second - oldest >= TimeSpan.FromSeconds(1))
            {
                _second.Dequeue();
            }

            var isChance = elapsed.TotalSeconds >= ThrottlesOneAt;
            ThrottlesOneAt = isChance ? null : ThrottlesOneAt;
            var passes = _second.Count < CallsPerSecond && !isChance;
            Used += passes || Throttled is Throttled.Counted ? 1 : 0;
            if (passes)
            {
                _second.Enqueue(second);
            }

            return passes;
        }
    }

    private sealed class Run
    {
        private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
        private static readonly TimeSpan ShortestWay = TimeSpan.FromSeconds(0.05);

        private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 4, 18, 0, 0, TimeSpan.Zero));
        private readonly PriorityQueue<Action, (DateTimeOffset At, int Number)> _events = new();
        private readonly int _seed;
        private readonly Random _random;
        private readonly Gateway _gateway;
        private readonly DateTimeOffset _began;
        private readonly int[] _left;
        private readonly CallPacer[] _pacers;
        private int _number;

        public Run(int seed, Gateway gateway, int[] calls, double[]? begins)
        {
            (_seed, _random, _gateway, _left) = (seed, new Random(seed), gateway.Anew(), calls);
            _began = _time.GetUtcNow().AddSeconds(_random.NextDouble());
            _pacers = [.. _left.Select((_, replica) => new CallPacer(_time, gateway.CallsPerSecond, new Random((seed * 100) + replica)))];
            for (var replica = 0; replica < _left.Length; replica++)
            {
                var own = replica;
                At(_began.AddSeconds(begins?[replica] ?? 0), () => Send(own));
            }
        }

        public int Seen { get; private set; }

        public List<(TimeSpan At, int Replica)> Admitted { get; } = [];

        public TimeSpan Elapsed => _time.GetUtcNow() - _began;

        public override string ToString() => $"seed {_seed}";

        public IEnumerable<int> AdmittedSince(TimeSpan since) =>
            Enumerable.Range(0, _left.Length).Select(replica => Admitted.Count(call => call.Replica == replica && call.At >= since));

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
            var (pacer, now) = (_pacers[replica], _time.GetTimestamp());
            if (_left[replica] == 0)
            {
                return;
            }

            var next = pacer.NextAt(0);
            if (next <= now)
            {
                _left[replica]--;
                pacer.Take(now);
                At(_time.GetUtcNow() + ShortestWay + TimeSpan.FromSeconds(_gateway.Jitter * _random.NextDouble()), () => Arrive(replica, now));
                next = pacer.NextAt(0);
            }

            // Timers fire at whole milliseconds, and never early.
            At(_time.GetUtcNow().AddMilliseconds(Math.Ceiling(_time.GetElapsedTime(now, Math.Max(now, next)).TotalMilliseconds)), () => Send(replica));
        }

        private void Arrive(int replica, long sentAt)
        {
            Seen++;
            var passes = _gateway.Admits(_time.GetUtcNow(), Elapsed);
            if (passes)
            {
                Admitted.Add((Elapsed, replica));
            }

            var counts = _gateway.HidesCounts ? default : new TokenCounts(_gateway.InTheSecond, Allotted: null, _gateway.Used, AllottedToday: null);
            At(_time.GetUtcNow() + ShortestWay, () => Hear(replica, passes, counts, sentAt));
        }

        private void Hear(int replica, bool passed, TokenCounts counts, long sentAt)
        {
            _pacers[replica].Answered(sentAt, counts, throttledFor: passed ? null : RetryAfter);
            _pacers[replica].Done(isAnswered: true);
            if (!passed && _left[replica]++ == 0)
            {
                Send(replica);
            }
        }
    }
}
