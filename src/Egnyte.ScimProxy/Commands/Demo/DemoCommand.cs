using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Simulator;
using Egnyte.ScimProxy.Tenants;

namespace Egnyte.ScimProxy.Commands.Demo;

/// <summary><c>demo</c>: the simulator and the proxy, a tour of what Okta asks, and lines to go on with by hand.</summary>
internal static class DemoCommand
{
    /// <param name="output">Where the demo prints.</param>
    /// <param name="egnyte">The simulated Egnyte; its addresses are set here.</param>
    /// <param name="port">The port of the proxy, 0 for free ports; null for the usual ones, or free ones where these are taken.</param>
    /// <param name="cancellationToken">Ends the demo.</param>
    public static async Task<int> RunAsync(TextWriter output, SimulatorOptions egnyte, int? port, CancellationToken cancellationToken)
    {
        var ports = DemoPorts.Choose(port);
        if (ports.Mistake is { } mistake)
        {
            return ConfigurationReport.Print(Console.Error, [mistake]);
        }

        (egnyte.Url, egnyte.ControlUrl) = (ports.Egnyte, ports.Control);
        await using var simulator = await EgnyteSimulator.StartAsync(egnyte, cancellationToken);
        var trace = new DemoTrace(output, simulator);
        await using var proxy = await StartProxyAsync(ports.Proxy, simulator, trace, cancellationToken);
        var address = new Uri(proxy.Urls.First());

        if (ports.Note is { } note)
        {
            output.WriteLine(note);
            output.WriteLine();
        }

        output.WriteLine($"""
            Egnyte SCIM proxy   {address}scim/v2
            Simulated Egnyte    {simulator.Address}
              invented users and groups, {egnyte.CallsPerSecond} calls a second and {egnyte.CallsPerDay} a day, as Egnyte allows

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
        output.WriteLine();
        output.WriteLine("The demo has ended. Nothing of it is left on this machine.");
        return 0;
    }

    private static async Task<WebApplication> StartProxyAsync(
        string address, EgnyteSimulator simulator, DemoTrace trace, CancellationToken cancellationToken)
    {
        // The demo needs nothing and is disturbed by nothing: no file, no variable and no working directory is its configuration.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRouting();
        builder.AddScimProxy();
        builder.Logging.ClearProviders(); // the trace is its log
        builder.Configuration.AddInMemoryCollection([
            new($"{ScimProxyOptions.Section}:Tenants:default:{TenantSettingsFormat.EgnyteBaseAddress.Key}", simulator.Address.ToString()),
            new($"{ScimProxyOptions.Section}:Tenants:default:{TenantSettingsFormat.UserNameFormat.Key}", "email"),
            new($"{ScimProxyOptions.Section}:Tenants:default:{TenantSettingsFormat.UserNameDomains.Key}:0", "example.com"),
            new($"{ScimProxyOptions.Section}:{nameof(ScimProxyOptions.ShutdownDelay)}", "0"),
        ]);
        builder.WebHost.UseUrls(address);
        var proxy = builder.Build();
        proxy.Use(trace.InvokeAsync);
        proxy.UseScimProxy();
        await proxy.StartAsync(cancellationToken);
        return proxy;
    }
}
