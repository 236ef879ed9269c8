using Egnyte.ScimProxy.Groups;
using Egnyte.ScimProxy.Resources;
using Egnyte.ScimProxy.Telemetry;
using Egnyte.ScimProxy.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Egnyte.ScimProxy.IntegrationTests.Groups;

/// <summary>The proxy's own lock on a group is no throttle of Egnyte's.</summary>
public sealed class BusyGroupTests
{
    [Theory]
    [InlineData("PATCH", """{"Operations":[{"op":"add","path":"members","value":[{"value":"3"}]}]}""", ScimProxyApplication.Okta, 429)]
    [InlineData("PATCH", """{"Operations":[{"op":"add","path":"members","value":[{"value":"3"}]}]}""", "curl", 503)]
    [InlineData("PUT", """{"displayName":"Staff"}""", ScimProxyApplication.Okta, 429)]
    public async Task Change_WhileOthersTakeAllItsTime_IsToldAsThat(string method, string body, string client, int status)
    {
        await using var egnyte = await ScriptedEgnyte.StartAsync();
        await using var proxy = await ScimProxyApplication.StartAsync(egnyte.Address, time: new ImpatientTime());
        using var meter = new ProxyMeter(proxy);
        var tenant = proxy.Services.GetRequiredService<TenantDirectory>().Find(TenantDirectory.DefaultName)!;
        using var turn = await proxy.Services.GetRequiredService<GroupOperations>()
            .GroupsOf(tenant).Locks.TakeAsync(new EgnyteGroupId("g"), TimeSpan.Zero, TimeProvider.System, TestContext.Current.CancellationToken);

        var answer = await proxy.CreateClient(client).SendScimAsync(method, "Groups/g", body);

        ScimShape.AssertError(answer, status);
        Assert.Equal(15, (int)answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Contains("Other changes of this group were under way in the proxy", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("calls a second", answer.Text, StringComparison.Ordinal);
        Assert.Empty(egnyte.Calls);
        Assert.Equal(
            (LogLevel.Information, EventIds.GroupBusy),
            Assert.Single(
                proxy.Logs.Lines.Where(line => line.Level >= LogLevel.Information && line.Category.Contains("Group", StringComparison.Ordinal))
                    .Select(line => (line.Level, line.EventId))));
        Assert.DoesNotContain(proxy.Logs.Lines, line => line.Level >= LogLevel.Warning);
        Assert.Equal((0L, 0L), (meter.Total("egnyte.failures"), meter.Total("egnyte.deferred")));
    }

    /// <summary>A clock on which a request's time budget ends as soon as the proxy starts the timer for it.</summary>
    private sealed class ImpatientTime() : FakeTimeProvider(new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero))
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime.TotalSeconds is > 45 and <= 50)
            {
                ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
            }

            return timer;
        }
    }
}
