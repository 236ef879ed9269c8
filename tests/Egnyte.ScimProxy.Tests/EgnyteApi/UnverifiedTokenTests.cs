using System.Net;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.EgnyteApi.Answers.Models;

namespace Egnyte.ScimProxy.Tests.EgnyteApi;

/// <summary>A flood of invented tokens does not keep out a valid token that this process has not seen accepted (contract §1.6).</summary>
[Collection(nameof(OneClockForAll))]
public sealed class UnverifiedTokenTests
{
    private const string Valid = "valid";
    private const int StepsPerSecond = 10;
    private const int InventedPerStep = 5;

    private static readonly IPAddress Client = IPAddress.Parse("192.0.2.1");

    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(1, 1)]
    [InlineData(5, 1)]
    [InlineData(2, 100)]
    public async Task GetUser_UnderAFloodFromOtherAddresses_IsAnsweredWithin10s(double latency, int attackers)
    {
        using var domain = new Domain(TimeSpan.FromSeconds(latency));

        var seconds = await domain.SecondsUntilAnsweredAsync(flood => IPAddress.Parse($"198.51.100.{1 + (flood % attackers)}"));

        Assert.InRange(seconds, 0, 10);
    }

    /// <summary>64 calls at once of 1 s each are 64 a second, and 50 arrive.</summary>
    [Theory]
    [InlineData(0.2)]
    [InlineData(1.2)]
    public async Task GetUser_UnderAFloodFromTheSameAddress_IsAnsweredWithin30s(double latency)
    {
        using var domain = new Domain(TimeSpan.FromSeconds(latency));

        var seconds = await domain.SecondsUntilAnsweredAsync(_ => Client);

        Assert.InRange(seconds, 0, 30);
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    public async Task GetUser_OfAnotherAddress_IsSentBeforeTheSecondOfTheFirst(string first, string second, bool areOne)
    {
        using var domain = new Domain(TimeSpan.FromSeconds(1));
        var all = Enumerable.Range(0, 64).Select(i => domain.ReadAsync($"filler-{i}", IPAddress.Loopback)).ToList();
        await FakeEgnyte.Settle();
        all.Add(domain.ReadAsync("b", IPAddress.Parse(second)));
        all.Add(domain.ReadAsync("a1", IPAddress.Parse(first)));
        all.AddRange(Enumerable.Range(2, 62).Select(i => domain.ReadAsync($"a{i}", IPAddress.Parse(first))));
        all.Add(domain.ReadAsync("a64", IPAddress.Parse(first)));

        await domain.Drive(Task.WhenAll(all));

        // 65 calls wait for 64 slots: one of them is sent a second later.
        Assert.Equal(areOne ? "b" : "a1", domain.Seen[^1].Token);
    }

    [Fact]
    public async Task GetUser_WithThousandsOfInventedTokens_SendsABoundedNumberAndRejectsTheOldest()
    {
        using var domain = new Domain(TimeSpan.FromSeconds(1));

        var all = Enumerable.Range(0, 3000).Select(i => domain.ReadAsync($"invented-{i}", Client)).ToList();
        await domain.Drive(Task.WhenAll(all));

        var rejected = all.Where(call => FailureOf(call).Kind is EgnyteFailure.Throttled).ToList();
        Assert.Equal(64, domain.MostAtOnce);
        Assert.InRange(domain.Seen.Count, 64 + 128, 64 + 128);
        Assert.All(rejected, call => Assert.Equal(15, FailureOf(call).RetryAfter!.Value.TotalSeconds));
        Assert.Equal(EgnyteFailure.TokenRejected, FailureOf(all[^1]).Kind);
    }

    /// <summary>After 10 s Egnyte is asked again.</summary>
    [Fact]
    public async Task GetUser_WithATokenThatWasNeverAccepted_IsRefusedFromTheCacheFor10s()
    {
        using var domain = new Domain(TimeSpan.FromSeconds(0.1));
        var together = Enumerable.Range(0, 20).Select(_ => domain.ReadAsync("invented", Client)).ToList();
        await domain.Drive(Task.WhenAll(together));
        Assert.All(together, call => Assert.Equal(EgnyteFailure.TokenRejected, FailureOf(call).Kind));
        Assert.Single(domain.Seen);

        domain.Time.Advance(TimeSpan.FromSeconds(9.8));
        await domain.Drive(domain.ReadAsync("invented", Client));
        Assert.Single(domain.Seen);

        domain.Time.Advance(TimeSpan.FromSeconds(0.3));
        domain.Accepted.Add("invented");
        await domain.Drive(domain.ReadAsync("invented", Client));
        Assert.Equal(2, domain.Seen.Count);
    }

    [Fact]
    public async Task GetUser_WithATokenThatWasAcceptedBefore_IsNeverRefusedFromTheCache()
    {
        using var domain = new Domain(TimeSpan.FromSeconds(0.1));
        await domain.Drive(domain.ReadAsync(Valid, Client));
        domain.Accepted.Remove(Valid);
        var refused = new[] { domain.ReadAsync(Valid, Client), domain.ReadAsync(Valid, Client) };
        await domain.Drive(Task.WhenAll(refused));
        domain.Accepted.Add(Valid);

        var repaired = domain.ReadAsync(Valid, Client);
        await domain.Drive(repaired);

        Assert.All(refused, call => Assert.Equal(EgnyteFailure.TokenRejected, FailureOf(call).Kind));
        Assert.True(repaired.IsCompletedSuccessfully);
        Assert.Equal(4, domain.Seen.Count);
    }

    /// <summary>Customers of Okta share its outbound addresses: what others do there delays no token that this process knows.</summary>
    [Fact]
    public async Task GetUser_WithAVerifiedToken_IsSentAtOnceThoughItsAddressHoldsAllSlots()
    {
        using var domain = new Domain(TimeSpan.FromSeconds(5));
        await domain.Drive(domain.ReadAsync(Valid, Client));
        domain.Time.Advance(TimeSpan.FromSeconds(1));
        var invented = Enumerable.Range(0, 64 + 128).Select(i => domain.ReadAsync($"invented-{i}", Client)).ToList();
        await FakeEgnyte.Settle();
        Assert.Equal(128, domain.Connection.Queued(EgnytePriority.Ordinary));
        var began = domain.Time.GetUtcNow();

        await domain.Drive(domain.ReadAsync(Valid, Client));

        Assert.Equal(began, domain.Seen.Last(call => call.Token == Valid).At);
        await domain.Drive(Task.WhenAll(invented));
    }

    /// <summary>The table of tokens is bounded: invented tokens evict invented tokens only.</summary>
    [Fact]
    public async Task GetUser_WithMoreInventedTokensThanAreKept_DropsTheOldestOfThem()
    {
        using var domain = new Domain(TimeSpan.FromSeconds(0.1));
        await domain.Drive(domain.ReadAsync(Valid, Client));
        for (var i = 0; i < 1100; i += 50)
        {
            await domain.Drive(Task.WhenAll(Enumerable.Range(i, 50).Select(number => domain.ReadAsync($"invented-{number}", Client))));
        }

        await domain.Drive(Task.WhenAll(domain.ReadAsync("invented-0", Client), domain.ReadAsync("invented-1099", Client)));

        // What is kept of a rejected token is that Egnyte need not be asked again.
        Assert.Equal(2, domain.Seen.Count(call => call.Token == "invented-0"));
        Assert.Single(domain.Seen, call => call.Token == "invented-1099");
        Assert.True(domain.Connection.Knows(TokenHash.Of(Valid)));
    }

    /// <summary>A client that disconnects while its call is queued leaves no slot behind it.</summary>
    [Fact]
    public async Task GetUser_WhoseClientsDisconnect_LeavesAllSlotsFree()
    {
        using var domain = new Domain(TimeSpan.FromSeconds(5));
        using var gone = new CancellationTokenSource();
        var all = Enumerable.Range(0, 150).Select(i => domain.ReadAsync($"invented-{i}", IPAddress.Parse($"198.51.100.{i % 7}"), gone.Token)).ToList();
        await FakeEgnyte.Settle();
        await gone.CancelAsync();
        await domain.Drive(Task.WhenAll(all));
        Assert.All(all, call => Assert.True(call.IsCanceled));
        Assert.Equal(0, domain.Connection.Queued(EgnytePriority.Ordinary));
        domain.Seen.Clear();
        var began = domain.Time.GetUtcNow();

        await domain.Drive(Task.WhenAll(Enumerable.Range(0, 64).Select(i => domain.ReadAsync($"later-{i}", Client))));

        Assert.Equal(64, domain.Seen.Count);
        Assert.All(domain.Seen, call => Assert.Equal(began, call.At));
    }

    private static EgnyteApiException FailureOf(Task call) => Assert.IsType<EgnyteApiException>(call.Exception?.InnerException);

    /// <summary>An Egnyte that answers every call after the same time, and accepts the tokens that it knows.</summary>
    private sealed class Domain : HttpMessageHandler
    {
        private readonly Lock _lock = new();
        private readonly TimeSpan _latency;
        private int _atOnce;

        public Domain(TimeSpan latency)
        {
            _latency = latency;
            Connection = EgnyteConnection.Open(new Uri("https://acme.egnyte.test"), new EgnyteConnectionOptions { Time = Time, Innermost = this });
        }

        public JumpingTime Time { get; } = new(new DateTimeOffset(2026, 5, 4, 18, 0, 0, TimeSpan.Zero));

        public EgnyteConnection Connection { get; }

        public HashSet<string> Accepted { get; } = [Valid];

        public List<(string Token, DateTimeOffset At)> Seen { get; } = [];

        public int MostAtOnce { get; private set; }

        public Task<EgnyteUser> ReadAsync(string token, IPAddress client, CancellationToken? cancellationToken = null)
        {
            var call = new EgnyteCallContext(token, TokenHash.Of(token), Time.GetTimestamp() + (50 * Time.TimestampFrequency), "request-1")
            {
                ClientAddress = client,
                ArrivedAt = Time.GetTimestamp(),
            };
            return Connection.Api.GetUserAsync(1, call, cancellationToken ?? FakeEgnyte.Stop);
        }

        /// <summary>50 invented tokens a second, for 5 s before and until the valid one, which retries as it is told, is answered.</summary>
        public async Task<double> SecondsUntilAnsweredAsync(Func<int, IPAddress> attacker)
        {
            var (invented, asked, retryAt) = (0, (DateTimeOffset?)null, DateTimeOffset.MaxValue);
            Task<EgnyteUser>? answer = null;
            for (var step = 0; step < 60 * StepsPerSecond; step++)
            {
                for (var i = 0; i < InventedPerStep; i++)
                {
                    _ = ReadAsync($"invented-{invented}", attacker(invented++)).ContinueWith(call => call.Exception, TaskScheduler.Default);
                }

                if (step == 5 * StepsPerSecond || Time.GetUtcNow() >= retryAt)
                {
                    asked ??= Time.GetUtcNow();
                    (answer, retryAt) = (ReadAsync(Valid, Client), DateTimeOffset.MaxValue);
                }

                await FakeEgnyte.Settle();
                if (asked is { } since && answer?.IsCompletedSuccessfully == true)
                {
                    return (Time.GetUtcNow() - since).TotalSeconds;
                }

                if (answer?.IsFaulted == true && retryAt == DateTimeOffset.MaxValue)
                {
                    retryAt = Time.GetUtcNow() + FailureOf(answer).RetryAfter!.Value;
                }

                Time.Advance(TimeSpan.FromSeconds(1.0 / StepsPerSecond));
            }

            return double.PositiveInfinity;
        }

        public async Task Drive(Task task)
        {
            while (!task.IsCompleted)
            {
                await FakeEgnyte.Settle(task);
                Assert.True(task.IsCompleted || Time.TryJump(), "the call never ended");
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var token = request.Headers.NonValidated["Authorization"].ToString()["Bearer ".Length..];
            lock (_lock)
            {
                Seen.Add((token, Time.GetUtcNow()));
                MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
            }

            try
            {
                await Task.Delay(_latency, Time, cancellationToken);
            }
            finally
            {
                lock (_lock)
                {
                    _atOnce--;
                }
            }

            var isAccepted = Accepted.Contains(token);
            return new HttpResponseMessage(isAccepted ? HttpStatusCode.OK : HttpStatusCode.Unauthorized)
            {
                Content = new StringContent(
                    isAccepted ? FakeEgnyte.User.Replace("{id}", request.RequestUri!.Segments[^1], StringComparison.Ordinal) : "",
                    System.Text.Encoding.UTF8,
                    "application/json"),
                RequestMessage = request,
            };
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                Connection.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
