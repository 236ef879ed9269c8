using System.Globalization;
using System.Runtime;

namespace Egnyte.ScimProxy.Benchmarks.Servers;

/// <summary>The child's half of a talk by lines on its standard streams, so that nothing of it goes over the measured HTTP path.</summary>
internal static class ControlLines
{
    public const string Listening = "listening ";
    public const string Counters = "counters ";
    public const string Read = "read";

    /// <summary>Says where the server listens, answers each <c>read</c>, and ends when the parent closes the stream or is gone.</summary>
    public static async Task ServeAsync(string address)
    {
        var output = Console.Out;
        await output.WriteLineAsync(Listening + address);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            if (line == Read)
            {
                await output.WriteLineAsync(Counters + string.Create(
                    CultureInfo.InvariantCulture,
                    $"{GC.GetTotalAllocatedBytes(precise: true)} {GC.CollectionCount(0)} {(GCSettings.IsServerGC ? "server" : "workstation")}/"
                    + $"{(GCSettings.LatencyMode is GCLatencyMode.Batch ? "non-concurrent" : "concurrent")}"));
            }
        }
    }
}
