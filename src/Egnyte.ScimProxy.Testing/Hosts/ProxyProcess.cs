using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Egnyte.ScimProxy.Testing;

/// <summary>The program as a process of its own, in an empty folder, with the given settings as its environment.</summary>
internal sealed partial class ProxyProcess : IAsyncDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    // A shell that runs the tests in the background ignores some signals, and a process inherits that: then a signal ends nothing.
    private static readonly Lazy<string[]> WithSignals =
        new(() => OperatingSystem.IsLinux() && Succeeds(["/usr/bin/env", "--default-signal=HUP,INT,QUIT", "true"])
        ? ["/usr/bin/env", "--default-signal=HUP,INT,QUIT"]
        : []);

    private readonly Process _process;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scim-proxy-");

    public ProxyProcess(string[] arguments, params (string Key, string Value)[] settings)
        : this("dotnet", [Path.Combine(AppContext.BaseDirectory, "egnyte-scim-proxy.dll"), .. arguments], settings)
    {
    }

    /// <summary>Files that the folder holds, by their paths in it.</summary>
    public ProxyProcess(IReadOnlyDictionary<string, string> files, params string[] arguments)
        : this("dotnet", [Path.Combine(AppContext.BaseDirectory, "egnyte-scim-proxy.dll"), .. arguments], [], files)
    {
    }

    /// <summary>Both.</summary>
    public ProxyProcess(IReadOnlyDictionary<string, string> files, string[] arguments, params (string Key, string Value)[] settings)
        : this("dotnet", [Path.Combine(AppContext.BaseDirectory, "egnyte-scim-proxy.dll"), .. arguments], settings, files)
    {
    }

    public ProxyProcess(string program, string[] arguments, (string Key, string Value)[] settings, IReadOnlyDictionary<string, string>? files = null)
    {
        foreach (var (path, text) in files ?? new Dictionary<string, string>())
        {
            var file = Path.Join(_folder.FullName, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        string[] line = [.. WithSignals.Value, program, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start)!;
    }

    /// <summary>Where it runs, and where its files are.</summary>
    public string Folder => _folder.FullName;

    public bool IsRunning => !_process.HasExited;

    public int Id => _process.Id;

    /// <summary>Ends when it has a handler of its own for a signal, as Linux tells.</summary>
    public async Task UntilItHandlesAsync(PosixSignal signal)
    {
        const string Field = "SigCgt:";
        while (true)
        {
            var mask = (await File.ReadAllLinesAsync($"/proc/{_process.Id}/status", TestContext.Current.CancellationToken))
                .Single(line => line.StartsWith(Field, StringComparison.Ordinal));
            if ((ulong.Parse(mask.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & (1UL << (Number(signal) - 1))) != 0)
            {
                return;
            }

            await Task.Delay(BetweenLooks, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Sends it a signal, as a container runtime or a terminal does. Skips the test on Windows, which has none.</summary>
    public void Send(PosixSignal signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals between processes.");
        Assert.Equal(0, Kill(_process.Id, Number(signal)));
    }

    /// <summary>What it wrote and how it ended; it must end by itself.</summary>
    public async Task<(int ExitCode, string Output, string Errors)> EndAsync()
    {
        var output = _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (_process.ExitCode, await output, await errors);
    }

    /// <summary>What it wrote until a line that holds the given words.</summary>
    public async Task<string> ReadUntilAsync(string words)
    {
        var (isMet, text) = await TryReadUntilAsync(words);
        return isMet
            ? text
            : throw new InvalidOperationException(
                $"It ended without writing \"{words}\":\n{text}\n{await _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
    }

    /// <summary>What it wrote until a line that holds the given words, or all of it where none does.</summary>
    public async Task<(bool IsMet, string Text)> TryReadUntilAsync(string words)
    {
        var text = new System.Text.StringBuilder();
        while (await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            text.AppendLine(line);
            if (line.Contains(words, StringComparison.Ordinal))
            {
                return (true, text.ToString());
            }
        }

        return (false, text.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static int Number(PosixSignal signal) => signal switch
    {
        PosixSignal.SIGHUP => 1,
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGTERM => 15,
        _ => throw new ArgumentOutOfRangeException(nameof(signal)),
    };

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    private static bool Succeeds(string[] line)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
