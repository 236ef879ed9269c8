using System.Globalization;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Simulator;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

/// <summary>A process before its simulated Egnyte, with the addresses of both its sides.</summary>
internal sealed partial class MeasuredProxy(EgnyteSimulator egnyte, ProxyProcess process, Uri address, Uri management) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan BetweenScrapes = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _management = new() { BaseAddress = management };

    public EgnyteSimulator Egnyte => egnyte;

    public ProxyProcess Process => process;

    public Uri Management => management;

    public HttpClient Client { get; } = new()
    {
        BaseAddress = new Uri(address, "scim/v2/"),
        DefaultRequestHeaders = { { "Authorization", $"Bearer {ScimProxyApplication.Token}" } },
    };

    public static async Task<MeasuredProxy> StartAsync(params (string Key, string Value)[] settings)
    {
        var egnyte = await EgnyteSimulator.StartAsync(new SimulatorOptions(), TestContext.Current.CancellationToken);
        var process = new ProxyProcess(["serve"], [
            ("ScimProxy__Tenants__default__EgnyteBaseAddress", egnyte.Address.ToString()),
            ("ScimProxy__Management__Url", "http://127.0.0.1:0"),
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            .. settings,
        ]);
        var addresses = Address().Matches(await process.ReadUntilAsync("/health/ready"));
        return new MeasuredProxy(egnyte, process, new Uri(addresses[0].Value), new Uri(addresses[^1].Value));
    }

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

    // The exporter adds the meter's name, which is the same everywhere.
    private static IEnumerable<string> Tags(string tags) =>
        Tag().Matches(tags).Select(tag => tag.Value).Where(tag => !tag.StartsWith("otel_", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^(?<name>[a-z_]+)(\{(?<tags>.*)\})? (?<value>[0-9.e+-]+)( [0-9.]+)?\r?$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Sample();

    [GeneratedRegex("[a-z_]+=\"[^\"]*\"")]
    private static partial Regex Tag();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}
