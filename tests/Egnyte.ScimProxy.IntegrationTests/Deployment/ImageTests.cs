using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Egnyte.ScimProxy.IntegrationTests.Commands;
using Egnyte.ScimProxy.Simulator;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Deployment;

/// <summary>
/// The image that deploy/images/build.sh makes, unpacked and run as a container engine would: its files alone, read-only, as its user, under a heap limit.
/// The Dockerfile is compared with it; no engine builds it here.
/// </summary>
public sealed partial class ImageTests(NativeBinary native) : IDisposable
{
    private const int MostMegabytes = 64;
    private const string HeapLimit = "0xC000000"; // 192 MiB

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scim-proxy-image-");

    private string Root => Path.Join(_folder.FullName, "bundle", "rootfs");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Image_HasWhatTheDockerfileSays_AndNothingElse()
    {
        var config = JsonNode.Parse(await BuildAsync())!["config"]!;
        var dockerfile = Pages.Read("deploy/Dockerfile");

        Assert.Equal("1654:1654", (string?)config["User"]);
        Assert.Contains("USER $APP_UID", dockerfile, StringComparison.Ordinal); // 1654 in Microsoft's images
        Assert.Equal((string?)config["WorkingDir"], WorkingFolder().Matches(dockerfile)[^1].Groups["folder"].Value);
        Assert.Contains($"ENTRYPOINT [\"{(string?)config["Entrypoint"]!.AsArray().Single()}\"]", dockerfile, StringComparison.Ordinal);
        var ports = config["ExposedPorts"]!.AsObject().Select(port => port.Key).Order(StringComparer.Ordinal);
        Assert.Contains($"EXPOSE {string.Join(' ', ports)}", dockerfile, StringComparison.Ordinal);
        Assert.All(config["Env"]!.AsArray(), variable => Assert.Contains((string)variable!, dockerfile, StringComparison.Ordinal));

        var files = Directory.GetFiles(Root, "*", SearchOption.AllDirectories);
        Assert.DoesNotContain(
            files, file => Path.GetFileName(file) is "sh" or "bash" or "busybox" || Path.GetExtension(file) is ".dbg" or ".pdb" or ".xml");
        Assert.InRange(files.Sum(file => new FileInfo(file).Length), 1, MostMegabytes * 1024L * 1024);
        var writable = await Tool.RunAsync("find", Root, "-type", "f", "-perm", "/022");
        Assert.Equal((0, ""), (writable.ExitCode, writable.Output));
    }

    [Fact]
    public async Task Image_Serves_ReadOnly_AsItsUser_UnderAHeapLimit()
    {
        await BuildAsync();
        await using var egnyte = await EgnyteSimulator.StartAsync(new SimulatorOptions { CallsPerSecond = 1000 }, TestContext.Current.CancellationToken);
        await using var container = Run(
            "",
            ("ScimProxy__Tenants__default__EgnyteBaseAddress", egnyte.Address.ToString()),
            ("ASPNETCORE_URLS", "http://127.0.0.1:0"),
            ("ScimProxy__Management__Url", "http://127.0.0.1:0"),
            ("DOTNET_GCHeapHardLimit", HeapLimit));
        var addresses = Address().Matches(await container.ReadUntilAsync("/health/ready"));
        using var client = new HttpClient { BaseAddress = new Uri(new Uri(addresses[0].Value), "scim/v2/") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", ScimProxyApplication.Token);
        await using var ready = Run($"check --ready {addresses[^1].Value}");

        var users = await client.GetScimAsync("Users?count=2");

        Assert.Equal(200, users.Status);
        Assert.Equal(0, (await ready.EndAsync()).ExitCode);
        var ids = Ids().Match(await File.ReadAllTextAsync($"/proc/{container.Id}/status", TestContext.Current.CancellationToken));
        Assert.Equal(("1654", "1654"), (ids.Groups["user"].Value, ids.Groups["group"].Value));
    }

    /// <summary>OpenSSL is loaded by name when TLS is first needed: nothing that links it would miss it.</summary>
    [Fact]
    public async Task Image_SpeaksTls()
    {
        await BuildAsync();
        using var certificate = AnyEgnyte.Certificate(TimeProvider.System.GetUtcNow().AddDays(1));
        await using var egnyte = await AnyEgnyte.StartAsync(200, "{}", certificate);
        await using var container = Run(
            "check --online --token-variable TOKEN",
            ("ScimProxy__Tenants__default__EgnyteBaseAddress", egnyte.Address.ToString()),
            ("TOKEN", "egnyte-demo-token"));

        var (exitCode, output, errors) = await container.EndAsync();

        Assert.True(exitCode == 1, output + errors);
        Assert.Contains("certificate not trusted", output, StringComparison.Ordinal);
    }

    // What it prints of itself: the configuration of the image.
    private async Task<string> BuildAsync()
    {
        Tool.SkipWithout("umoci");
        Tool.SkipWithout("skopeo");
        var binary = await native.PathAsync();
        var image = Path.Join(_folder.FullName, "image");
        var build = await Tool.RunAsync(Path.Join(Pages.Root, "deploy/images/build.sh"), image, Path.GetDirectoryName(binary)!);
        Assert.True(build.ExitCode == 0, build.Output);
        string[] rootless = Environment.IsPrivilegedProcess ? [] : ["--rootless"];
        var unpack = await Tool.RunAsync(
            "umoci", ["unpack", .. rootless, "--image", $"{image}/oci:egnyte-scim-proxy", Path.Join(_folder.FullName, "bundle")]);
        Assert.True(unpack.ExitCode == 0, unpack.Output);
        return (await Tool.RunAsync("skopeo", "inspect", "--config", $"oci:{image}/oci:egnyte-scim-proxy")).Output;
    }

    // A mount namespace of its own, which ends with the process.
    private ProxyProcess Run(string arguments, params (string, string)[] settings)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root may change the root of a process.");
        Tool.SkipWithout("unshare");
        Directory.CreateDirectory(Path.Join(Root, "proc")); // every engine mounts these two
        Directory.CreateDirectory(Path.Join(Root, "dev"));
        var line = $"mount --bind {Root} {Root} && mount -t proc proc {Root}/proc && mount --rbind /dev {Root}/dev && mount -o remount,ro,bind {Root} "
            + $"&& exec chroot --userspec=1654:1654 {Root} /app/egnyte-scim-proxy {arguments}";
        return new ProxyProcess("unshare", ["--mount", "/bin/sh", "-c", line], settings);
    }

    [GeneratedRegex(@"^WORKDIR (?<folder>\S+)$", RegexOptions.Multiline)]
    private static partial Regex WorkingFolder();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();

    [GeneratedRegex(@"^Uid:\t(?<user>\d+)[^\n]*\nGid:\t(?<group>\d+)", RegexOptions.Multiline)]
    private static partial Regex Ids();
}
