using System.Diagnostics;
using Egnyte.ScimProxy.Mapping.Documents;
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
            await UseProfilesAsync(Path.Combine(folder.FullName, "egnyte-scim-proxy"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>An operator's own profile with the samples beside it, and what it makes of a person.</summary>
    private static async Task UseProfilesAsync(string program)
    {
        var acme = Path.Combine(AppContext.BaseDirectory, "Profiles", "acme.json");
        var files = new Dictionary<string, string> { ["jose.json"] = """{"userName":"José.Großmann@example.com","name":{"givenName":"José","familyName":"Großmann"},"emails":[{"value":"jose@example.com"}]}""" };
        await using var validate = new ProxyProcess(program, ["profile", "validate", acme], []);
        await using var explain = new ProxyProcess(program, ["profile", "explain", acme, "jose.json", "--json"], [], files);
        await using var schema = new ProxyProcess(program, ["profile", "schema"], []);

        var (validated, explained, printed) = (await validate.EndAsync(), await explain.EndAsync(), await schema.EndAsync());

        Assert.True(validated.ExitCode == 0, validated.Output + validated.Errors);
        Assert.True(explained.ExitCode == 0, explained.Output + explained.Errors);
        Assert.Contains("\"jose.grossmann\"", explained.Output, StringComparison.Ordinal);
        Assert.Equal(ProfileSchema.Text.Trim(), printed.Output.Trim());
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
