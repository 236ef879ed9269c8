using Egnyte.ScimProxy.Hosting;
using Microsoft.Extensions.Options;

namespace Egnyte.ScimProxy.Commands;

/// <summary><c>serve</c>: the proxy, until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(settings).AddScimProxy();
        WebApplication app;
        try
        {
            app = builder.Build();
            _ = app.Services.GetRequiredService<IOptions<ScimProxyOptions>>().Value;
        }
        catch (OptionsValidationException invalid)
        {
            return ConfigurationReport.Print(Console.Error, invalid.Failures);
        }

        await using (app)
        {
            app.UseScimProxy();
            await app.StartAsync(cancellationToken);
            StartupBanner.Print(Console.Out, app);
            await app.WaitForShutdownAsync(cancellationToken);
        }

        return 0;
    }
}
