using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.Testing;

/// <summary>This program again, as a process of its own in which something is otherwise for every test.</summary>
public static partial class SuiteProcess
{
    public const int Patience = 240_000;

    /// <summary>Runs what is not left out, and fails where a test fails or where too many skip.</summary>
    /// <param name="variable">The environment variable that makes it otherwise.</param>
    /// <param name="value">Its value.</param>
    /// <param name="mostSkipped">How many tests may skip: a setting that lets more of them skip proves too little.</param>
    /// <param name="without">The runner's own options that leave tests out.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task AssertPassesAsync(string variable, string value, int mostSkipped, string[] without, CancellationToken cancellationToken)
    {
        var suite = Path.Combine(AppContext.BaseDirectory, $"{Assembly.GetEntryAssembly()!.GetName().Name}.dll");
        string[] arguments = [suite, "-noLogo", "-noColor", "-noAutoReporters", "-maxThreads", "1x", .. without];
        await using var child = new ProxyProcess("dotnet", arguments, [(variable, value)]);

        var (exitCode, output, errors) = await child.EndAsync().WaitAsync(cancellationToken);

        Assert.True(exitCode == 0, $"{variable}=\"{value}\" dotnet {suite}\n{Skipped().Replace(output, "")}\n{errors}");
        var summary = Summary().Match(output);
        Assert.True(summary.Success, output);
        Assert.InRange(int.Parse(summary.Groups["skipped"].ValueSpan, CultureInfo.InvariantCulture), 0, mostSkipped);
    }

    [GeneratedRegex("Total: [1-9][0-9]{2,}, Errors: 0, Failed: 0, Skipped: (?<skipped>[0-9]+)")]
    private static partial Regex Summary();

    // What a test does not hold here, and the reason that it gives.
    [GeneratedRegex(@"^.*\[SKIP\]\r?\n.*\r?\n", RegexOptions.Multiline)]
    private static partial Regex Skipped();
}
