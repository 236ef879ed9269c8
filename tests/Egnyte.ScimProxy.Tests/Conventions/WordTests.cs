using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.Tests.Conventions;

/// <summary>Names and sentences use the terms of the field, tests included: the words that were replaced are not written again.</summary>
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

    /// <summary>
    /// Comments, texts and pages name a component or a role. In tests only comments and the "why" of a conversation are sentences: data may
    /// hold any word, and invented users may be people.
    /// </summary>
    [Theory]
    [InlineData("src", "cs", "")]
    [InlineData("src", "json", "")]
    [InlineData("src", "md", "")]
    [InlineData("deploy", "*", "")]
    [InlineData("tests", "cs", "//")]
    [InlineData("tests", "json", "\"why\":")]
    [InlineData("tests", "md", "")]
    public void Sentences_HoldNoReplacedWord(string top, string extension, string start) =>
        Assert.Empty(
            from path in Directory.EnumerateFiles(Path.Combine(Pages.Root, top), $"*.{extension}", SearchOption.AllDirectories)
            let file = Path.GetRelativePath(Pages.Root, path).Replace('\\', '/')
            where !NotOurs().IsMatch(file)
            from line in File.ReadLines(path).Index()
            let at = SentenceOf(line.Item, start)
            where at >= 0 && (InSentences().IsMatch(line.Item[at..]) || (start.Length == 0 && People().IsMatch(line.Item)))
            select $"{file}:{line.Index + 1}: {line.Item.Trim()}");

    [Theory]
    [InlineData("// Nobody waits for its turn.", true)]
    [InlineData("\"why\": \"Okta forgets the id.\"", true)]
    [InlineData("/// <summary>The client retries after the time of a Retry-After.</summary>", false)]
    [InlineData("private readonly CallPacer _pacer;", false)]
    public void AReplacedWord_IsFoundInASentence(string line, bool found) => Assert.Equal(found, InSentences().IsMatch(line));

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

    /// <summary>Where the sentence of a line begins; -1 where it has none. Two slashes in a URL or a string begin no comment.</summary>
    private static int SentenceOf(string line, string start) => start == "//" ? Comment().Match(line) is { Success: true } comment ? comment.Index : -1
        : line.IndexOf(start, StringComparison.Ordinal);

    [GeneratedRegex(@"(^|\s)///?\s", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    // Built files, packages of others, and the tests that hold the words themselves.
    [GeneratedRegex("(^|/)(bin|obj|node_modules)/|/(WordTests|ConventionTests)[.]cs$|packages[.]lock[.]json$", RegexOptions.CultureInvariant)]
    private static partial Regex NotOurs();

    [GeneratedRegex(
        @"\b(whoever|nobody|somebody|anybody|everybody|leavers?|strangers?|settle[sd]?|memos?|remember(s|ed|ing)?|forg[eo]t(s|ten|ting)?|cure[sd]?"
        + @"|blame[sd]?|pace[sd]?|pacing|(come|came|comes|coming) back|turned away|used up|(its|their) turn)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex InSentences();

    [GeneratedRegex(@"\b(person|persons|people)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex People();

    [GeneratedRegex(
        "(Whoever|Leaver|Stranger|Remember|Forget|Forgot|TurnedAway|SharedRead|GroupRefusal|MembersRefused|PaceTests|(Cure|Memo)s?(?![a-z]))",
        RegexOptions.CultureInvariant)]
    private static partial Regex Replaced();
}
