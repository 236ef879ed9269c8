using System.Diagnostics;

namespace Egnyte.ScimProxy.Benchmarks.Servers;

/// <summary>How every measured process is started: nothing of the caller's surroundings may configure it.</summary>
internal static class ChildEnvironment
{
    private static readonly string[] Configuring =
    [
        "ASPNETCORE_", "DOTNET_gc", "DOTNET_GC", "DOTNET_Tiered", "DOTNET_ENVIRONMENT", "OTEL_", "Logging__", "ScimProxy__", "Kestrel__",
    ];

    public static ProcessStartInfo Start(string program, string? garbageCollector)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory };
        foreach (var name in start.Environment.Keys.Where(IsConfiguring).ToList())
        {
            start.Environment.Remove(name);
        }

        if (garbageCollector is not null)
        {
            start.Environment["DOTNET_gcServer"] = garbageCollector is "server" ? "1" : "0";
            start.Environment["DOTNET_gcConcurrent"] = garbageCollector is "workstation-non-concurrent" ? "0" : "1";
        }

        return start;
    }

    private static bool IsConfiguring(string name) => Configuring.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
