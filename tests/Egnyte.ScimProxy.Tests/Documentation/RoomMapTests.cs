using System.Text.RegularExpressions;

namespace Egnyte.ScimProxy.Tests.Documentation;

/// <summary>The map of the source folders shows every folder and no other.</summary>
public sealed partial class RoomMapTests
{
    private static readonly string[] NotOnTheMap = ["bin", "obj", "Properties"];

    [Fact]
    public void RoomMap_OfTheSourceFolders_EqualsTheTree()
    {
        var source = new DirectoryInfo(Path.Combine(Pages.Root, "src"));

        Assert.Equal(Below(source, "").Order(StringComparer.Ordinal), Shown().Order(StringComparer.Ordinal));
    }

    /// <summary>A line is indented below its parent, and may name several folders.</summary>
    private static IEnumerable<string> Shown()
    {
        var map = Pages.Read(Pages.Rooms).Split("```text\n")[1].Split("```")[0];
        var parents = new List<string>();
        foreach (var line in Line().Matches(map).AsEnumerable())
        {
            var depth = line.Groups["indent"].Length / 2;
            var folders = Folder().Matches(line.Groups["folders"].Value).Select(folder => $"{string.Concat(parents.Take(depth))}{folder.Value}").ToList();
            parents = [.. parents.Take(depth), folders[^1][string.Concat(parents.Take(depth)).Length..]];
            foreach (var folder in folders)
            {
                yield return folder;
            }
        }
    }

    private static IEnumerable<string> Below(DirectoryInfo parent, string path) => parent.EnumerateDirectories()
        .Where(folder => !NotOnTheMap.Contains(folder.Name) && folder.EnumerateFiles("*", SearchOption.AllDirectories).Any())
        .SelectMany(folder => Below(folder, $"{path}{folder.Name}/").Where(_ => folder.Name != "decisions").Prepend($"{path}{folder.Name}/"));

    [GeneratedRegex(@"^(?<indent> *)(?<folders>[\w.]+/(?: [\w.]+/)*)  +\S", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"[\w.]+/")]
    private static partial Regex Folder();
}
