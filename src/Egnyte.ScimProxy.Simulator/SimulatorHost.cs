using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Egnyte.ScimProxy.Simulator;

/// <summary>A bare Kestrel: no configuration of the surroundings, no logs, no signals, so that it can live inside another host.</summary>
internal static class SimulatorHost
{
    public static WebApplication Create(string url)
    {
        // It reads no files; the default is the working directory, which may be gone.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton<IHostLifetime, EmbeddedHostLifetime>();
        // A held call must not hold the stop.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(1));

        var app = builder.Build();
        app.Urls.Add(url);
        return app;
    }
}
