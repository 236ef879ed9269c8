using Egnyte.ScimProxy.EgnyteApi.Caching;
using Egnyte.ScimProxy.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Egnyte.ScimProxy.Testing;

/// <summary>The real host on a free port of 127.0.0.1, told by settings alone; nothing in it is replaced but the clock and the log.</summary>
public sealed class ScimProxyApplication : IAsyncDisposable
{
    public const string Okta = "Okta SCIM Client 1.0.0";
    public const string Token = "egnyte-demo-token";

    private readonly WebApplication _app;

    private ScimProxyApplication(WebApplication app, LogCapture logs)
    {
        _app = app;
        Logs = logs;
        Address = new Uri(app.Urls.First());
        Client = CreateClient();
    }

    public Uri Address { get; }

    /// <summary>Speaks to tenant <c>default</c> at /scim/v2/ as Okta, with the simulator's token.</summary>
    public HttpClient Client { get; }

    public LogCapture Logs { get; }

    /// <summary>The setting that gives it a management address on a free port.</summary>
    public static KeyValuePair<string, string?> WithManagement { get; } = new("ScimProxy:Management:Url", "http://127.0.0.1:0");

    public Uri ManagementAddress => new(Services.GetRequiredService<ManagementHost>().Address!);

    public IServiceProvider Services => _app.Services;

    /// <summary>Tenant <c>default</c> at an Egnyte, with further settings by their whole key, such as ScimProxy:Tenants:default:DeletePolicy.</summary>
    public static async Task<ScimProxyApplication> StartAsync(
        Uri egnyte, IEnumerable<KeyValuePair<string, string?>>? settings = null, TimeProvider? time = null, Action<IServiceCollection>? services = null)
    {
        AppContext.SetSwitch(EgnyteCaching.Switch, Caches.AreOff);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection([new("ScimProxy:Tenants:default:EgnyteBaseAddress", egnyte.ToString()), .. settings ?? []]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        if (time is not null)
        {
            builder.Services.AddSingleton(time);
        }

        var logs = new LogCapture();
        builder.AddScimProxy();
        services?.Invoke(builder.Services);
        builder.Logging.ClearProviders().AddProvider(logs);
        var app = builder.Build().UseScimProxy();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ScimProxyApplication(app, logs);
    }

    /// <summary>The answer of /health/tenants; needs <see cref="WithManagement"/>.</summary>
    public async Task<ScimAnswer> GetTenantsHealthAsync()
    {
        using var client = new HttpClient { BaseAddress = ManagementAddress };
        return await client.GetScimAsync("/health/tenants");
    }

    public HttpClient CreateClient(string userAgent = Okta, string? token = Token, string tenantPath = "")
    {
        var client = new HttpClient { BaseAddress = new Uri(Address, $"{tenantPath}/scim/v2/") };
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", userAgent);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/scim+json");
        if (token is not null)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
