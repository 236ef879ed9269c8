using System.Text.RegularExpressions;
using Egnyte.ScimProxy.Tests.Documentation;

namespace Egnyte.ScimProxy.IntegrationTests.Documentation;

/// <summary>The conformance table: every section of the RFCs has a row, each row has one of three words, and the named tests exist.</summary>
public sealed partial class ConformanceTests
{
    private const string Tests = "tests";

    /// <summary>From the RFCs' tables of contents: every section that a service provider can keep or break.</summary>
    private static readonly Dictionary<string, string[]> Required = new()
    {
        ["RFC 7643"] =
        [
            "2.1", "2.2", "2.3", "2.4", "2.5", "3", "3.1", "3.2", "3.3", "4.1", "4.1.1", "4.1.2", "4.2", "4.3", "5", "6", "7", "8.1", "8.2", "8.3",
            "8.4", "8.5", "8.6", "8.7.1", "8.7.2", "9.2", "9.3",
        ],
        ["RFC 7644"] =
        [
            "2", "2.1", "2.2", "3.1", "3.2", "3.3", "3.3.1", "3.4.1", "3.4.2", "3.4.2.1", "3.4.2.2", "3.4.2.3", "3.4.2.4", "3.4.2.5", "3.4.3", "3.5.1",
            "3.5.2", "3.5.2.1", "3.5.2.2", "3.5.2.3", "3.6",
            "3.7", "3.7.1", "3.7.2", "3.7.3", "3.7.4", "3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14", "4", "5", "6", "6.1", "6.2", "7.2", "7.3",
            "7.4", "7.5.2", "7.6", "7.7", "7.8",
        ],
        ["RFC 9865"] = ["2", "2.1", "3", "4"],
    };

    private static readonly string[] Words = ["supported", "partly", "not"];

    private static readonly ILookup<string, string> Sources = Directory.EnumerateFiles(Path.Combine(Pages.Root, Tests), "*.cs", SearchOption.AllDirectories)
        .ToLookup(file => Path.GetFileNameWithoutExtension(file), StringComparer.Ordinal);

    private static IReadOnlyList<string[]> Rows { get; } =
    [
        .. Pages.Block(Pages.Conformance, "conformance")
            .Split('\n')
            .Where(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Trim('|').Split(" | ").Select(cell => cell.Trim()).ToArray()),
    ];

    public static TheoryData<string> Sections => [.. Rows.Select(row => row[0])];

    [Fact]
    public void EverySection_HasARowInTheOrderOfTheRfc() =>
        Assert.Equal(Required.SelectMany(rfc => rfc.Value.Select(section => $"{rfc.Key} §{section}")), Rows.Select(row => row[0]));

    [Theory]
    [MemberData(nameof(Sections))]
    public void ARow_SaysOneOfThreeWordsAndTheReason(string section)
    {
        var row = Rows.Single(row => row[0] == section);

        Assert.Equal(5, row.Length);
        Assert.Contains(row[2], Words);
        Assert.NotEmpty(row[1]);
        Assert.True(row[3].Length > 10, $"{section} says nothing of how, or of what is missing.");
        Assert.True(row[2] is not "supported" || Proofs(row).Any(), $"{section} is called supported, and no test is named.");
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void WhatShowsARow_Exists(string section)
    {
        var row = Rows.Single(row => row[0] == section);

        Assert.Equal("", Proof().Replace(row[4], "").Trim(' ', ',', '–'));
        Assert.All(Proofs(row), proof => Assert.True(Exists(proof), $"{section}: there is no {proof} below {Tests}."));
    }

    [Theory]
    [InlineData("ConformanceTests", true)]
    [InlineData("ConformanceTests.WhatShowsARow_Exists", true)]
    [InlineData("ConformanceTests.WhatShowsNothing", false)]
    [InlineData("ScimShape", false)]
    [InlineData("NoTests", false)]
    [InlineData("okta-oin/bearer.json", true)]
    [InlineData("okta-oin/no.json", false)]
    public void AProof_IsATestOrAConversation(string proof, bool exists) => Assert.Equal(exists, Exists(proof));

    private static IEnumerable<string> Proofs(string[] row) => Proof().Matches(row[4]).Select(match => match.Groups[1].Value);

    private static bool Exists(string proof)
    {
        if (proof.Contains('/', StringComparison.Ordinal))
        {
            return File.Exists(Path.Combine(Pages.Root, Tests, "Egnyte.ScimProxy.IntegrationTests/Conversations", proof));
        }

        var (name, method) = proof.Split('.') is [var type, var rest] ? (type, rest) : (proof, null);
        return Sources[name]
            .Select(File.ReadAllText)
            .Any(source => TestAttribute().IsMatch(source) && (method is null || source.Contains($" {method}(", StringComparison.Ordinal)));
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Proof();

    [GeneratedRegex(@"^ +\[(Fact|Theory)", RegexOptions.Multiline)]
    private static partial Regex TestAttribute();
}
