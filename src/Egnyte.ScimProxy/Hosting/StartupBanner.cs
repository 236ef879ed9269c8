using Egnyte.ScimProxy.Profiles;
using Egnyte.ScimProxy.Scim;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Hosting;

/// <summary>What an operator wants to see when the process starts; never a secret.</summary>
internal static class StartupBanner
{
    public static void Print(TextWriter output, WebApplication app)
    {
        output.WriteLine($"Egnyte SCIM proxy {Version} listens on {string.Join(" ", app.Urls)}");
        foreach (var tenant in app.Services.GetRequiredService<TenantDirectory>().All)
        {
            output.WriteLine(
                $"  tenant {tenant.Name}: {TenantPaths.Of(tenant.Name)} -> "
                + $"{tenant.EgnyteAddress}{(tenant.Connection.Proxy is { } proxy ? $" through the proxy {proxy}" : "")}, profile "
                + $"{tenant.Mapping.Profile.Name}");
        }

        if (app.Services.GetRequiredService<CompiledProfiles>().Library.Folder is { } folder)
        {
            output.WriteLine($"  profiles: {Printable.Of(folder.Configured)}, a change is taken without a restart");
        }

        output.WriteLine($"  health: {app.Services.GetRequiredService<ManagementHost>().Address ?? app.Urls.FirstOrDefault()}{HealthEndpoints.Ready}");
    }

    public static string Version => typeof(StartupBanner).Assembly.GetName().Version!.ToString(3);
}
