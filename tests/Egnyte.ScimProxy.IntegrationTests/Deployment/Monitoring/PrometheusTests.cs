using System.Runtime.InteropServices;
using Egnyte.ScimProxy.IntegrationTests.Commands;

namespace Egnyte.ScimProxy.IntegrationTests.Deployment.Monitoring;

/// <summary>A real Prometheus reads a real proxy, and alerts fire and clear. Minutes of the rules are seconds.</summary>
public sealed class PrometheusTests
{
    private static readonly TimeSpan BetweenRequests = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task ARejectedToken_IsAnAlert_UntilItIsLongAgo()
    {
        await using var proxy = await MeasuredProxy.StartAsync();
        await using var prometheus = await RunningPrometheus.StartAsync(proxy.Management);
        await prometheus.UntilSeenAsync("scim_proxy_egnyte_failures_total{kind=\"TokenRejected\"} == 0");
        using var request = new HttpRequestMessage(HttpMethod.Get, "Users?count=1");
        request.Headers.Add("Authorization", "Bearer revoked-token");

        using var response = await proxy.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(401, (int)response.StatusCode);
        await prometheus.UntilFiringAsync("EgnyteScimProxyTokenRejected");
        await prometheus.UntilClearAsync("EgnyteScimProxyTokenRejected");
    }

    [Fact]
    public async Task AnEgnyteThatIsAway_IsAnAlert_UntilItAnswers()
    {
        SkipUnlessExhaustive();

        // Each of many requests fails with a line, and the test reads none: a full pipe would hold the proxy.
        await using var proxy = await MeasuredProxy.StartAsync(("Logging__LogLevel__Default", "None"));
        await using var prometheus = await RunningPrometheus.StartAsync(proxy.Management);
        proxy.Egnyte.Controls.DownFor(TimeSpan.FromHours(1));

        await KeepAskingAsync(proxy, prometheus.UntilFiringAsync("EgnyteScimProxyEgnyteUnavailable"));
        proxy.Egnyte.Controls.DownFor(TimeSpan.Zero);
        await KeepAskingAsync(proxy, prometheus.UntilClearAsync("EgnyteScimProxyEgnyteUnavailable"));
    }

    [Fact]
    public async Task AQuotaThatIsNearlyUsed_IsAnAlert()
    {
        SkipUnlessExhaustive();
        await using var proxy = await MeasuredProxy.StartAsync();
        await using var prometheus = await RunningPrometheus.StartAsync(proxy.Management);
        proxy.Egnyte.Controls.CallsUsedToday = proxy.Egnyte.Controls.CallsPerDay - 20;

        await proxy.Client.GetScimAsync("Users?count=1");

        await prometheus.UntilFiringAsync("EgnyteScimProxyQuotaLow");
    }

    [Fact]
    public async Task ReplicaThatIsGone_IsAnAlert()
    {
        SkipUnlessExhaustive();
        await using var proxy = await MeasuredProxy.StartAsync();
        await using var prometheus = await RunningPrometheus.StartAsync(proxy.Management);
        await prometheus.UntilSeenAsync("up == 1");

        proxy.Process.Send(PosixSignal.SIGTERM);
        proxy.Process.Send(PosixSignal.SIGTERM); // at once

        await prometheus.UntilFiringAsync("EgnyteScimProxyReplicaMissing");
    }

    private static void SkipUnlessExhaustive() => Assert.SkipUnless(Exhaustive.IsOn, "Takes long, and promtool has all alerts: EXHAUSTIVE=1.");

    private static async Task KeepAskingAsync(MeasuredProxy proxy, Task until)
    {
        while (!until.IsCompleted)
        {
            await proxy.Client.GetScimAsync("Users?count=1");
            await Task.WhenAny(until, Task.Delay(BetweenRequests, TestContext.Current.CancellationToken));
        }

        await until;
    }
}
