using System.Net;

namespace Egnyte.ScimProxy.RolloutTests.Okta;

/// <summary>The fake Okta takes answers as scim-clients.md §5 says: what every other test here stands on.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class OktaTaskTests : IDisposable
{
    private readonly VirtualTime _time = new(new DateTimeOffset(2026, 6, 15, 10, 0, 0, TimeSpan.Zero));

    public void Dispose() => _time.Dispose();

    [Theory]
    [InlineData(LaterWaits.Doubled, new[] { 20, 40, 80 })]
    [InlineData(LaterWaits.AsGiven, new[] { 20, 7, 3 })]
    public async Task RetryAfter_IsTheFirstWait_AndLaterOnesGoByTheMode(LaterWaits laterWaits, int[] waits)
    {
        var outcome = await RunAsync(laterWaits, Resumption.Request, ["20", "7", "3"]);

        Assert.Null(outcome.Stranding);
        Assert.Equal(waits, outcome.Waits.Select(wait => (int)wait.TotalSeconds));
        Assert.Equal(waits.Sum(), outcome.Took.TotalSeconds);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Mon, 15 Jun 2026 10:00:20 GMT")]
    [InlineData("20.5")]
    public async Task WithoutAnIntegerOfSeconds_TheFirstWaitIsFiveMinutes(string? retryAfter)
    {
        var outcome = await RunAsync(LaterWaits.Doubled, Resumption.Request, [retryAfter]);

        Assert.Equal([TimeSpan.FromMinutes(5)], outcome.Waits);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public async Task TenWaits_AreTheMost(int throttles, bool isStranded)
    {
        var outcome = await RunAsync(LaterWaits.AsGiven, Resumption.Task, [.. Enumerable.Repeat("15", throttles)]);

        Assert.Equal(isStranded, outcome.Stranding is not null);
        Assert.Equal(10, outcome.Waits.Count);
    }

    [Theory]
    [InlineData(Resumption.Task, "GET a, GET a, GET b, GET a, GET b")]
    [InlineData(Resumption.Request, "GET a, GET a, GET b, GET b")]
    public async Task AfterAWait_TheTaskOrTheRequestIsDoneAgain(Resumption resumption, string expected)
    {
        var asked = new List<string>();

        // A 429 to the first request, and one to the second.
        var client = Client((path, number) => (path, number) is ("a", 1) or ("b", 1) ? Throttled("15") : new(HttpStatusCode.OK), asked);
        await RunAsync(client, LaterWaits.Doubled, resumption, async task =>
        {
            await task.SendAsync("GET", "a");
            await task.SendAsync("GET", "b");
        });

        Assert.Equal(expected, string.Join(", ", asked));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(503)]
    public async Task AnyOtherError_StrandsTheTask(int status)
    {
        var outcome = await RunAsync(
            Client((_, _) => new((HttpStatusCode)status), []), LaterWaits.Doubled, Resumption.Task, task => task.SendAsync("GET", "a"));

        Assert.StartsWith($"GET a: {status}", outcome.Stranding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoAnswerForSixtySeconds_StrandsTheTask()
    {
        using var client = new HttpClient(new Silence()) { BaseAddress = new Uri("http://scim.example.com/"), Timeout = Timeout.InfiniteTimeSpan };

        var outcome = await RunAsync(client, LaterWaits.Doubled, Resumption.Task, task => task.SendAsync("GET", "a"));

        Assert.NotNull(outcome.Stranding);
        Assert.Equal(TimeSpan.FromSeconds(60), outcome.Took);
    }

    private Task<OktaOutcome> RunAsync(LaterWaits laterWaits, Resumption resumption, string?[] retryAfters) => RunAsync(
        Client((_, number) => number <= retryAfters.Length ? Throttled(retryAfters[number - 1]) : new(HttpStatusCode.OK), []), laterWaits, resumption,
        task => task.SendAsync("GET", "a"));

    private async Task<OktaOutcome> RunAsync(HttpClient client, LaterWaits laterWaits, Resumption resumption, Func<OktaTask, Task> steps)
    {
        using (client)
        {
            return await _time.RunAsync(() => new FakeOkta(_time, [client], laterWaits, resumption).RunAsync("a task", steps));
        }
    }

    private static HttpResponseMessage Throttled(string? retryAfter)
    {
        var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests);
        if (retryAfter is not null)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return response;
    }

    private static HttpClient Client(Func<string, int, HttpResponseMessage> answer, List<string> asked) =>
        new(new Script(answer, asked)) { BaseAddress = new Uri("http://scim.example.com/") };

    private sealed class Script(Func<string, int, HttpResponseMessage> answer, List<string> asked) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath.Trim('/');
            asked.Add($"{request.Method} {path}");
            return Task.FromResult(answer(path, asked.Count(line => line.EndsWith(path, StringComparison.Ordinal))));
        }
    }

    private sealed class Silence : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            throw new InvalidOperationException();
        }
    }
}
