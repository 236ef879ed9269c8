using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Simulator;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Commands.Demo;

/// <summary><c>demo</c>: the simulator and the proxy on free ports, a tour of what Okta asks, and lines to go on with by hand.</summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(TextWriter output, SimulatorOptions egnyte, CancellationToken cancellationToken)
    {
        await using var simulator = await EgnyteSimulator.StartAsync(egnyte, cancellationToken);
        var trace = new DemoTrace(output, simulator);
        await using var proxy = await StartProxyAsync(simulator, trace, cancellationToken);
        var address = new Uri(proxy.Urls.First());

        output.WriteLine($"""
            Egnyte SCIM proxy   {address}scim/v2
            Simulated Egnyte    {simulator.Address}
              invented people and groups, {egnyte.CallsPerSecond} calls a second and {egnyte.CallsPerDay} a day, as Egnyte allows

            A tour: what Okta asks, what the proxy asks of Egnyte, what Okta's administrator reads.
            """);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, proxy.Lifetime.ApplicationStopping);
        try
        {
            using var okta = new DemoOkta(address, egnyte.Token);
            await DemoTour.RunAsync(okta, output, stop.Token);
            DemoLines.Print(output, address, simulator, egnyte.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ctrl+C during the tour.
        }

        await proxy.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    private static async Task<WebApplication> StartProxyAsync(EgnyteSimulator simulator, DemoTrace trace, CancellationToken cancellationToken)
    {
        // The demo needs nothing and is disturbed by nothing: no file, no variable and no working directory is its configuration.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRouting();
        builder.AddScimProxy();
        builder.Configuration.AddInMemoryCollection([
            new($"{ScimProxyOptions.Section}:Tenants:default:{nameof(TenantOptions.EgnyteBaseAddress)}", simulator.Address.ToString()),
            new($"{ScimProxyOptions.Section}:Tenants:default:{nameof(TenantOptions.UserNameFormat)}", "email"),
            new($"{ScimProxyOptions.Section}:Tenants:default:{nameof(TenantOptions.UserNameDomains)}:0", "example.com"),
            new($"{ScimProxyOptions.Section}:{nameof(ScimProxyOptions.ShutdownDelay)}", "0"),
            new("Logging:LogLevel:Default", "None"),
        ]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var proxy = builder.Build();
        proxy.Use(trace.InvokeAsync);
        proxy.UseScimProxy();
        await proxy.StartAsync(cancellationToken);
        return proxy;
    }
}
