using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Oracles;

/// <summary>
/// The JavaScript implementations in one node process for the whole run. Where node or their packages are missing, the tests that ask it
/// are skipped: <c>.ci/tools</c> installs them.
/// </summary>
public sealed class OracleProcess : IAsyncLifetime
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMinutes(1);

    // In the sources, not beside the program: npm puts the packages next to the files that name them.
    private static readonly string Folder = Path.Combine(Pages.Root, "tests", "Egnyte.ScimProxy.IntegrationTests", "Oracles");

    private Process? _node;
    private string? _whyNot;

    public ValueTask InitializeAsync()
    {
        _whyNot = WhyNot();
        if (_whyNot is null)
        {
            _node = Start();
            _whyNot = _node is null ? "node is not installed" : null;
        }

        return default;
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
        if (_node is { HasExited: false })
        {
            _node.Kill(entireProcessTree: true);
            await _node.WaitForExitAsync(CancellationToken.None);
        }

        _node?.Dispose();
    }

    private static string? WhyNot()
    {
        // npm writes this file last.
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        var locked = new FileInfo(Path.Combine(Folder, "package-lock.json"));
        return installed.Exists && installed.LastWriteTimeUtc >= locked.LastWriteTimeUtc
            ? null
            : $"their packages are not installed, or older than the lock file: npm ci --ignore-scripts --prefix {Path.GetRelativePath(Pages.Root, Folder)}";
    }

    private static Process? Start()
    {
        try
        {
            return Process.Start(new ProcessStartInfo("node", ["oracle.mjs"])
            {
                WorkingDirectory = Folder,
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
}
