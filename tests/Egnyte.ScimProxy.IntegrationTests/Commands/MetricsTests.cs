using System.Globalization;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

/// <summary>What Prometheus reads at the management address, of a process of its own: meters of one name are one in a process.</summary>
public sealed partial class MetricsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan BetweenScrapes = TimeSpan.FromMilliseconds(50);

    private const string NewUser = """
        {"userName":"new-user","externalId":"00unew","name":{"givenName":"New","familyName":"User"},"emails":[{"value":"new-user@example.com"}],"active":true}
        """;

    [Fact]
    public async Task Requests_AndTheirCalls_AreCountedByOperationAndOutcome()
    {
        await using var proxy = await StartAsync();
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
        await using var proxy = await StartAsync();
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
        await using var proxy = await StartAsync();
        foreach (var path in new[] { "/health/live", "/health/ready", "/health/tenants", "/metrics" })
        {
            await proxy.GetAsync(path);
        }

        Assert.DoesNotContain((await proxy.ScrapeAsync(requests: 0)).Keys, name => name.StartsWith("http_server_request_duration", StringComparison.Ordinal));
    }

    private static async Task<MeasuredProxy> StartAsync()
    {
        var egnyte = await EgnyteSimulator.StartAsync(new SimulatorOptions(), TestContext.Current.CancellationToken);
        var process = new ProxyProcess(["serve"], [
            ("ScimProxy__Tenants__default__EgnyteBaseAddress", egnyte.Address.ToString()),
            ("ScimProxy__Management__Url", "http://127.0.0.1:0"),
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
        ]);
        var addresses = Address().Matches(await process.ReadUntilAsync("/health/ready"));
        return new MeasuredProxy(egnyte, process, new Uri(addresses[0].Value), new Uri(addresses[^1].Value));
    }

    // The exporter adds the meter's name, which is the same everywhere.
    private static IEnumerable<string> Tags(string tags) =>
        Tag().Matches(tags).Select(tag => tag.Value).Where(tag => !tag.StartsWith("otel_", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^(?<name>[a-z_]+)(\{(?<tags>.*)\})? (?<value>[0-9.e+-]+)( [0-9.]+)?\r?$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Sample();

    [GeneratedRegex("[a-z_]+=\"[^\"]*\"")]
    private static partial Regex Tag();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();

    /// <summary>A process before its Egnyte, with the addresses of both its sides.</summary>
    private sealed class MeasuredProxy(EgnyteSimulator egnyte, ProxyProcess process, Uri address, Uri management) : IAsyncDisposable
    {
        private readonly HttpClient _management = new() { BaseAddress = management };

        public EgnyteSimulator Egnyte => egnyte;

        public HttpClient Client { get; } = new()
        {
            BaseAddress = new Uri(address, "scim/v2/"),
            DefaultRequestHeaders = { { "Authorization", $"Bearer {ScimProxyApplication.Token}" } },
        };

        public Task<string> GetAsync(string path) => _management.GetStringAsync(path, TestContext.Current.CancellationToken);

        /// <summary>Every sample by its name and tags; a sample that comes twice is an error, as it is for Prometheus.</summary>
        /// <param name="requests">So many were made: each is counted shortly after its response.</param>
        public async Task<Dictionary<string, string>> ScrapeAsync(int requests)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(Patience);
            while (true)
            {
                var samples = Sample().Matches(await GetAsync("/metrics")).ToDictionary(
                    sample => $"{sample.Groups["name"].Value}{{{string.Join(',', Tags(sample.Groups["tags"].Value))}}}",
                    sample => sample.Groups["value"].Value);
                var counted = samples.Where(sample => sample.Key.StartsWith("scim_proxy_requests_total{", StringComparison.Ordinal))
                    .Sum(sample => int.Parse(sample.Value, CultureInfo.InvariantCulture));
                if (counted == requests)
                {
                    return samples;
                }

                await Task.Delay(BetweenScrapes, patience.Token);
            }
        }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            _management.Dispose();
            await process.DisposeAsync();
            await egnyte.DisposeAsync();
        }
    }
}
