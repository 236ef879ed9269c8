namespace Egnyte.ScimProxy.Tests.Documentation;

/// <summary>The README's checked parts, between &lt;!-- name --&gt; and &lt;!-- /name --&gt;.</summary>
internal static class Readme
{
    public static string Root { get; } = FindRoot();

    /// <summary>The block is what the code says. With UPDATE_README=1 it is written first, for whoever changed the code on purpose.</summary>
    public static void AssertBlock(string name, string expected, string document = "README.md")
    {
        var path = Path.Combine(Root, document);
        var text = File.ReadAllText(path);
        var start = text.IndexOf($"<!-- {name} -->\n", StringComparison.Ordinal) + $"<!-- {name} -->\n".Length;
        var end = text.IndexOf($"<!-- /{name} -->", StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("UPDATE_README") == "1")
        {
            File.WriteAllText(path, $"{text[..start]}{expected}\n{text[end..]}");
            return;
        }

        Assert.Equal(expected, text[start..end].TrimEnd());
    }

    /// <summary>A block as it stands, for one that is written by hand.</summary>
    public static string Block(string name)
    {
        var text = File.ReadAllText(Path.Combine(Root, "README.md"));
        var start = text.IndexOf($"<!-- {name} -->\n", StringComparison.Ordinal);
        var end = text.IndexOf($"<!-- /{name} -->", StringComparison.Ordinal);
        return start >= 0 && end > start ? text[start..end] : throw new InvalidOperationException($"The README has no block {name}.");
    }

    public static string Table(string[] head, IEnumerable<string[]> rows) =>
        string.Join('\n', [Line(head), Line([.. head.Select(_ => "---")]), .. rows.Select(Line)]);

    private static string Line(string[] cells) => $"| {string.Join(" | ", cells)} |";

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
