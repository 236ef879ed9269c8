using System.Net;
using Egnyte.ScimProxy.EgnyteApi;
using Egnyte.ScimProxy.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>A flood of invented tokens does not keep out a valid token that this process has not seen yet (contract §1.6).</summary>
[Collection(nameof(OneClockForAll))]
public sealed class UnverifiedFloodTests
{
    private const int MostAtEgnyte = 64;
    private const int MostQueued = 128;
    private const int QueuedBefore = 50;
    private const string Jane = """
        {"id":{id},"userName":"jane.doe","email":"jane.doe@example.com","name":{"givenName":"Jane","familyName":"Doe"},"active":true}
        """;

    private const int InventedPerSecond = 50;
    private const string FloodAddress = "198.51.100.7";

    private static readonly TimeSpan BeforeTheTokenComes = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(10);

    /// <summary>The clock stands still, so that no call gives up its place on a slow machine.</summary>
    [Fact]
    public async Task AnUnknownToken_IsTheNextToBeSent_ThoughManyOfAnotherAddressWait()
    {
        await using var egnyte = await HeldEgnyte.StartAsync();
        await using var proxy = await ScimProxyApplication.StartAsync(
            egnyte.Address, [new("ScimProxy:TrustedProxies:0", "127.0.0.0/8")], new FakeTimeProvider(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero)));
        using var client = proxy.CreateClient(token: null);
        using var patience = new CancellationTokenSource();
        var flood = Invent(0, MostAtEgnyte);
        var held = new List<HeldCall>();
        while (held.Count < MostAtEgnyte)
        {
            held.Add(await egnyte.NextAsync());
        }

        // Some wait before it and some behind: neither the oldest nor the newest is sent next.
        flood.AddRange(Invent(MostAtEgnyte, QueuedBefore));
        await UntilQueuedAsync(proxy, QueuedBefore);
        var unknown = SendAsync("unknown", "192.0.2.1", "Users/8");
        await UntilQueuedAsync(proxy, QueuedBefore + 1);
        flood.AddRange(Invent(MostAtEgnyte + QueuedBefore, MostQueued - QueuedBefore - 1));
        await UntilQueuedAsync(proxy, MostQueued);

        held[0].Refuse();
        var next = await egnyte.NextAsync();

        Assert.Equal("GET users/8", next.What);
        next.Answer(Jane);
        Assert.Equal(200, (int)(await unknown).StatusCode);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(flood));

        List<Task<HttpResponseMessage>> Invent(int first, int count) =>
            [.. Enumerable.Range(first, count).Select(number => SendAsync($"invented-{number}", FloodAddress, "Users/7"))];

        async Task<HttpResponseMessage> SendAsync(string token, string address, string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Authorization", $"Bearer {token}");
            request.Headers.Add("X-Forwarded-For", address);
            return await client.SendAsync(request, patience.Token);
        }
    }

    /// <summary>
    /// The client retries after each 429 as Retry-After says, as Okta does. The last row has more invented tokens at Egnyte than the proxy sends
    /// at once, so they are queued. All times are virtual: the clock stands while client, proxy or Egnyte works, so a slow machine changes none.
    /// </summary>
    [Theory]
    [InlineData("192.0.2.1", 300, 10)]
    [InlineData(FloodAddress, 300, 30)]
    [InlineData("192.0.2.1", 2000, 10)]
    public async Task AnUnknownToken_During50InventedTokensASecond_IsAnsweredInTime(string address, int latency, int mostSeconds)
    {
        await using var site = await RolloutSite.StartAsync(settings: new KeyValuePair<string, string?>("ScimProxy:TrustedProxies:0", "127.0.0.0/8"));
        site.Simulator.Controls.Latency = TimeSpan.FromMilliseconds(latency);
        var flood = new List<Task<HttpResponseMessage>>();
        var (status, took, isOver) = (default(HttpStatusCode), TimeSpan.Zero, false);

        await site.Time.RunAsync(async () =>
        {
            var flooding = FloodAsync();
            await site.Time.WaitAsync(BeforeTheTokenComes);
            var began = site.Time.GetTimestamp();
            var answer = await SendAsync(ScimProxyApplication.Token, address);
            while (answer.StatusCode is HttpStatusCode.TooManyRequests && site.Time.GetElapsedTime(began).TotalSeconds <= mostSeconds)
            {
                await site.Time.WaitAsync(answer.Headers.RetryAfter!.Delta!.Value);
                answer = await SendAsync(ScimProxyApplication.Token, address);
            }

            (status, took, isOver) = (answer.StatusCode, site.Time.GetElapsedTime(began), true);
            await flooding;
            await Task.WhenAll(flood);
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"Answered {status} after {took}, during {flood.Count} invented tokens.");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.InRange(took, TimeSpan.FromMilliseconds(latency), TimeSpan.FromSeconds(mostSeconds));
        Assert.InRange(flood.Count, InventedPerSecond * BeforeTheTokenComes.TotalSeconds, int.MaxValue);
        Assert.All(flood, answer => Assert.True((int)answer.Result.StatusCode is 401 or 429, $"{answer.Result.StatusCode}"));

        async Task FloodAsync()
        {
            for (; !isOver; await site.Time.WaitAsync(TimeSpan.FromSeconds(1) / InventedPerSecond))
            {
                flood.Add(SendAsync($"invented-{flood.Count}", FloodAddress));
            }
        }

        async Task<HttpResponseMessage> SendAsync(string token, string from)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "Users?count=1");
            request.Headers.Add("Authorization", $"Bearer {token}");
            request.Headers.Add("X-Forwarded-For", from);
            return await site.Clients[0].SendAsync(request, TestContext.Current.CancellationToken);
        }
    }

    private static async Task UntilQueuedAsync(ScimProxyApplication proxy, int count)
    {
        var connection = Assert.Single(proxy.Services.GetRequiredService<TenantDirectory>().All).Connection;
        while (connection.Queued(EgnytePriority.Ordinary) < count)
        {
            await Task.Delay(BetweenLooks, TestContext.Current.CancellationToken);
        }
    }
}
