using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.Tests.Conventions;

/// <summary>Names use the terms of the field: the words that were replaced do not come back in types and members, tests included.</summary>
public sealed partial class WordTests
{
    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Names_HoldNoReplacedWord(string top) =>
        Assert.Empty(
            from path in Directory.EnumerateFiles(Path.Combine(Pages.Root, top), "*.cs", SearchOption.AllDirectories)
            where Path.GetFileName(path) != $"{nameof(WordTests)}.cs"
            where !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            from Match declared in Declared().Matches(File.ReadAllText(path))
            where Replaced().IsMatch(declared.Groups["name"].Value)
            select $"{Path.GetFileName(path)}: {declared.Groups["name"].Value}");

    [Theory]
    [InlineData("public void AGroup_IsRemembered()", true)]
    [InlineData("internal sealed class LeaverTests", true)]
    [InlineData("private static int Cured()", false)]
    [InlineData("public async Task Whoever_Waits()", true)]
    [InlineData("return Remember(group);", false)]
    public void AReplacedWord_IsFoundInADeclaration(string line, bool found) =>
        Assert.Equal(found, Declared().Matches(line).Any(declared => Replaced().IsMatch(declared.Groups["name"].Value)));

    [GeneratedRegex(@"\b(class|record|struct|enum|interface|void|bool|int|string|Task(<[^\n()]*>)?) (?<name>[A-Z]\w*)", RegexOptions.CultureInvariant)]
    private static partial Regex Declared();

    [GeneratedRegex(
        "(Whoever|Leaver|Stranger|Remember|Forget|Forgot|TurnedAway|SharedRead|GroupRefusal|MembersRefused|PaceTests|(Cure|Memo)s?(?![a-z]))",
        RegexOptions.CultureInvariant)]
    private static partial Regex Replaced();
}
