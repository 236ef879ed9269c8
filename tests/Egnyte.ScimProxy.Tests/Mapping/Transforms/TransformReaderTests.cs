using System.Text.Json;
using Egnyte.ScimProxy.Mapping.Documents;
using Egnyte.ScimProxy.Mapping.Transforms;

namespace Egnyte.ScimProxy.Tests.Mapping.Transforms;

public sealed class TransformReaderTests
{
    private static readonly string Long = new('a', 1001);

    /// <summary>Step, and what the finding says of it, its fix included.</summary>
    public static TheoryData<string, string> Mistakes { get; } = new()
    {
        { "true", "Write \"lower\", or {\"truncate\": 20}." },
        { """{"truncate": 20, "lower": true}""", "A transform is a name, or an object of one property." },
        { "\"lowr\"", "Did you mean \"lower\"?" },
        { "\"replace\"", "takes an argument. Write {\"replace\": {\"from\": \" \", \"to\": \"-\"}}." },
        { """{"lower": true}""", "takes no argument. Write \"lower\"." },
        { """{"truncate": 0}""", "a whole number from 1 to 1000" },
        { """{"replace": "x"}""", "This must be an object." },
        { """{"replace": {"from": "x"}}""", "\"to\" is missing." },
        { """{"replace": {"from": "", "to": "x"}}""", "This must be a text." },
        { """{"replace": {"from": 1, "to": "x"}}""", "Write it in quotation marks." },
        { """{"replace": {"from": "x", "to": "y", "with": "z"}}""", "\"with\" is not a property here." },
        { $$$"""{"replace": {"from": "{{{Long}}}", "to": ""}}""", "This is longer than 1000 characters." },
        { """{"regexReplace": {"pattern": "a"}}""", "\"with\" is missing." },
        { """{"regexReplace": {"pattern": "(", "with": ""}}""", "This is no regular expression: " },
        { """{"regexReplace": {"pattern": "(?=a)b", "with": ""}}""", "is not linear" },
        { """{"regexReplace": {"pattern": "(a)\\1", "with": ""}}""", "is not linear" },
        { """{"regexReplace": {"pattern": "(?>a)", "with": ""}}""", "is not linear" },
        { """{"regexReplace": {"pattern": "((a{100}){100}){100}", "with": ""}}""", "repeats too much (a{5000}). Write it with sets" },
        { $$$"""{"regexReplace": {"pattern": "{{{Long[..501]}}}", "with": ""}}""", "This is longer than 500 characters." },
        { """{"regexReplace": {"pattern": "(a)", "with": "$$ $1 ${2}"}}""", "The pattern has no group 2. It has ${0}, ${1}." },
        { """{"regexReplace": {"pattern": "(?<x>a)", "with": "${y}"}}""", "The pattern has no group y. It has ${0}, ${x}." },
        { """{"lookup": {}}""", "\"table\" is missing." },
        { """{"lookup": {"table": []}}""", "an object of 1 to 1000 properties" },
        { """{"lookup": {"table": {}}}""", "an object of 1 to 1000 properties" },
        {
            $$$$"""{"lookup": {"table": {{{{{string.Join(", ", Enumerable.Range(0, 1001).Select(number => $"\"k{number}\": \"x\""))}}}}}}}""",
            "an object of 1 to 1000 properties"
        },
        { """{"lookup": {"table": {"": "x"}}}""", "What stands before the colon is empty" },
        { """{"lookup": {"table": {"a": "x", "a": "y"}}}""", "or was there before" },
        { """{"lookup": {"table": {"a": true}}}""", "This must be a text." },
        { """{"lookup": {"table": {"a": "x"}, "missing": "drop"}}""", "Known: refuse, ignore, keep." },
        { """{"lookup": {"table": {"a": "x"}, "missing": ""}}""", "This must be a text." },
        { """{"lookup": {"table": {"a": "x", "*": "y"}, "missing": "refuse"}}""", "Take away \"missing\", or \"*\"." },
        { """{"template": true}""", "This must be a text." },
        { """{"template": "x"}""", "This template has no attribute in it." },
        { """{"template": "{value"}""", "A brace in this template has no other" },
        { """{"template": "value}"}""", "A brace in this template has no other" },
        { """{"template": "{}"}""", "A brace in this template has no other" },
        { """{"template": "{a{b}}"}""", "A brace in this template has no other" },
        { $$"""{"template": "{{string.Concat(Enumerable.Repeat("{value}", 21))}}"}""", "This template names 21 attributes." },
        { """{"firstOf": "value"}""", "This must be a list." },
        { """{"firstOf": []}""", "Name 1 to 20" },
        { """{"firstOf": ["value", 1]}""", "This must be a text." },
        { $$"""{"firstOf": [{{string.Join(", ", Enumerable.Repeat("\"value\"", 21))}}]}""", "This names 21 attributes." },
        { """{"constant": ""}""", "This must be a text." },
        { """{"constant": 1}""", "This must be a text, or true or false." },
        { """{"constant": null}""", "This must be a text, or true or false." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void AMistake_IsAFinding_AndNoStep(string step, string expected)
    {
        var findings = new ProfileFindings();

        var read = Steps.Read(step, findings);

        Assert.Null(read);
        Assert.All(findings.All, finding => Assert.Equal((FindingSeverity.Error, "test.json", 1), (finding.Severity, finding.File, finding.Line)));
        Assert.All(findings.All, finding => Assert.NotEmpty(finding.Fix));
        Assert.Contains(expected, string.Join('\n', findings.All), StringComparison.Ordinal);
    }

    [Fact]
    public void SeveralMistakesInOneStep_AreAllFound()
    {
        var findings = new ProfileFindings();

        Steps.Read("""{"lookup": {"table": {"a": 1, "b": "x", "c": ""}, "missing": "drop"}}""", findings);

        Assert.Equal(["step.lookup.table.a", "step.lookup.table.c", "step.lookup.missing"], findings.All.Select(finding => finding.Path));
    }

    [Fact]
    public void EveryTransformWithAnArgument_HasAMistakeHere() =>
        Assert.Empty(KnownTransforms.All.Where(kind => kind.TakesArgument).Select(kind => kind.Name).Except(
            Mistakes.Select(row => row.Data.Item1).Where(step => step.StartsWith('{')).Select(step => JsonElement.Parse(step).EnumerateObject().First().Name)));

    [Fact]
    public void EveryArgumentSchema_IsAnObjectOfJson_WithExamplesThatTheReaderTakes() =>
        Assert.All(KnownTransforms.All, kind =>
        {
            Assert.True(kind.ArgumentSchema is null || JsonElement.Parse(kind.ArgumentSchema).ValueKind is JsonValueKind.Object);
            Assert.NotEmpty(kind.Examples);
            Assert.All(kind.Examples, example => Assert.Equal(kind.Name, Steps.NameOf(example)));
            Assert.All(kind.Examples, example => Assert.NotEmpty($"{Steps.Of(example)}"));
        });
}
