using System.Text.Json;
using Egnyte.ScimProxy.Mapping;
using Egnyte.ScimProxy.Mapping.Transforms;

namespace Egnyte.ScimProxy.Tests.Mapping.Transforms;

public sealed class TransformTests
{
    public static TheoryData<string, object?, object?, string?[]> Taken => TransformExamples.Taken;

    public static TheoryData<string, string, string> Refused => TransformExamples.Refused;

    [Theory]
    [MemberData(nameof(Taken))]
    public void AStep_MakesTheResultOfTheValue(string step, object? value, object? result, string?[] others)
    {
        var transform = Steps.Of(step);

        var made = transform.Apply(Steps.Value(value), [.. others.Select(MappedValue.Of)], out var refusal);

        Assert.Null(refusal);
        Assert.Equal(Steps.Value(result), made);
        Assert.Equal(others.Length, transform.Others.Count);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void AStep_RefusesTheValue_AndSaysWhy(string step, string value, string expected)
    {
        var made = Steps.Of(step).Apply(MappedValue.Of(value), [], out var refusal);

        Assert.True(made.IsNone);
        Assert.Contains(expected, refusal, StringComparison.Ordinal);
        Assert.True(refusal!.Length < 500);
    }

    [Fact]
    public void EveryTransform_HasAnExample() =>
        Assert.Equal(
            KnownTransforms.All.Select(kind => kind.Name),
            TransformExamples.Taken.Select(row => Steps.NameOf(row.Data.Item1)).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void EveryTransform_ThatLosesNothing_IsKnownHere() =>
        Assert.Equal(
            ["lookup", "template"], KnownTransforms.All.Where(kind => kind.Examples.Any(example => Steps.Of(example).Loses is null)).Select(kind => kind.Name));

    [Theory]
    [InlineData("""{"lookup": {"table": {"Sales": "x", "Legal": "y"}}}""", null)]
    [InlineData("""{"lookup": {"table": {"Sales": "x", "Legal": "x"}}}""", "which of several values it was")]
    [InlineData("""{"lookup": {"table": {"Sales": "x", "*": "y"}}}""", "which of several values it was")]
    [InlineData("""{"lookup": {"table": {"Sales": "x"}, "missing": "ignore"}}""", "what is not in the table")]
    [InlineData("""{"lookup": {"table": {"Sales": "x"}, "missing": "keep"}}""", "whether it stood in the table")]
    [InlineData("""{"template": "a{value}b"}""", null)]
    [InlineData("""{"template": "{value}{value}"}""", "which part of it was the value")]
    [InlineData("""{"template": "{value}{title}"}""", "which part of it was the value")]
    [InlineData("""{"template": "{title}"}""", "what the client wrote")]
    [InlineData("""{"template": "{initial(value)}"}""", "what follows the first letter")]
    public void AStep_SaysWhatItLoses(string step, string? loses) => Assert.Equal(loses, Steps.Of(step).Loses);

    [Theory]
    [InlineData("""{"lookup": {"table": {"Sales": "x", "Legal": "y"}}}""", "y", "Legal")]
    [InlineData("""{"lookup": {"table": {"Sales": "x", "Legal": "y"}}}""", "Legal", "Legal")]
    [InlineData("""{"lookup": {"table": {"Sales": "x", "Legal": "x"}}}""", "x", "x")]
    [InlineData("""{"template": "okta-{value}"}""", "okta-Sales", "Sales")]
    [InlineData("""{"template": "okta-{value}"}""", "okta-okta-Sales", "okta-Sales")]
    [InlineData("""{"template": "okta-{value}"}""", "Okta-Sales", "Okta-Sales")]
    [InlineData("""{"template": "okta-{value}"}""", "okta-", "okta-")]
    [InlineData("""{"template": "ab{value}ba"}""", "aba", "aba")]
    [InlineData("""{"template": "ab{value}ba"}""", "abba", "abba")]
    [InlineData("""{"template": "ab{value}ba"}""", "ab-ba", "-")]
    [InlineData("""{"template": "{{{value}}}"}""", "{a}", "a")]
    public void AStep_IsUndone_WhereAClientCanHaveWrittenIt(string step, string held, string shown) =>
        Assert.Equal(MappedValue.Of(shown), Steps.Of(step).Undo(MappedValue.Of(held)));

    [Fact]
    public void AStep_NamesTheAttributesItLooksAt_AndWhereTheyStand()
    {
        var template = Steps.Of("""{"template": "{name.givenName} {value} {urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department}"}""");
        var firstOf = Steps.Of("""{"firstOf": ["nickName", "title"]}""");

        Assert.Equal(["name.givenName", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"], template.Others.Select(other => other.Text));
        Assert.All(
            template.Others, other => Assert.Equal((JsonValueKind.String, "test.json", 1, "step.template"), (other.Kind, other.File, other.Line, other.Path)));
        Assert.Equal(["step.firstOf[0]", "step.firstOf[1]"], firstOf.Others.Select(other => other.Path));
        Assert.Equal((true, false), (template.UsesValue, firstOf.UsesValue));
        Assert.True(Steps.Of("""{"firstOf": ["nickName", "value"]}""").UsesValue);
        Assert.False(Steps.Of("""{"template": "{title}"}""").UsesValue);
        Assert.Equal(["title"], Steps.Of("""{"template": "{initial(title)}{initial(value)}"}""").Others.Select(other => other.Text));
        Assert.False(Steps.Of("""{"constant": "x"}""").UsesValue);
    }

    [Theory]
    [InlineData("\"toBool\"", "Boolean")]
    [InlineData("""{"constant": true}""", "Boolean")]
    [InlineData("""{"constant": "true"}""", "Text")]
    [InlineData("\"lower\"", "Text")]
    public void AStep_SaysWhatComesOut(string step, string type) => Assert.Equal(type, Steps.Of(step).Gives.ToString());
}
