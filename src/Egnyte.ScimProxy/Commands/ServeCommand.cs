using Egnyte.ScimProxy.Hosting;
using Microsoft.Extensions.Options;

namespace Egnyte.ScimProxy.Commands;

/// <summary><c>serve</c>: the proxy, until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] settings, CancellationToken cancellationToken)
    {
        WebApplication app;
        try
        {
            app = WebApplication.CreateSlimBuilder(settings).AddScimProxy().Build();
            _ = app.Services.GetRequiredService<IOptions<ScimProxyOptions>>().Value;
        }
        catch (Exception mistake) when (ConfigurationReport.Explains(mistake))
        {
            return ConfigurationReport.Print(Console.Error, mistake);
        }

        await using (app)
        {
            app.UseScimProxy();
            try
            {
                await app.StartAsync(cancellationToken);
            }
            catch (IOException taken)
            {
                return ConfigurationReport.Print(Console.Error, taken);
            }

            StartupBanner.Print(Console.Out, app);
            await app.WaitForShutdownAsync(cancellationToken);
        }

        return 0;
    }
}
