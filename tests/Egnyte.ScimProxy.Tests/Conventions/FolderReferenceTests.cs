using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.Tests.Conventions;

/// <summary>A folder can be read without those that use it: no two folders of a project reference each other.</summary>
public sealed partial class FolderReferenceTests
{
    /// <summary>The host from left to right: a folder references only those to its right. Those in one string do not reference each other.</summary>
    private static readonly string[] Order =
    [
        "Commands", "Hosting", "Profiles", "Discovery", "Bulk", "Groups Users", "Resources", "Errors", "Http", "Security", "Tenants", "Mapping", "Telemetry",
    ];

    [Fact]
    public void Folders_OfTheHost_ReferenceToTheRightOnly()
    {
        var ranks = Order.Index().SelectMany(place => place.Item.Split(' ').Select(folder => (folder, place.Index))).ToDictionary();
        var references = ReferencesOf("Egnyte.ScimProxy").Select(reference => (From: Top(reference.From), To: Top(reference.To), reference.File)).ToList();

        Assert.All(references.SelectMany(reference => new[] { reference.From, reference.To }).Distinct(), folder => Assert.Contains(folder, ranks.Keys));
        Assert.DoesNotContain(references, reference => reference.From != reference.To && ranks[reference.From] >= ranks[reference.To]);
    }

    [Theory]
    [InlineData("Egnyte.ScimProxy")]
    [InlineData("Egnyte.ScimProxy.Scim")]
    [InlineData("Egnyte.ScimProxy.EgnyteApi")]
    [InlineData("Egnyte.ScimProxy.Simulator")]
    public void Folders_ThatAreSiblings_DoNotReferenceEachOther(string project)
    {
        var references = ReferencesOf(project).Select(reference => Siblings(reference.From, reference.To)).OfType<(string, string)>().ToHashSet();

        Assert.DoesNotContain(references, reference => references.Contains((reference.Item2, reference.Item1)));
    }

    /// <summary>The parts of two paths below what they have in common; null where one is above the other.</summary>
    private static (string From, string To)? Siblings(string from, string to)
    {
        var (left, right) = (from.Split('.'), to.Split('.'));
        var common = left.Zip(right).TakeWhile(static pair => pair.First == pair.Second).Count();
        return common == left.Length || common == right.Length
            ? null
            : (string.Join('.', left[..(common + 1)]), string.Join('.', right[..(common + 1)]));
    }

    private static string Top(string folder) => folder.Split('.')[0];

    // A folder is a namespace, and the only way to another one is to name it.
    private static IEnumerable<(string From, string To, string File)> ReferencesOf(string project)
    {
        var root = Path.Combine(Pages.Root, "src", project);
        var folders = Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories)
            .Select(folder => Path.GetRelativePath(root, folder).Replace(Path.DirectorySeparatorChar, '.'))
            .Where(static folder => folder.Split('.')[0] is not ("bin" or "obj")).ToHashSet();
        foreach (var file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            var from = Path.GetRelativePath(root, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.');
            foreach (var name in Namespaces().Matches(File.ReadAllText(file)).Select(static match => match.Groups[1].Value))
            {
                if (folders.Contains(from) && name.StartsWith(project + ".", StringComparison.Ordinal) && folders.Contains(name[(project.Length + 1)..]))
                {
                    yield return (from, name[(project.Length + 1)..], Path.GetRelativePath(root, file));
                }
            }
        }
    }

    [GeneratedRegex(@"^using (?:static |\w+ = )?([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespaces();
}
