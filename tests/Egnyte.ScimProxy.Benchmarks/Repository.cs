namespace Egnyte.ScimProxy.Benchmarks;

/// <summary>The clone that this program was built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Egnyte.ScimProxy.sln")))
            {
                return folder.FullName;
            }
        }

        throw new BenchmarkException("Egnyte.ScimProxy.sln is in no folder above this program.");
    }
}
