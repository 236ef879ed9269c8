using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Egnyte.ScimProxy.Benchmarks.Reporting;

/// <summary>What a number belongs to: machine, date, commit, SDK.</summary>
internal static class Machine
{
    public static string Describe() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Processor()}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}; "
        + $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC; commit {Commit()}; SDK {Output("dotnet", "--version")}, "
        + $"{RuntimeInformation.FrameworkDescription}");

    private static string Processor() => File.Exists("/proc/cpuinfo")
        && File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();

    // What the benchmarks themselves write is no change of what they measure.
    private static string Commit() => Output("git", "rev-parse", "--short", "HEAD") is { Length: > 0 } commit
        ? commit + (Output("git", "status", "--porcelain", "--", ".", ":!*RESULTS.md").Length > 0 ? " with uncommitted changes" : "")
        : "unknown";

    private static string Output(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root })!;
            var output = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "";
        }
    }
}
