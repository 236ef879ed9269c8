using Egnyte.ScimProxy.Hosting;

namespace Egnyte.ScimProxy.IntegrationTests.Load;

/// <summary>So many requests of a tenant are answered at once, and what one tenant does costs no other.</summary>
public sealed class LoadSheddingTests
{
    private const int LoadShed = 1205;
    private const int TooMany = 100;
    private const string Jane = """
        {"id":7,"userName":"jane.doe","email":"jane.doe@example.com","name":{"givenName":"Jane","familyName":"Doe"},"active":true}
        """;

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

    [Fact]
    public async Task AToken_WhileAnotherHoldsAllItsSlots_IsServed()
    {
        await using var egnyte = await HeldEgnyte.StartAsync();
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address);
        using var other = proxy.CreateClient(token: "other");
        await VerifyAsync(proxy.Client, egnyte);
        await VerifyAsync(other, egnyte);

        var flood = Enumerable.Range(0, RequestSlots.MostOfOneToken + TooMany).Select(_ => proxy.Client.GetScimAsync("Users/7")).ToList();
        var refused = await FirstAsync(flood, TooMany);
        var held = await NextAsync(egnyte, RequestSlots.MostOfOneToken);
        var served = other.GetScimAsync("Users/7");
        (await egnyte.NextAsync()).Answer(Jane);

        Assert.Equal(200, (await served).Status);
        Assert.All(refused, AssertRefused);
        held.ForEach(call => call.Answer(Jane));
        Assert.All(await Task.WhenAll(flood.Except(refused)), answer => Assert.Equal(200, answer.Status));
    }

    [Fact]
    public async Task AllTokensTogether_HoldNoMoreSlotsThanTheTenantHas()
    {
        await using var egnyte = await HeldEgnyte.StartAsync();
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address);
        using var second = proxy.CreateClient(token: "second");
        using var third = proxy.CreateClient(token: "third");
        foreach (var client in new[] { proxy.Client, second, third })
        {
            await VerifyAsync(client, egnyte);
        }

        const int OfEach = RequestSlots.Most / 2;
        var both = new[] { proxy.Client, second }.SelectMany(client => Enumerable.Range(0, OfEach).Select(_ => client.GetScimAsync("Users/7"))).ToList();
        var held = await NextAsync(egnyte, 2 * OfEach);
        AssertRefused(await Task.WhenAny(third.GetScimAsync("Users/7")));

        held[0].Answer(Jane);
        await Task.WhenAny(both);
        var served = third.GetScimAsync("Users/7");
        (await egnyte.NextAsync()).Answer(Jane);

        Assert.Equal(200, (await served).Status);
        held.ForEach(call => call.Answer(Jane));
        Assert.All(await Task.WhenAll(both), answer => Assert.Equal(200, answer.Status));
    }

    /// <summary>Requests with invented tokens, one or many, cannot keep out the requests with a token that Egnyte accepts.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task AFloodOfRequests_WithInventedTokens_LeavesRoomForTheOthers(int tokens)
    {
        await using var egnyte = await HeldEgnyte.StartAsync();
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address);
        var unverified = Enumerable.Range(0, tokens).Select(number => proxy.CreateClient(token: $"invented-{number}")).ToList();
        using var patience = new CancellationTokenSource();
        await VerifyAsync(proxy.Client, egnyte);

        var flood = Enumerable.Range(0, RequestSlots.MostOfUnverified + TooMany)
            .Select(number => unverified[number % tokens].GetAsync("Users/7", patience.Token))
            .ToList();
        await NextAsync(egnyte, tokens);
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
        unverified.ForEach(client => client.Dispose());
    }

    private static async Task VerifyAsync(HttpClient client, HeldEgnyte egnyte)
    {
        var first = client.GetScimAsync("Users/7");
        (await egnyte.NextAsync()).Answer(Jane);
        Assert.Equal(200, (await first).Status);
    }

    private static async Task<List<HeldCall>> NextAsync(HeldEgnyte egnyte, int count)
    {
        var calls = new List<HeldCall>();
        while (calls.Count < count)
        {
            calls.Add(await egnyte.NextAsync());
        }

        return calls;
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
        Assert.Contains(
            "at most 1000 requests of a tenant at once, 750 of one token and 700 of tokens that Egnyte has not accepted yet: this limit is its own",
            answer.Json.GetProperty("detail").GetString()!,
            StringComparison.Ordinal);
    }
}
