using Egnyte.ScimProxy.EgnyteApi.Pipeline;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Hosting.Startup;
using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;
using Microsoft.Extensions.Options;

namespace Egnyte.ScimProxy.Commands;

/// <summary><c>check</c>: reads the configuration as <c>serve</c> would and says what it means. Nothing is called.</summary>
internal static class CheckCommand
{
    // Printed by what they mean together.
    private static readonly TenantSetting[] Above =
        [TenantSettingsFormat.EgnyteDomain, TenantSettingsFormat.EgnyteBaseAddress, TenantSettingsFormat.Profile];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var startup = await ProxyStartup.BuildAsync("check", arguments);
        ConfigurationReport.PrintWarnings(Console.Error, startup.Warnings);
        if (startup.App is not { } app)
        {
            return ConfigurationReport.Print(Console.Error, startup.Mistakes);
        }

        await using var built = app;
        var profiles = app.Services.GetRequiredService<CompiledProfiles>();
        var options = app.Services.GetRequiredService<IOptions<ScimProxyOptions>>().Value;
        Console.WriteLine($"The configuration is valid: {options.Tenants.Count} tenant{(options.Tenants.Count == 1 ? "" : "s")}.");
        foreach (var (name, tenant) in options.Tenants.OrderBy(tenant => tenant.Key, StringComparer.Ordinal))
        {
            Print(name, tenant, profiles);
        }

        return 0;
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

    private static void Print(string name, TenantOptions options, CompiledProfiles profiles)
    {
        var named = TenantSettingsFormat.Profile.Of(options)!;
        var profile = profiles.Of(named).Profile!;
        var tenant = new TenantSettings(name, options, profile);
        Console.WriteLine($"""

            {name}
              Egnyte              {TenantFactory.AddressOf(options)}
              Outgoing proxy      {OutgoingProxy.For(TenantFactory.AddressOf(options))?.ToString() ?? "none"}
              SCIM base path      {TenantPaths.Of(name)}
              Profile             {named}{(profiles.Library.Find(named) is { IsBuiltIn: false } source ? $" ({source.File})" : "")}
            """);
        foreach (var setting in TenantSettingsFormat.All.Except(Above))
        {
            var value = string.Join(", ", setting.Values(options, profile));

            // What is permitted goes without saying.
            if (!setting.Key.Contains(':', StringComparison.Ordinal) || value != setting.Default)
            {
                Console.WriteLine($"  {setting.Key,-18}  {(value.Length == 0 ? "none" : value)}");
            }
        }

        if (tenant.Get(TenantSettingsFormat.UserNameFormat) is UserNameFormat.Email && tenant.Get(TenantSettingsFormat.UserNameDomains).Count == 0)
        {
            Console.WriteLine(
                $"  warning: {tenant.Key(TenantSettingsFormat.UserNameFormat)} is email and {tenant.Key(TenantSettingsFormat.UserNameDomains)} is "
                + "empty: a user who returns after a change of e-mail address cannot be linked to the account.");
        }
    }
}
