using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Deployment.Monitoring;

/// <summary>Prometheus as a process of its own, with the shipped rules. Their minutes are seconds here; promtool has them as they are.</summary>
internal sealed partial class RunningPrometheus(ProxyProcess process, HttpClient client) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    public static async Task<RunningPrometheus> StartAsync(Uri target)
    {
        Tool.SkipWithout("prometheus");
        var files = new Dictionary<string, string>
        {
            ["alerts.yaml"] = Minutes().Replace(Pages.Read("deploy/prometheus/alerts.yaml"), "${number}s"),
            ["prometheus.yml"] = $$"""
                global: { scrape_interval: 250ms, evaluation_interval: 250ms }
                rule_files: [alerts.yaml]
                scrape_configs:
                  - job_name: egnyte-scim-proxy
                    static_configs: [{ targets: ["{{target.Authority}}"] }]
                """,
        };

        // Its log goes to the error output, where the address that it chose stands too.
        var process = new ProxyProcess(
            "/bin/sh",
            ["-c", "exec prometheus --config.file=prometheus.yml --storage.tsdb.path=data --web.listen-address=127.0.0.1:0 2>&1"],
            [],
            files);
        var address = Address().Matches(await process.ReadUntilAsync("msg=\"Listening on\""))[^1].Groups["address"].Value;
        await process.ReadUntilAsync("Server is ready");
        return new RunningPrometheus(process, new HttpClient { BaseAddress = new Uri($"http://{address}/api/v1/") });
    }

    public Task UntilFiringAsync(string alert) => UntilAsync(() => IsFiringAsync(alert));

    public Task UntilClearAsync(string alert) => UntilAsync(async () => !await IsFiringAsync(alert));

    /// <summary>Ends when Prometheus has a sample of this query.</summary>
    public Task UntilSeenAsync(string query) => UntilAsync(async () =>
        (await GetAsync($"query?query={Uri.EscapeDataString(query)}"))["data"]!["result"]!.AsArray().Count > 0);

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await process.DisposeAsync();
    }

    private async Task<bool> IsFiringAsync(string alert) => (await GetAsync("alerts"))["data"]!["alerts"]!.AsArray()
        .Any(found => (string?)found!["labels"]!["alertname"] == alert && (string?)found["state"] == "firing");

    private async Task<JsonNode> GetAsync(string path) =>
        JsonNode.Parse(await client.GetStringAsync(path, TestContext.Current.CancellationToken))!;

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (!await holds())
        {
            await Task.Delay(BetweenLooks, patience.Token);
        }
    }

    [GeneratedRegex(@"(?<=for: |\[|offset )(?<number>\d+)m")]
    private static partial Regex Minutes();

    [GeneratedRegex(@"address=(?<address>127\.0\.0\.1:\d+)")]
    private static partial Regex Address();
}
