using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.IntegrationTests.Load;

/// <summary>A client that hangs up frees its read at once, and a write that was sent runs to its end.</summary>
public sealed class HangUpTests
{
    private const string Jane = """
        {"id":7,"userName":"jane.doe","email":"jane.doe@example.com","name":{"givenName":"Jane","familyName":"Doe"},"active":true,
         "authType":"sso","userType":"power"}
        """;

    private const string Deactivation = """{"Operations":[{"op":"replace","value":{"active":false}}]}""";

    [Fact]
    public async Task ARead_WhoseClientHangsUp_HangsUpOnEgnyte()
    {
        await using var egnyte = await HeldEgnyte.StartAsync();
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address);
        using var patience = new CancellationTokenSource();
        var read = proxy.Client.GetAsync("Users/7", patience.Token);
        var call = await egnyte.NextAsync();

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Null(await call.AnswerAsync.WaitAsync(TestContext.Current.CancellationToken));
        Assert.Equal(1, egnyte.Count);
    }

    /// <summary>The clock stands still, so that only the first few calls are sent. Any other call leaves the queue only if its client hangs up.</summary>
    [Fact]
    public async Task AReadInTheQueue_WhoseClientHangsUp_IsNeverMade()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));
        var door = new Door();
        await using var egnyte = await HeldEgnyte.StartAsync();
        await using var proxy = await ScimProxyApplication.StartAsync(
            egnyte.Address, time: time, services: services => services.AddSingleton<IStartupFilter>(door));
        using var patience = new CancellationTokenSource();
        List<Task> waiting = [.. Enumerable.Range(0, 20).Select(_ => proxy.Client.GetAsync("Users/8", patience.Token))];
        await door.EnteredAsync(waiting.Count);

        await patience.CancelAsync();
        await door.LeftAsync(waiting.Count);
        time.Advance(TimeSpan.FromSeconds(15));
        var last = proxy.Client.GetScimAsync("Users/7");
        for (var call = await egnyte.NextAsync(); ; call = await egnyte.NextAsync())
        {
            if (call.What == "GET users/7")
            {
                call.Answer(Jane);
                break;
            }
        }

        Assert.Equal(200, (await last).Status);
        Assert.InRange(egnyte.Count, 1, 4);
    }

    [Fact]
    public async Task AWriteThatWasSent_RunsToItsEnd_AndSoDoesWhatBelongsToIt()
    {
        await using var egnyte = await HeldEgnyte.StartAsync();
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address);
        using var patience = new CancellationTokenSource();
        using var body = new StringContent(Deactivation, System.Text.Encoding.UTF8, "application/scim+json");
        var write = proxy.Client.PatchAsync("Users/7", body, patience.Token);
        var call = await egnyte.NextAsync();

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        call.Answer(Jane);
        var again = await egnyte.NextAsync();

        // The answer showed the user active, so the proxy sends the deactivation again, although no client waits for it.
        Assert.Equal(("PATCH users/7", "PATCH users/7"), (call.What, again.What));
        again.Answer(Jane.Replace("true", "false", StringComparison.Ordinal));
        Assert.NotNull(await again.AnswerAsync);
    }

    /// <summary>Counts the requests that enter the proxy and those that leave it.</summary>
    private sealed class Door : IStartupFilter
    {
        private readonly Channel<bool> _entered = Channel.CreateUnbounded<bool>();
        private readonly Channel<bool> _left = Channel.CreateUnbounded<bool>();

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(PassAsync);
            next(app);
        };

        public Task EnteredAsync(int count) => CountAsync(_entered, count);

        public Task LeftAsync(int count) => CountAsync(_left, count);

        private static async Task CountAsync(Channel<bool> passed, int count)
        {
            for (; count > 0; count--)
            {
                await passed.Reader.ReadAsync(TestContext.Current.CancellationToken);
            }
        }

        private async Task PassAsync(HttpContext context, RequestDelegate next)
        {
            _entered.Writer.TryWrite(true);
            await next(context);
            _left.Writer.TryWrite(true);
        }
    }
}
