using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>
/// The JavaScript implementations in one node process for the whole run, installed by npm into a folder of their own. Where there is no
/// node, or no registry, the tests that ask it are skipped.
/// </summary>
public sealed partial class OracleProcess : IAsyncLifetime
{
    private static readonly string[] Files = ["package.json", "package-lock.json", "oracle.mjs"];
    private static readonly TimeSpan InstallTime = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMinutes(1);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scim-proxy-oracles-");
    private Process? _node;
    private string? _whyNot;

    public async ValueTask InitializeAsync()
    {
        foreach (var file in Files)
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, "Oracles", file), Path.Combine(_folder.FullName, file));
        }

        _whyNot = await InstallAsync();
        if (_whyNot is null)
        {
            _node = Start("node", "oracle.mjs");
            _whyNot = _node is null ? "node is not installed" : null;
        }
    }

    /// <summary>The answers to the questions, in their order.</summary>
    internal async Task<IReadOnlyList<TAnswer>> AskAsync<TQuestion, TAnswer>(IReadOnlyCollection<TQuestion> questions)
    {
        Assert.SkipWhen(_whyNot is not null, $"the JavaScript oracles cannot run: {_whyNot}");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(AnswerTime);

        // Written while it is read: neither pipe holds thousands of lines.
        var writing = Task.Run(
            async () =>
            {
                foreach (var question in questions)
                {
                    await _node!.StandardInput.WriteLineAsync(JsonSerializer.Serialize(question, JsonSerializerOptions.Web).AsMemory(), limit.Token);
                }

                await _node!.StandardInput.FlushAsync(limit.Token);
            },
            limit.Token);
        var answers = new List<TAnswer>(questions.Count);
        while (answers.Count < questions.Count)
        {
            var line = await _node!.StandardOutput.ReadLineAsync(limit.Token)
                ?? throw new InvalidOperationException($"The oracle ended: {await _node.StandardError.ReadToEndAsync(limit.Token)}");
            answers.Add(JsonSerializer.Deserialize<TAnswer>(line, JsonSerializerOptions.Web)!);
        }

        await writing;
        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync(_node);
        _folder.Delete(recursive: true);
    }

    private async Task<string?> InstallAsync()
    {
        var npm = Start("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=1");
        if (npm is null)
        {
            return "npm is not installed";
        }

        try
        {
            using var limit = new CancellationTokenSource(InstallTime);
            npm.StandardInput.Close();
            var output = npm.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = await npm.StandardError.ReadToEndAsync(limit.Token);
            await output;
            await npm.WaitForExitAsync(limit.Token);
            // A lock file that does not fit, or a package that is not what it was, is no reason to skip.
            return npm.ExitCode == 0 ? null
                : Unreachable().Match(errors) is { Success: true } code ? $"npm cannot reach its registry ({code.Value})"
                : throw new InvalidOperationException($"npm ci failed:\n{errors}");
        }
        catch (OperationCanceledException)
        {
            return $"npm did not end within {InstallTime}";
        }
        finally
        {
            await EndAsync(npm);
        }
    }

    private Process? Start(string program, params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = _folder.FullName,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static async Task EndAsync(Process? process)
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process?.Dispose();
    }

    [GeneratedRegex(
        @"\b(ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED|E40[134]|E407|E429|E5\d\d|\w*CERT\w*)\b")]
    private static partial Regex Unreachable();
}
