using System.Diagnostics;
using System.Globalization;

namespace Egnyte.ScimProxy.Benchmarks.Servers;

/// <summary>A server in a process of its own, started from this same program.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private ServerProcess(string name, Process process, Uri address) => (Name, _process, Address) = (name, process, address);

    public string Name { get; }

    public Uri Address { get; }

    public static Task<ServerProcess> StartAsync(string name, string? garbageCollector, params string[] arguments) =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? StartOtherAsync(name, garbageCollector, Environment.ProcessPath!, [Environment.GetCommandLineArgs()[0], .. arguments])
            : StartOtherAsync(name, garbageCollector, Environment.ProcessPath!, arguments);

    /// <summary>A server of this program as another commit builds it.</summary>
    public static async Task<ServerProcess> StartOtherAsync(string name, string? garbageCollector, string program, params string[] arguments)
    {
        var start = ChildEnvironment.Start(program, garbageCollector);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        try
        {
            var line = await ReadLineAsync(name, process, ControlLines.Listening);
            return new ServerProcess(name, process, new Uri(line));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    public async Task<ServerReading> ReadAsync()
    {
        await _process.StandardInput.WriteLineAsync(ControlLines.Read);
        await _process.StandardInput.FlushAsync();
        var counters = (await ReadLineAsync(Name, _process, ControlLines.Counters)).Split(' ');
        _process.Refresh();
        return new ServerReading(
            _process.TotalProcessorTime,
            long.Parse(counters[0], CultureInfo.InvariantCulture),
            int.Parse(counters[1], CultureInfo.InvariantCulture),
            _process.WorkingSet64,
            counters[2]);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    // Any other line is a log entry, which no measured request may write.
    private static async Task<string> ReadLineAsync(string name, Process process, string beginning)
    {
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return line is not null && line.StartsWith(beginning, StringComparison.Ordinal)
            ? line[beginning.Length..]
            : throw new BenchmarkException($"{name} should have written \"{beginning}…\", and wrote {(line is null ? "nothing" : $"\"{line}\"")}.");
    }
}
