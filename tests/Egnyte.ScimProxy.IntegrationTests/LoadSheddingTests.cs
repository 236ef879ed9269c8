using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.IntegrationTests.Infrastructure;

namespace Egnyte.ScimProxy.IntegrationTests;

/// <summary>So many requests of a tenant are answered at once, and what one tenant does costs no other.</summary>
public sealed class LoadSheddingTests
{
    private const int LoadShed = 1205;
    private const int TooMany = 100;
    private const string Jane = """{"id":7,"userName":"jane.doe","email":"jane.doe@example.com","name":{"givenName":"Jane","familyName":"Doe"},"active":true}""";

    [Fact]
    public async Task ATenantThatFloods_IsRefusedWhatIsTooMuch_AndAnotherIsAnswered()
    {
        await using var noisy = await HeldEgnyte.StartAsync();
        await using var quiet = await SimulatedEgnyte.StartAsync();
        await using var proxy = await ScimProxyApplication.StartAsync(
            noisy.Address, [new("ScimProxy:Tenants:quiet:EgnyteBaseAddress", quiet.Simulator.Address.ToString()), .. SimulatedEgnyte.NeededBy("quiet")]);
        using var other = proxy.CreateClient(tenantPath: "/quiet");
        var first = proxy.Client.GetScimAsync("Users/7");
        (await noisy.NextAsync()).Answer(Jane);
        await first;

        var flood = Enumerable.Range(0, RequestSlots.MostOfOneToken + TooMany).Select(_ => proxy.Client.GetScimAsync("Users/7")).ToList();
        var refused = await FirstAsync(flood, TooMany);
        var unknown = await proxy.CreateClient(tenantPath: "/nobody").GetScimAsync("Users");
        var answered = await other.GetScimAsync("Users?count=1");
        for (var held = 0; held < RequestSlots.MostOfOneToken; held++)
        {
            (await noisy.NextAsync()).Answer(Jane);
        }

        var later = await Task.WhenAll(flood.Except(refused));

        Assert.All(refused, AssertRefused);
        Assert.InRange(refused.Select(answer => answer.Result.Headers.RetryAfter!.Delta).Distinct().Count(), 10, 46);
        Assert.Equal((401, 200), (unknown.Status, answered.Status));
        Assert.All(later, answer => Assert.Equal(200, answer.Status));
        Assert.Equal(TooMany, proxy.Logs.Lines.Count(line => line.EventId == LoadShed));
    }

    /// <summary>Whoever has no token that Egnyte takes cannot keep out those who have one.</summary>
    [Fact]
    public async Task AFloodOfRequests_WithAnInventedToken_LeavesRoomForTheOthers()
    {
        await using var egnyte = await HeldEgnyte.StartAsync();
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address);
        using var stranger = proxy.CreateClient(token: "invented");
        using var patience = new CancellationTokenSource();
        var first = proxy.Client.GetScimAsync("Users/7");
        (await egnyte.NextAsync()).Answer(Jane);
        await first;

        var flood = Enumerable.Range(0, RequestSlots.MostOfUnverified + TooMany).Select(_ => stranger.GetAsync("Users/7", patience.Token)).ToList();
        await egnyte.NextAsync();
        for (var refused = 0; refused < TooMany; refused++)
        {
            var over = await Task.WhenAny(flood);
            Assert.Equal(System.Net.HttpStatusCode.TooManyRequests, (await over).StatusCode);
            flood.Remove(over);
        }

        var good = proxy.Client.GetScimAsync("Users/7");
        (await egnyte.NextAsync()).Answer(Jane);

        Assert.Equal(200, (await good).Status);
        Assert.DoesNotContain(flood, request => request.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(flood));
    }

    private static async Task<IReadOnlyList<Task<ScimAnswer>>> FirstAsync(List<Task<ScimAnswer>> tasks, int count)
    {
        var first = new List<Task<ScimAnswer>>();
        await foreach (var task in Task.WhenEach(tasks).WithCancellation(TestContext.Current.CancellationToken))
        {
            first.Add(task);
            if (first.Count == count)
            {
                break;
            }
        }

        return first;
    }

    private static void AssertRefused(Task<ScimAnswer> task)
    {
        var answer = task.Result;
        ScimShape.AssertError(answer, 429);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 15, 60);
        Assert.Contains("at most 1000 requests of a tenant at once, 750 of one token and 700 of tokens that Egnyte has not accepted yet: this limit is its own", answer.Json.GetProperty("detail").GetString()!, StringComparison.Ordinal);
    }
}
