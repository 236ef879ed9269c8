namespace Egnyte.ScimProxy.Tests.Documentation;

/// <summary>The Markdown pages, and the parts of them that tests compare with the code, between &lt;!-- name --&gt; and &lt;!-- /name --&gt;.</summary>
internal static class Pages
{
    public const string Readme = "README.md";

    public const string Settings = "deploy/settings.md";

    public const string Errors = "deploy/errors.md";

    public const string RateLimits = "deploy/rate-limits.md";

    public const string Mapping = "src/Egnyte.ScimProxy/Mapping/README.md";

    public const string Format = "src/Egnyte.ScimProxy/Mapping/FORMAT.md";

    public const string Faults = "tests/FAULTS.md";

    public const string Rooms = "src/README.md";

    public const string Conformance = "src/Egnyte.ScimProxy.Scim/CONFORMANCE.md";

    private static readonly string[] NotOurs = ["bin", "obj", "node_modules", "TestResults", "artifacts"];

    public static string Root { get; } = FindRoot();

    /// <summary>Every page, by its path from the root.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Below(new DirectoryInfo(Root)).Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal)];

    public static string Read(string page) => File.ReadAllText(Path.Combine(Root, page));

    /// <summary>The block is what the code says. With UPDATE_PAGES=1 it is written first, after a change of the code on purpose.</summary>
    public static void AssertBlock(string page, string name, string expected)
    {
        var block = Block(page, name);
        if (Environment.GetEnvironmentVariable("UPDATE_PAGES") == "1")
        {
            var text = Read(page).Replace($"{Start(name)}{block}{End(name)}", $"{Start(name)}{expected}\n{End(name)}", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(Root, page), text);
            return;
        }

        Assert.Equal(expected, block.TrimEnd());
    }

    /// <summary>A block as it stands.</summary>
    public static string Block(string page, string name)
    {
        var text = Read(page);
        var start = text.IndexOf(Start(name), StringComparison.Ordinal);
        var end = text.IndexOf(End(name), StringComparison.Ordinal);
        return start >= 0 && end > start ? text[(start + Start(name).Length)..end] : throw new InvalidOperationException($"{page} has no block {name}.");
    }

    public static string Table(string[] head, IEnumerable<string[]> rows) =>
        string.Join('\n', [Line(head), Line([.. head.Select(_ => "---")]), .. rows.Select(Line)]);

    private static string Start(string name) => $"<!-- {name} -->\n";

    private static string End(string name) => $"<!-- /{name} -->";

    private static string Line(string[] cells) => $"| {string.Join(" | ", cells)} |";

    private static IEnumerable<string> Below(DirectoryInfo folder) =>
        folder.EnumerateFiles("*.md").Select(file => file.FullName)
            .Concat(folder.EnumerateDirectories().Where(child => child.Name != ".git" && !NotOurs.Contains(child.Name)).SelectMany(Below));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder.GetFiles("Egnyte.ScimProxy.sln").Length == 0)
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
