using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Commands.Demo;
using Egnyte.ScimProxy.Simulator;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

public sealed partial class DemoTests
{
    private const string Start = "Your turn.";

    /// <summary>The exchanges that the README shows: a create, a rejected rename, a deactivation.</summary>
    private static readonly Regex[] Shown = [new("^ +POST +/scim/v2/Users "), new("^ +PUT .* 400\n"), new("^ +PATCH +/scim/v2/Users/")];

    [Fact]
    public async Task Readme_Exchanges_AreWhatTheDemoPrints()
    {
        var printed = await RunAsync(_ => Task.CompletedTask);

        var tour = printed[..printed.IndexOf(Start, StringComparison.Ordinal)].TrimEnd().Split("\n\n");
        Pages.AssertBlock(Pages.Readme, "trace", $"```text\n{string.Join("\n\n", Shown.Select(exchange => tour.Single(exchange.IsMatch)))}\n```");
    }

    /// <summary>The lines that the demo prints for bash are run by bash, where there is one, each alone, in their order.</summary>
    [Fact]
    public async Task Demo_EveryLineForBash_Works()
    {
        Assert.SkipUnless(File.Exists("/bin/bash") && File.Exists("/usr/bin/curl"), "needs /bin/bash and curl");
        var answers = new List<(string Line, string Answer)>();

        var printed = await RunAsync(async lines =>
        {
            foreach (var line in BashLine().Matches(lines).Select(match => match.Value.Trim()))
            {
                answers.Add((line, await BashAsync(line)));
            }
        });

        Assert.Collection(
            answers,
            answer => Assert.Contains("\"totalResults\":9", answer.Answer, StringComparison.Ordinal),
            answer => Assert.Contains("\"userName\":\"bruno.birch@example.com\"", answer.Answer, StringComparison.Ordinal),
            answer => Assert.Contains("\"userName\":\"john.doe@example.com\"", answer.Answer, StringComparison.Ordinal),
            answer => Assert.Contains("\"scimType\":\"mutability\"", answer.Answer, StringComparison.Ordinal),
            answer => Assert.Contains("\"active\":false", answer.Answer, StringComparison.Ordinal),
            answer => Assert.Equal("\n204\n", answer.Answer),
            answer => Assert.Contains("\"status\":\"401\"", answer.Answer, StringComparison.Ordinal),
            answer => Assert.Equal("Egnyte throttles for 20 s: run the first line now\n", answer.Answer),
            answer => Assert.Equal("Egnyte is down for 30 s: run the first line now\n", answer.Answer));
        Assert.All(
            answers.Where(answer => answer.Line.Contains("/scim/v2/", StringComparison.Ordinal)),
            answer => Assert.Matches("\n[245][0-9][0-9]\n$", answer.Answer));
        Assert.Contains("Invoke-RestMethod", printed, StringComparison.Ordinal);
    }

    /// <summary>Runs the demo until it has printed its last line, then what the caller does with that, then stops it.</summary>
    private static async Task<string> RunAsync(Func<string, Task> meanwhile)
    {
        var output = new LineWaiter("Ctrl+C");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var demo = DemoCommand.RunAsync(output, new SimulatorOptions { CallsPerSecond = 100_000, CallsPerDay = 100_000 }, 0, stop.Token);
        var printed = await output.Printed.WaitAsync(TestContext.Current.CancellationToken);
        await meanwhile(printed);
        await stop.CancelAsync();
        Assert.Equal(0, await demo);
        return printed;
    }

    private static async Task<string> BashAsync(string line)
    {
        using var bash = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("/bin/bash") { ArgumentList = { "-c", line }, RedirectStandardOutput = true })!;
        var answer = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, bash.ExitCode);
        return answer;
    }

    [GeneratedRegex(@"^  curl .*$", RegexOptions.Multiline)]
    private static partial Regex BashLine();

    /// <summary>Tells when a text that holds the given words has been written, with all that was written until then.</summary>
    private sealed class LineWaiter(string words) : StringWriter
    {
        private readonly TaskCompletionSource<string> _printed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Printed => _printed.Task;

        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.Contains(words, StringComparison.Ordinal) is true)
            {
                _printed.TrySetResult(ToString());
            }
        }
    }
}
