using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Egnyte.ScimProxy.Benchmarks.EndToEnd;
using Egnyte.ScimProxy.Benchmarks.Servers;

namespace Egnyte.ScimProxy.Benchmarks.Startup;

/// <summary>One start of the binary, and its end.</summary>
internal static class NativeStart
{
    public static async Task<StartResult> RunAsync(string binary, Uri egnyte, Person person, string? garbageCollector)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}/");
        var start = ChildEnvironment.Start(binary, garbageCollector);
        start.Environment["ASPNETCORE_URLS"] = address.AbsoluteUri;
        start.Environment[ProxyServer.SettingOfEgnyte.Replace(":", "__", StringComparison.Ordinal)] = egnyte.AbsoluteUri;

        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        try
        {
            await FirstAnswer.WaitForAsync(address, Dialect.Scim, person, FirstAnswer.Patience);
            var elapsed = Stopwatch.GetElapsedTime(began);
            var status = await File.ReadAllLinesAsync($"/proc/{process.Id}/status");
            return new StartResult(elapsed.TotalMilliseconds, Megabytes(status, "VmRSS:"), Megabytes(status, "RssAnon:"));
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    // The address must be known before the process runs; another program is not likely to take the port in the meantime.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // "VmRSS:     35124 kB", of 1,024 bytes each.
    private static double Megabytes(string[] status, string name)
    {
        var line = status.First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..^"kB".Length].Trim(), CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
