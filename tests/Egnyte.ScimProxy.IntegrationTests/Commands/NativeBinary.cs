using System.Diagnostics;
using Egnyte.ScimProxy.IntegrationTests.Commands;
using Egnyte.ScimProxy.Tests.Documentation;

[assembly: AssemblyFixture(typeof(NativeBinary))]

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

/// <summary>
/// The native binary, published once per test run, by the first test that asks for it. A test class takes it as a constructor parameter.
/// Keep such classes in a namespace that DialectTests and CachelessTests leave out, such as this one: their child processes would publish again.
/// </summary>
public sealed class NativeBinary : IAsyncDisposable
{
    /// <summary>The environment variable with the path of a binary that is published already: it is tested instead.</summary>
    private const string Variable = "NATIVE_BINARY";

    private readonly Lazy<Task<Published>> _published = new(PublishAsync);

    /// <summary>The path of the program. Skips the test where no C linker is installed, and fails it where the publish failed.</summary>
    public async Task<string> PathAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path)
        {
            return path;
        }

        var published = await PublishedAsync();
        Assert.True(published.ExitCode == 0, published.Output);
        return Path.Combine(published.Folder, "egnyte-scim-proxy");
    }

    /// <summary>What the publish printed. Skips the test where no C linker is installed.</summary>
    internal async Task<Published> PublishedAsync()
    {
        Assert.SkipUnless(
            File.Exists("/usr/bin/gcc") || File.Exists("/usr/bin/clang"), "A native publish needs gcc or clang as its linker; neither is installed.");
        return await _published.Value.WaitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_published.IsValueCreated)
        {
            Directory.Delete((await _published.Value).Folder, recursive: true);
        }
    }

    // Not cancelled with the test that asked first: other tests wait for the same publish.
    private static async Task<Published> PublishAsync()
    {
        var folder = Directory.CreateTempSubdirectory("scim-proxy-native-").FullName;
        string[] arguments = ["publish", "src/Egnyte.ScimProxy", "-c", "Release", "-p:PublishAot=true", "-o", folder];
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = Pages.Root, RedirectStandardOutput = true };
        using var publish = Process.Start(start)!;
        var output = await publish.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await publish.WaitForExitAsync(CancellationToken.None);
        return new Published(folder, publish.ExitCode, output);
    }

    internal sealed record Published(string Folder, int ExitCode, string Output);
}
