using System.Diagnostics;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

public sealed class NativeBinaryTests
{
    [Fact]
    public async Task APublishedNativeBinary_HasNoWarning_AndRunsTheDemo()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/gcc") || File.Exists("/usr/bin/clang"), "a native publish needs gcc or clang as its linker; neither is installed");
        var folder = Directory.CreateTempSubdirectory("scim-proxy-native-");
        try
        {
            var published = await PublishAsync(folder.FullName);
            Assert.True(published.ExitCode == 0, published.Output);
            Assert.DoesNotContain("warning", published.Output, StringComparison.OrdinalIgnoreCase);

            await using var demo = new ProxyProcess(Path.Combine(folder.FullName, "egnyte-scim-proxy"), ["demo"], []);
            var printed = await demo.ReadUntilAsync("Ctrl+C");

            Assert.Contains("POST   /scim/v2/Users  ->  201", printed, StringComparison.Ordinal);
            Assert.Contains("PATCH  /scim/v2/Users/12163350656  ->  200", printed, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Output)> PublishAsync(string folder)
    {
        var start = new ProcessStartInfo("dotnet", ["publish", "src/Egnyte.ScimProxy", "-c", "Release", "-p:PublishAot=true", "-o", folder]) { WorkingDirectory = Readme.Root, RedirectStandardOutput = true };
        using var publish = Process.Start(start)!;
        var output = await publish.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await publish.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (publish.ExitCode, output);
    }
}
