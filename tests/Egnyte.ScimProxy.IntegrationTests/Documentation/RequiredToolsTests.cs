using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Documentation;

/// <summary>A pattern that no test matches would let its tests be skipped without a word of <c>.ci/run</c>.</summary>
public sealed class RequiredToolsTests
{
    private const string File = "tests/required-tools.txt";

    public static TheoryData<string> Lines => [.. Pages.Read(File).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')];

    [Theory]
    [MemberData(nameof(Lines))]
    public void EachPattern_MatchesATest(string line)
    {
        var parts = line.Split(" : ");
        Assert.Equal(2, parts.Length);
        var tests = typeof(RequiredToolsTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(), (type, method) => (Type: type, Method: method))
            .Where(test => test.Method.IsDefined(typeof(FactAttribute), inherit: true))
            .Select(test => $"{test.Type.FullName}.{test.Method.Name}");

        // What stands in the parentheses of a theory is not known here.
        var name = Regex.Replace(parts[1], @"\*is.*$", "*");
        var pattern = $"^Egnyte.ScimProxy.IntegrationTests.{name.Replace("*", ".*", StringComparison.Ordinal)}$";

        Assert.Contains(tests, test => Regex.IsMatch(test, pattern));
    }
}
