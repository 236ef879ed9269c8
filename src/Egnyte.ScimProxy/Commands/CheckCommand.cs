using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Hosting.Startup;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Scim;
using Microsoft.Extensions.Options;

namespace Egnyte.ScimProxy.Commands;

/// <summary><c>check</c>: reads the configuration as <c>serve</c> would and says what it means. Nothing is called.</summary>
internal static class CheckCommand
{
    public static async Task<int> RunAsync(string[] arguments, bool asJson)
    {
        var report = await CheckAsync(arguments);
        return asJson ? report.PrintJson(Console.Out) : report.Print(Console.Out, Console.Error);
    }

    /// <summary>Asks a running proxy whether it is ready.</summary>
    public static async Task<int> AskAsync(string address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        try
        {
            using var answer = await http.GetAsync(address.TrimEnd('/') + HealthEndpoints.Ready, cancellationToken);
            Console.WriteLine(answer.IsSuccessStatusCode ? "ready" : $"not ready (HTTP {(int)answer.StatusCode})");
            return answer.IsSuccessStatusCode ? 0 : ExitCode.NotDone;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or InvalidOperationException or UriFormatException)
        {
            Console.WriteLine($"not ready ({Printable.Of(address)} does not answer)");
            return ExitCode.NotDone;
        }
    }

    private static async Task<CheckReport> CheckAsync(string[] arguments)
    {
        var startup = await ProxyStartup.BuildAsync("check", arguments);
        if (startup.App is not { } app)
        {
            return new(startup.Mistakes, startup.Warnings, []);
        }

        await using var built = app;
        var profiles = app.Services.GetRequiredService<CompiledProfiles>();
        var tenants = app.Services.GetRequiredService<IOptions<ScimProxyOptions>>().Value.Tenants.OrderBy(tenant => tenant.Key, StringComparer.Ordinal);
        return new([], startup.Warnings, [.. tenants.Select(tenant => CheckedTenant.Of(tenant.Key, tenant.Value, profiles))]);
    }
}
