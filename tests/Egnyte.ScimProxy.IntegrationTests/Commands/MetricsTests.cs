using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

/// <summary>What Prometheus reads at the management address, of a process of its own: meters of one name are one in a process.</summary>
public sealed class MetricsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scim-proxy-metrics-");

    private const string NewUser = """
        {"userName":"new-user","externalId":"00unew","name":{"givenName":"New","familyName":"User"},"emails":[{"value":"new-user@example.com"}],"active":true}
        """;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Requests_AndTheirCalls_AreCountedByOperationAndOutcome()
    {
        await using var proxy = await MeasuredProxy.StartAsync();
        await proxy.Client.SendScimAsync("POST", "Users", NewUser);
        await proxy.Client.SendScimAsync("POST", "Users", "{");
        await proxy.Client.GetScimAsync("Users/999999");
        await proxy.Client.GetScimAsync("jane.doe@example.com");

        var metrics = await proxy.ScrapeAsync(requests: 4);

        Assert.Equal("1", metrics["scim_proxy_requests_total{operation=\"POST /Users\",outcome=\"ok\",tenant=\"default\"}"]);
        Assert.Equal("1", metrics["scim_proxy_requests_total{operation=\"POST /Users\",outcome=\"rejected\",tenant=\"default\"}"]);
        Assert.Equal("1", metrics["scim_proxy_requests_total{operation=\"GET /Users/{id}\",outcome=\"rejected\",tenant=\"default\"}"]);
        Assert.Equal("1", metrics["scim_proxy_requests_total{operation=\"unknown\",outcome=\"rejected\",tenant=\"\"}"]);
        Assert.Equal("1", metrics["scim_proxy_request_egnyte_calls_sum{operation=\"POST /Users\",tenant=\"default\"}"]);
        Assert.Equal("2", metrics["scim_proxy_request_egnyte_calls_count{operation=\"POST /Users\",tenant=\"default\"}"]);
        Assert.Equal("1", metrics["scim_proxy_egnyte_calls_total{method=\"POST\",outcome=\"Ok\",route=\"/pubapi/v2/users\",tenant=\"default\"}"]);
        Assert.Equal("1", metrics["scim_proxy_egnyte_calls_total{method=\"GET\",outcome=\"NotFound\",route=\"/pubapi/v2/users/{id}\",tenant=\"default\"}"]);
        Assert.Contains("scim_proxy_egnyte_queue_duration_seconds_count{priority=\"ordinary\",tenant=\"default\"}", metrics.Keys);
        Assert.Contains(metrics.Keys, name => name.StartsWith("scim_proxy_egnyte_quota_left", StringComparison.Ordinal));
        Assert.Contains(metrics.Keys, name => name.StartsWith("scim_proxy_build_info", StringComparison.Ordinal));
        Assert.DoesNotContain(metrics.Keys, name => name.Contains("jane", StringComparison.Ordinal) || name.Contains("999999", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ACreateThatEgnyteDidNotAnswer_IsCountedAsReconciled()
    {
        await using var proxy = await MeasuredProxy.StartAsync();
        proxy.Egnyte.Controls.FailNext(new SimulatedFault { Kind = FailureKind.Abort, AfterEffect = true, On = "POST /pubapi/v2/users" });

        var created = await proxy.Client.SendScimAsync("POST", "Users", NewUser);

        var metrics = await proxy.ScrapeAsync(requests: 1);
        Assert.Equal(201, created.Status);
        Assert.Equal("1", metrics["scim_proxy_reconciliations_total{operation=\"POST /Users\",tenant=\"default\"}"]);
        Assert.Equal("1", metrics["scim_proxy_egnyte_calls_total{method=\"POST\",outcome=\"Unavailable\",route=\"/pubapi/v2/users\",tenant=\"default\"}"]);
    }

    /// <summary>Probes come every few seconds from every balancer: they would be most of what the platform counts.</summary>
    [Fact]
    public async Task Probes_AreNoRequests()
    {
        await using var proxy = await MeasuredProxy.StartAsync();
        foreach (var path in new[] { "/health/live", "/health/ready", "/health/tenants", "/metrics" })
        {
            await proxy.GetAsync(path);
        }

        Assert.DoesNotContain((await proxy.ScrapeAsync(requests: 0)).Keys, name => name.StartsWith("http_server_request_duration", StringComparison.Ordinal));
    }

    /// <summary>Prometheus sees no growth in a series that begins with its first event.</summary>
    [Fact]
    public async Task WhatHasNotHappenedYet_IsZero()
    {
        await using var proxy = await MeasuredProxy.StartAsync();

        var metrics = await proxy.ScrapeAsync(requests: 0);

        Assert.Equal("0", metrics["scim_proxy_egnyte_failures_total{kind=\"TokenRejected\",tenant=\"default\"}"]);
        Assert.Equal("0", metrics["scim_proxy_egnyte_deferred_total{kind=\"QuotaExhausted\",tenant=\"default\"}"]);
        Assert.Equal("0", metrics["scim_proxy_egnyte_throttles_total{tenant=\"default\"}"]);
        Assert.Equal("0", metrics["scim_proxy_requests_shed_total{tenant=\"default\"}"]);
        Assert.Equal("0", metrics["scim_proxy_drain_duration_seconds{}"]);
        Assert.DoesNotContain(metrics.Keys, name => name.StartsWith("scim_proxy_certificate_expiry", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Certificate_ThatASettingNames_ShowsWhenItExpires()
    {
        var expires = new DateTimeOffset(2027, 3, 4, 5, 6, 7, TimeSpan.Zero);
        await using var proxy = await MeasuredProxy.StartAsync(
            ("Kestrel__Certificates__Default__Path", CertificateUntil(expires)), ("Kestrel__Certificates__Default__Password", "invented"));

        var metrics = await proxy.ScrapeAsync(requests: 0);

        var shown = metrics["scim_proxy_certificate_expiry_seconds{key=\"Kestrel:Certificates:Default\"}"];
        Assert.Equal(expires.ToUnixTimeSeconds(), double.Parse(shown, CultureInfo.InvariantCulture));
    }

    /// <summary>The management address answers while requests in flight end.</summary>
    [Fact]
    public async Task AProcessThatStops_ShowsForHowLong()
    {
        await using var proxy = await MeasuredProxy.StartAsync(("ScimProxy__ShutdownDelay", "30"));
        proxy.Process.Send(PosixSignal.SIGTERM);

        string? shown;
        do
        {
            shown = (await proxy.ScrapeAsync(requests: 0))["scim_proxy_drain_duration_seconds{}"];
        }
        while (shown == "0");

        Assert.InRange(double.Parse(shown, CultureInfo.InvariantCulture), double.Epsilon, 60);
    }

    private string CertificateUntil(DateTimeOffset expires)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=scim.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(expires.AddYears(-1), expires);
        var file = Path.Join(_folder.FullName, "certificate.pfx");
        File.WriteAllBytes(file, certificate.Export(X509ContentType.Pkcs12, "invented"));
        return file;
    }
}
