using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Egnyte.ScimProxy.IntegrationTests.Commands;

/// <summary>Settings are read once, so no verb watches files: in / a watch took 24 s, and it ended the process where the machine had none left.</summary>
public sealed class FileWatchTests(NativeBinary native)
{
    /// <summary>
    /// The limit is of the new user namespace alone, so no other process notices it. The program takes the place of the shell, and its process
    /// id.
    /// </summary>
    private const string WithoutInotify = "echo 0 > /proc/sys/user/max_inotify_instances && exec \"$@\"";

    private static readonly string[] InANamespace = ["--user", "--map-root-user", "sh", "-c", WithoutInotify, "sh"];

    private static readonly Dictionary<string, string> Acme = new()
    {
        ["appsettings.json"] = """{"ScimProxy":{"Tenants":{"default":{"EgnyteDomain":"acme"}}}}""",
    };

    /// <summary>As on a machine whose other programs took every inotify instance.</summary>
    [Theory]
    [InlineData("check", "The configuration is valid", true)]
    [InlineData("serve", "/health/ready", true)]
    [InlineData("check", "The configuration is valid", false)]
    [InlineData("serve", "/health/ready", false)]
    public async Task AVerb_WithoutAnInotifyInstance_Works(string verb, string printed, bool isNative)
    {
        await SkipUnlessPossibleAsync();
        string[] program = isNative ? [await native.PathAsync()] : ["dotnet", Path.Combine(AppContext.BaseDirectory, "egnyte-scim-proxy.dll")];
        await using var process = new ProxyProcess(
            "unshare", [.. InANamespace, .. program, verb, "--urls=http://127.0.0.1:0"], [("ScimProxy__ShutdownDelay", "0")], Acme);

        await process.ReadUntilAsync(printed);
        if (verb == "serve")
        {
            process.Send(PosixSignal.SIGTERM);
        }

        var (exitCode, _, errors) = await process.EndAsync();
        Assert.Equal((0, ""), (exitCode, errors));
    }

    /// <summary>Of the content root and of all below it.</summary>
    [Theory]
    [InlineData("serve", "/health/ready")]
    [InlineData("demo --port 0", "A tour")]
    [InlineData("simulator", "A proxy for it:")]
    public async Task AVerbWithAHost_WatchesNoFiles(string verb, string printed)
    {
        Assert.SkipUnless(Directory.Exists("/proc/self/fd"), "needs Linux");
        await using var process = new ProxyProcess(
            Acme, verb.Split(' '), ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("ScimProxy__Management__Url", "http://127.0.0.1:0"));
        await process.ReadUntilAsync(printed);

        var watches = Directory.GetFiles($"/proc/{process.Id}/fd")
            .Select(file => new FileInfo(file).LinkTarget)
            .Where(target => target is not null && target.Contains("inotify", StringComparison.Ordinal));

        Assert.Empty(watches);
    }

    // Some kernels, containers and distributions let no user, or root alone, create a user namespace.
    private static async Task SkipUnlessPossibleAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists("/usr/bin/unshare"), "Needs Linux and unshare.");
        using var attempt = Process.Start(new ProcessStartInfo("unshare", [.. InANamespace, "true"]) { RedirectStandardError = true })!;
        var errors = await attempt.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await attempt.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipUnless(attempt.ExitCode == 0, $"No user namespace without inotify instances can be created here: {errors}");
    }
}
