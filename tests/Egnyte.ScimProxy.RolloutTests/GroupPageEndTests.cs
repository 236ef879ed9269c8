namespace Egnyte.ScimProxy.RolloutTests;

/// <summary>A page that is being read ends with its client, its token or the proxy.</summary>
[Collection(nameof(OneClockForAll))]
public sealed class GroupPageEndTests : GroupPages
{
    /// <summary>The client does not ask again: the prefetch ends by itself, and that is no failure of Egnyte.</summary>
    [Fact]
    public async Task APage_ThatNobodyAsksForAgain_IsGivenUp_AndEgnyteIsNotToBlame()
    {
        await StartAsync(groups: 400);
        Simulator.Controls.Latency = TimeSpan.FromSeconds(8);
        await Time.RunAsync(async () =>
        {
            Assert.Equal(429, (await Proxy.Client.GetScimAsync("Groups?count=200")).Status);
            await Time.WaitAsync(TimeSpan.FromSeconds(200), TestContext.Current.CancellationToken);
            Simulator.Controls.Latency = TimeSpan.Zero;
        });

        var state = (await Proxy.GetTenantsHealthAsync()).Json.GetProperty("tenants")[0].GetProperty("egnyte");
        Assert.Equal(("ok", "closed"), (state.GetProperty("state").GetString(), state.GetProperty("breaker").GetString()));
        Assert.DoesNotContain(Proxy.Logs.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
        Assert.InRange(Simulator.Calls.CountOf(GroupRoute), 40, 80);
    }

    [Fact]
    public async Task WhatNobodyComesBackFor_IsRemoved()
    {
        await StartAsync(groups: 100);
        await Time.RunAsync(async () =>
        {
            Assert.Equal(429, (await Proxy.Client.GetScimAsync("Groups?count=100")).Status);
            await Time.WaitAsync(TimeSpan.FromSeconds(180), TestContext.Current.CancellationToken);
            Assert.Equal(101, Simulator.Calls.Count);

            Assert.Equal(429, (await Proxy.Client.GetScimAsync("Groups?count=100")).Status);
        });
    }

    [Fact]
    public async Task AnExpansion_EndsWhenTheTokenIsRefused_AndSaysSoOnce()
    {
        await StartAsync(groups: 100);
        await Time.RunAsync(async () =>
        {
            Assert.Equal(429, (await Proxy.Client.GetScimAsync("Groups?count=100")).Status);
            await Time.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
            Simulator.Controls.FailNext(1, 401);
            await Time.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        });

        Assert.InRange(Simulator.Calls.Count, 15, 30);
        Assert.Single(Proxy.Logs.Lines, line => line.EventId == 1112);
    }

    [Fact]
    public async Task AnExpansion_EndsWhenTheProxyStops()
    {
        await StartAsync(groups: 100);
        await Time.RunAsync(async () =>
        {
            Assert.Equal(429, (await Proxy.Client.GetScimAsync("Groups?count=100")).Status);
            await Proxy.DisposeAsync();
            var calls = Simulator.Calls.Count;
            await Time.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

            Assert.InRange(Simulator.Calls.Count - calls, 0, 1);
        });

        Assert.DoesNotContain(Proxy.Logs.Lines, line => line.EventId == 1112);
    }
}
