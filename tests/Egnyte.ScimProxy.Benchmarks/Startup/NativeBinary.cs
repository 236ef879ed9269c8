using System.Diagnostics;

namespace Egnyte.ScimProxy.Benchmarks.Startup;

/// <summary>The host as it is published natively.</summary>
internal static class NativeBinary
{
    private const string Name = "egnyte-scim-proxy";

    public static string Publish()
    {
        var folder = Directory.CreateTempSubdirectory("egnyte-scim-proxy-native-").FullName;
        Console.Error.WriteLine($"Publishing the native binary to {folder}: some minutes.");
        string[] arguments = ["publish", "src/Egnyte.ScimProxy", "-c", "Release", "-p:PublishAot=true", "-o", folder, "-v", "quiet", "-nologo"];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Repository.Root,
        })!;
        publish.WaitForExit();
        return publish.ExitCode == 0 ? Path.Combine(folder, Name) : throw new BenchmarkException("dotnet publish failed.");
    }
}
