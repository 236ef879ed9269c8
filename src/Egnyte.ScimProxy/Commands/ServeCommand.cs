using System.Net.Sockets;
using System.Security.Cryptography;
using Egnyte.ScimProxy.Hosting;
using Egnyte.ScimProxy.Hosting.Startup;

namespace Egnyte.ScimProxy.Commands;

/// <summary><c>serve</c>: the proxy, until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        var startup = await ProxyStartup.BuildAsync("serve", arguments);
        ConfigurationReport.PrintWarnings(Console.Error, startup.Warnings);
        if (startup.App is not { } app)
        {
            return ConfigurationReport.Print(Console.Error, startup.Mistakes);
        }

        await using (app)
        {
            // Tried before the host starts: of what stands in its way the host logs a stack trace, and does not say which setting it was.
            if (app.Services.GetRequiredService<ListeningAddresses>().Taken().ToList() is { Count: > 0 } taken)
            {
                return ConfigurationReport.Print(Console.Error, taken);
            }

            app.UseScimProxy();
            try
            {
                await app.StartAsync(cancellationToken);
            }
            catch (Exception failure) when (failure
                is IOException or SocketException or InvalidOperationException or CryptographicException
                or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                return ConfigurationReport.Print(Console.Error, [$"{string.Join(", ", app.Urls)} cannot be listened on: {failure.Message}"]);
            }

            PrintBanner(app);
            using var trim = new MemoryTrim();
            await app.WaitForShutdownAsync(cancellationToken);
        }

        return ExitCode.Done;
    }

    private static void PrintBanner(WebApplication app)
    {
        try
        {
            StartupBanner.Print(Console.Out, app);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Clients need the proxy, and not its standard output.
            var reason = failure.Message.TrimEnd('.');
            ConfigurationReport.PrintWarnings(
                Console.Error, [$"the standard output cannot be written ({reason}): the proxy serves without its lines and its log."]);
        }
    }
}
